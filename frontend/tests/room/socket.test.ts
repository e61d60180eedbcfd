import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Frame } from "../../src/room/frames";
import { socketTo } from "../../src/room/socket";
import { loaded, says, view } from "./page";
import { AMAL, JUTTA, seenBy } from "./people";

/** A WebSocket that the test speaks through. */
class Socket extends EventTarget {
  static readonly OPEN = 1;
  static last: Socket;
  readonly readyState = Socket.OPEN;
  readonly sent: string[] = [];

  constructor() {
    super();
    Socket.last = this;
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {}

  says(...frames: Frame[]): void {
    for (const frame of frames) {
      this.dispatchEvent(Object.assign(new Event("message"), { data: JSON.stringify(frame) }));
    }
  }
}

beforeEach(() => {
  Object.defineProperty(globalThis, "WebSocket", { value: Socket, configurable: true });
});

function mineOf(person: number): Frame {
  const { mine } = seenBy(person);
  assert.ok(mine);
  return { mine };
}

/** Somebody's page over a socket: what it heard of the line, and the refs that it sent. */
function over(page = loaded()) {
  const heard: string[] = [];
  const line = socketTo("ws://room/")({
    hello: () => ({ have: 0, epoch: "", tab: "t", nth: 1 }),
    frames: (frames) => {
      for (const frame of frames) page.room.hear(frame);
    },
    opened: () => {
      heard.push("opened");
      page.room.outbox.connected((text) => line.send(text), page.room.steady());
    },
    closed: (code) => heard.push(`closed ${code}`),
  });
  return { ...page, heard, socket: Socket.last };
}

test("the line is open when the room has said who we are", () => {
  const { heard, socket } = over();
  socket.says(view());
  assert.deepEqual(heard, []);
  socket.says(mineOf(AMAL));
  assert.deepEqual(heard, ["opened"]);
});

test("what one person did not send is not sent in the name of another who logs in in the same tab", () => {
  const amal = loaded();
  amal.connect();
  amal.room.linked({ is: "lost" });
  says(amal.room, "Amal's own");
  const { socket, room } = over(loaded(amal.storage, JUTTA));
  socket.says(view(), mineOf(JUTTA));
  assert.deepEqual(socket.sent, []);
  assert.deepEqual(room.outbox.all, []);
});

test("what the same person did not send is sent", () => {
  const amal = loaded();
  amal.connect();
  amal.room.linked({ is: "lost" });
  says(amal.room, "Amal's own");
  const { socket } = over(loaded(amal.storage));
  socket.says(view(), mineOf(AMAL));
  assert.equal(socket.sent.length, 1);
});

test("a ping is answered with its number", () => {
  const { socket } = over();
  socket.says({ ping: 7 });
  assert.deepEqual(socket.sent, ['{"pong":7}']);
});
