/** Starts the room on its page: the connection brings what is new, and once a frame at most the page is drawn. */

import "./room.css";
import { Kept, tabThenDevice } from "../kept";
import { Attention, ownTurn } from "./attention";
import { Awake } from "./awake";
import { Connection } from "./connection";
import type { QuestionGroup } from "./exchange/bank";
import type { LaidCard } from "./exchange/cards";
import { watchKeyboard } from "./keyboard";
import { watchLeaving } from "./leaving";
import { pollsTo } from "./poll";
import { type Place, Room } from "./room";
import { Screen } from "./screen";
import { socketTo } from "./socket";
import { newTab } from "./tab";

function place(container: HTMLElement): Place {
  const bank = document.getElementById("question-bank")?.textContent;
  const cards = document.getElementById("cards")?.textContent;
  return {
    title: container.dataset.title ?? document.title,
    transcript: container.dataset.transcript ?? "",
    session: container.dataset.session ?? "",
    address: container.dataset.socket ?? "",
    ballot: container.dataset.ballot ?? "",
    groups: container.dataset.groups ?? "",
    token: container.dataset.token ?? "",
    cards: (cards && (JSON.parse(cards) as LaidCard[])) || [],
    cardsAt: container.dataset.cards ?? "",
    login: container.dataset.login ?? "",
    language: container.dataset.language ?? "",
    rehearsal: container.dataset.rehearsal ?? "",
    guide: guide(),
    questions: (bank && (JSON.parse(bank) as Record<string, QuestionGroup[]> | null)) || {},
  };
}

/** In an element of its own: it is drawn once, and never anew. */
function guide(): Element | null {
  const text = document.getElementById("issue-guide") as HTMLTemplateElement | null;
  if (!text) return null;
  const element = document.createElement("div");
  element.append(text.content.cloneNode(true));
  return element;
}

/** What went well before somebody came in has been read when they do something here. */
function fold(): void {
  for (const message of document.querySelectorAll("[data-went-well]")) message.remove();
}

function start(container: HTMLElement): void {
  container.addEventListener("click", fold, { once: true });
  const path = container.dataset.socket ?? "";
  const kept = new Kept(() => tabThenDevice(sessionStorage, localStorage), `words:room:${path}:`);
  const settings = new Kept(() => localStorage, "room:");
  // Made anew with each page load: a tab that is duplicated copies what is stored, and would pass for the same one.
  let tab = newTab(settings, Date.now());
  let nth = 0;
  const again = () => {
    tab = newTab(settings, Date.now()); // the newest page load is live, and that is now this one
    connection.again();
  };
  const attention = new Attention(document, navigator);
  const changed = () => {
    screen.ask();
    awake.keep(room.isAwaited);
    attention.follow(ownTurn(room));
  };
  const room = new Room(place(container), kept, settings, changed, again);
  const screen = new Screen(container, room);
  const awake = new Awake(navigator.wakeLock, () => document.visibilityState === "visible");
  document.addEventListener("visibilitychange", () => awake.settle());
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const ways = { direct: socketTo(`${scheme}//${location.host}${path}`), round: pollsTo(path) };
  const connection = new Connection(ways, {
    hello: () => ({
      have: room.state.seq,
      epoch: room.state.epoch,
      tab,
      nth: ++nth,
      groups: room.state.groupsTag,
    }),
    link: (link) => room.linked(link),
    frame: (frame) => room.hear(frame),
    ready: (send) => room.outbox.connected(send, room.steady()),
  });
  window.setInterval(() => room.tick(), 1_000);
  watchLeaving(room);
  watchKeyboard();
  connection.start();
}

const container = document.getElementById("room");
if (container) start(container);
