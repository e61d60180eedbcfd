import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Connection, type Link } from "../../src/room/connection";
import type { Frame } from "../../src/room/frames";
import type { Hears, Line, Way } from "../../src/room/transport";

const ROOM: Frame = { seq: 9, epoch: "e", since: 0 };
const SECOND = 1_000;

/** A line that says what the test lets it say, and keeps what was sent over it. */
class Scripted implements Line {
  readonly sent: string[] = [];
  isClosed = false;

  constructor(
    readonly way: "direct" | "round",
    private readonly hears: Hears,
  ) {}

  opens(...frames: Frame[]): void {
    this.hears.frames([ROOM, ...frames]);
    this.hears.opened();
  }

  says(...frames: Frame[]): void {
    this.hears.frames(frames);
  }

  closes(code = 1006): void {
    this.hears.closed(code);
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.isClosed = true;
  }
}

/** What the browser tells: events by name. */
class Page extends EventTarget {
  tells(name: string): void {
    this.dispatchEvent(new Event(name));
  }
}

let page: Page;
let browser: { onLine: boolean };

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 1_000_000 });
  page = new Page();
  browser = { onLine: true };
  const addEventListener = page.addEventListener.bind(page);
  for (const [name, value] of Object.entries({
    window: Object.assign(Object.create(globalThis), { addEventListener }),
    document: { visibilityState: "visible", addEventListener },
    navigator: browser,
  })) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
});

afterEach(() => mock.timers.reset());

function started() {
  const lines: Scripted[] = [];
  const links: Link[] = [];
  const frames: Frame[] = [];
  const room: { send: ((text: string) => void) | null } = { send: null };
  const way =
    (name: "direct" | "round"): Way =>
    (hears) => {
      const line = new Scripted(name, hears);
      lines.push(line);
      return line;
    };
  const connection = new Connection(
    { direct: way("direct"), round: way("round") },
    {
      hello: () => ({ have: 0, epoch: "", tab: "t", nth: 1 }),
      link: (link) => links.push(link),
      frame: (frame) => frames.push(frame),
      ready: (send) => {
        room.send = send;
      },
    },
  );
  connection.start();
  const last = () => lines.at(-1) as Scripted;
  return { connection, lines, links, frames, room, last, link: () => links.at(-1) };
}

/** In steps: a tick sets the clock to its end before it runs what is due. */
function later(seconds: number, meanwhile = () => {}): void {
  for (let i = 0; i < seconds; i++) {
    mock.timers.tick(SECOND);
    meanwhile();
  }
}

/** Until the next attempt begins. */
function waited(lines: Scripted[]): void {
  const before = lines.length;
  for (let i = 0; i < 200 && lines.length === before; i++) mock.timers.tick(100);
}

/** Both attempts of the direct way fail, and the one round works. */
function goneRound() {
  const room = started();
  for (let i = 0; i < 2; i++) {
    room.last().closes();
    waited(room.lines);
  }
  room.last().opens();
  return room;
}

test("the room is live when it has answered, and what waits is sent over the line that did", () => {
  const { last, link, frames, room } = started();
  assert.equal(link(), undefined);
  last().opens();
  assert.deepEqual(link(), { is: "live", slow: false });
  assert.deepEqual(frames, [ROOM]);
  room.send?.("hello");
  assert.deepEqual(last().sent, ["hello"]);
});

test("a frame of a kind that this page does not know changes nothing about the connection", () => {
  const { last, link, frames } = started();
  last().opens();
  last().says({ weather: "fine" } as unknown as Frame);
  assert.equal(frames.length, 2);
  assert.deepEqual(link(), { is: "live", slow: false });
});

for (const code of [1006, 4000, 4001, 4002, 4003]) {
  test(`after ${code} it comes back by itself`, () => {
    const { last, lines, link } = started();
    last().opens();
    last().closes(code);
    assert.deepEqual(link(), { is: "lost" });
    waited(lines);
    assert.equal(lines.length, 2);
    last().opens();
    assert.deepEqual(link(), { is: "live", slow: false });
  });
}

for (const code of [4500, 4501, 4503, 4504, 4505]) {
  test(`${code} is final, whatever somebody does on the page`, () => {
    const { last, lines, link } = started();
    last().opens();
    last().closes(code);
    later(600);
    for (const event of ["online", "keydown", "visibilitychange"]) page.tells(event);
    assert.deepEqual(link(), { is: "over", code });
    assert.equal(lines.length, 1);
  });
}

test("who wants to go on here after the session moved elsewhere is connected at once", () => {
  const { connection, last, lines, links } = started();
  last().opens();
  last().closes(4503);
  connection.again();
  connection.again();
  assert.equal(lines.length, 2);
  last().opens();
  assert.deepEqual(
    links.map((each) => each.is),
    ["live", "over", "connecting", "live"],
  );
});

test("after a goodbye it returns after exactly the time that was dealt out, and nothing hurries it", () => {
  const { last, lines, link } = started();
  last().opens();
  last().says({ goodbye: 2_700 });
  last().closes(4003);
  assert.deepEqual(link(), { is: "returning" });
  mock.timers.tick(2_699);
  page.tells("keydown");
  assert.equal(lines.length, 1);
  mock.timers.tick(1);
  assert.equal(lines.length, 2);
});

