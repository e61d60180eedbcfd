/** Starts the room on its page: the socket brings what is new, and once a frame at most the page is drawn. */

import { Connection } from "./connection";
import { Kept } from "./kept";
import { type Place, Room } from "./room";
import { Screen } from "./screen";

function place(container: HTMLElement): Place {
  const bank = document.getElementById("question-bank")?.textContent;
  return {
    title: container.dataset.title ?? document.title,
    transcript: container.dataset.transcript ?? "",
    session: container.dataset.session ?? "",
    questions: (bank && (JSON.parse(bank) as Record<string, string[]> | null)) || {},
  };
}

function start(container: HTMLElement): void {
  const path = container.dataset.socket ?? "";
  const kept = new Kept(() => sessionStorage, `room:${path}:`);
  const settings = new Kept(() => localStorage, "room:");
  const room = new Room(place(container), kept, settings, () => screen.ask());
  const screen = new Screen(container, room);
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const connection = new Connection(`${scheme}//${location.host}${path}`, {
    hello: () => JSON.stringify({ have: room.state.seq, epoch: room.state.epoch }),
    link: (link) => room.linked(link),
    frame: (frame) => room.hear(frame),
    ready: (send) => room.outbox.connected(send, Date.now()),
  });
  window.setInterval(() => room.tick(), 1_000);
  connection.start();
}

const container = document.getElementById("room");
if (container) start(container);