test("when the server is not back after a goodbye, the ordinary waits follow", () => {
  const { last, lines, link } = started();
  last().opens();
  last().says({ goodbye: 0 });
  last().closes(4003);
  mock.timers.tick(1);
  last().closes();
  assert.deepEqual(link(), { is: "lost" });
  mock.timers.tick(200);
  assert.equal(lines.length, 2);
  waited(lines);
  assert.equal(lines.length, 3);
});

test("a line on which nothing is heard for 40 seconds is dead", () => {
  const { last, lines } = started();
  last().opens();
  later(35);
  last().says({ ping: 9 });
  later(35);
  assert.equal(last().isClosed, false);
  later(10);
  assert.equal(lines[0]?.isClosed, true);
});

test("it is dead also where the computer's clock was set back meanwhile, and is tried again at once", () => {
  const { now } = performance;
  let passed = 0;
  performance.now = () => passed;
  try {
    const { last, lines } = started();
    last().opens();
    const before = Date.now();
    Date.now = () => before - 3_600_000 + passed;
    later(50, () => {
      passed += SECOND;
    });
    assert.equal(lines[0]?.isClosed, true);
    assert.ok(lines.length > 1);
  } finally {
    performance.now = now;
  }
});

test("what a line that was given up still says is not heard", () => {
  const { last, lines, frames } = started();
  last().opens();
  page.tells("offline");
  waited(lines);
  lines[0]?.says({ present: [1] });
  lines[0]?.closes();
  assert.deepEqual(frames, [ROOM]);
  assert.equal(lines.length, 2);
});

test("a network that never lets the direct way through is gone round, and the page says so", () => {
  const { lines, last, link, room } = goneRound();
  assert.deepEqual(
    lines.map((each) => each.way),
    ["direct", "direct", "round", "direct"],
  );
  assert.deepEqual(link(), { is: "live", slow: false });
  last().closes();
  assert.deepEqual(link(), { is: "live", slow: true });
  room.send?.("hello");
  assert.deepEqual(lines[2]?.sent, ["hello"]);
});

test("a network that swallows the direct way in silence is gone round as well", () => {
  const { lines } = started();
  later(40);
  assert.deepEqual(
    lines.slice(0, 3).map((each) => each.way),
    ["direct", "direct", "round"],
  );
});

test("who is offline does not go round", () => {
  const { lines, last } = started();
  browser.onLine = false;
  for (let i = 0; i < 5; i++) {
    last().closes();
    waited(lines);
  }
  assert.ok(lines.every((each) => each.way === "direct"));
});

test("a server that closes has answered: there is nothing to go round", () => {
  const { lines, last } = started();
  for (let i = 0; i < 5; i++) {
    last().closes(4002);
    waited(lines);
  }
  assert.ok(lines.every((each) => each.way === "direct"));
});

test("where the direct way has worked, a restart of the server sends nobody round", () => {
  const { lines, last } = started();
  last().opens();
  for (let i = 0; i < 6; i++) {
    last().closes();
    waited(lines);
  }
  assert.ok(lines.every((each) => each.way === "direct"));
});

test("as soon as the direct way works again it is taken, and the one round is closed", () => {
  const { lines, last, link, room } = goneRound();
  last().closes();
  later(180, () => lines[2]?.says());
  assert.equal(lines.length, 4);
  later(5, () => lines[2]?.says());
  assert.equal(lines.length, 5);
  last().opens();
  assert.equal(lines[2]?.isClosed, true);
  assert.deepEqual(link(), { is: "live", slow: false });
  room.send?.("hello");
  assert.deepEqual(last().sent, ["hello"]);
});

test("when the network is another one, the direct way is tried at once", () => {
  const { lines, last } = goneRound();
  last().closes();
  page.tells("online");
  assert.equal(lines.length, 5);
  assert.equal(last().way, "direct");
});

test("a trial that hangs is given up, and the way round goes on", () => {
  const { lines, link } = goneRound();
  later(15);
  assert.equal(lines[3]?.isClosed, true);
  assert.deepEqual(link(), { is: "live", slow: true });
});

test("a server that refuses a trial for a reason of its own is no network that blocks", () => {
  const { last, link } = goneRound();
  last().closes(4002);
  assert.deepEqual(link(), { is: "live", slow: false });
});

test("what is final on a trial is final", () => {
  const { lines, last, link } = goneRound();
  last().closes(4505);
  assert.deepEqual(link(), { is: "over", code: 4505 });
  assert.equal(lines[2]?.isClosed, true);
});

test("when the way round breaks, it is tried again; when it does not open, both are tried in turn", () => {
  const { lines, last } = goneRound();
  last().closes();
  lines[2]?.closes();
  waited(lines);
  for (let i = 0; i < 3; i++) {
    last().closes();
    waited(lines);
  }
  assert.deepEqual(
    lines.slice(4).map((each) => each.way),
    ["round", "direct", "round", "direct"],
  );
});

test("when no way ever works, the page says that something may be in the way", () => {
  const { lines, last, link } = started();
  for (let i = 0; i < 7; i++) {
    last().closes();
    waited(lines);
  }
  assert.deepEqual(link(), { is: "blocked" });
});
