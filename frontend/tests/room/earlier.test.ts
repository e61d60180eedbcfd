import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { found } from "../../src/room/exchange/search";
import { transcript } from "../../src/room/exchange/transcript";
import { NEWEST } from "../../src/room/exchange/window";
import type { Room } from "../../src/room/room";
import { Drawn } from "./drawn";
import { loaded, Memory, view } from "./page";
import { AMAL, contribution, DANIEL, JUTTA } from "./people";

const FIRST = 4_801;
const REFERRED = contribution(17, JUTTA, "Said long ago");

let asked: { address: string; answer: (body: unknown, status?: number) => Promise<void> }[] = [];

beforeEach(() => {
  asked = [];
  Object.defineProperty(globalThis, "fetch", {
    configurable: true,
    value: (address: string) =>
      new Promise<Response>((resolve) => {
        const answer = async (body: unknown, status = 200) => {
          resolve(new Response(JSON.stringify(body), { status }));
          for (let i = 0; i < 10; i++) await new Promise<void>((done) => setImmediate(done));
        };
        asked.push({ address, answer });
      }),
  });
});

const several = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => contribution(from + n, JUTTA, `as number ${from + n}`));
const newest = () => several(FIRST, 5_000);
const all = () => several(1, 5_000).map((each) => (each.id === REFERRED.id ? REFERRED : each));
const earlier = (more: object = {}) => ({ seq: 5_000, epoch: "e", contributions: all(), ...more });

/** Amal has come into a room of 5,000 contributions. */
function entered(me: number = AMAL, storage = new Memory()) {
  const page = loaded(storage, me);
  page.connect();
  const opening = { seq: 5_000, first: { contributions: FIRST }, contributions: [REFERRED, ...newest()] };
  page.room.hear(view("open", opening));
  page.introduce(me);
  page.room.newest = NEWEST;
  return page;
}

/** As whoever scrolls on, until nothing more is here. */
function goUp(room: Room): void {
  while (room.turn("up")) assert.ok(room.span);
}

const articles = (text: string) => text.match(/<article/g)?.length ?? 0;

test("of thousands only the newest are drawn, and no older one that was only referred to", () => {
  const { room } = entered();
  const { text } = new Drawn(transcript(room));
  assert.equal(articles(text), NEWEST + 1);
  assert.doesNotMatch(text, /Said long ago<\/p>/);
  assert.match(text, /Show earlier contributions/);
});

test("one more is one more", () => {
  const { room } = entered();
  room.hear({ seq: 5_001, contributions: [contribution(5_001, JUTTA, "the newest")] });
  const { text } = new Drawn(transcript(room));
  assert.equal(articles(text), NEWEST + 2);
  assert.match(text, /the newest/);
});

test("what was left out is asked for once, as of when the room was told, and is then all here", async () => {
  const { room } = entered();
  room.hear({ seq: 5_001, contributions: [contribution(5_001, JUTTA, "since")] });
  goUp(room);
  assert.deepEqual(
    asked.map(({ address }) => address),
    ["/room/?epoch=e&seq=5000"],
  );
  assert.match(new Drawn(transcript(room)).text, /are on their way/);
  await asked[0]?.answer(earlier());
  assert.equal(room.state.contributions.size, 5_001);
  assert.equal(room.earlier, "here");
  room.turn("up");
  assert.equal(room.span?.first, FIRST - 4);
});

test("what changed meanwhile is newer than what was said earlier, and what is told later is left for later", async () => {
  const { room } = entered();
  void room.fetchEarlier();
  const held = contribution(20, JUTTA, "", { state: "held", reason: "insult", seq: 5_001 });
  room.hear({ seq: 5_001, contributions: [held] });
  const later = contribution(30, JUTTA, "", { state: "withdrawn", seq: 5_002 });
  const others = all().filter(({ id }) => id !== 30);
  await asked[0]?.answer(earlier({ contributions: [...others, later, contribution(5_002, JUTTA, "later")] }));
  assert.equal(room.state.contributions.get(20), held);
  assert.equal(room.state.contributions.has(30), false);
  assert.equal(room.state.contributions.has(5_002), false);
});

test("an answer that comes after the room was told anew, or of another room, is dropped", async () => {
  const { room } = entered();
  void room.fetchEarlier();
  room.hear(view("open", { seq: 5_000, first: { contributions: FIRST }, contributions: newest() }));
  await asked[0]?.answer(earlier());
  assert.equal(room.state.contributions.size, 200);
  assert.equal(room.earlier, "left_out");
});

test("where it cannot be reached one is told so, and can ask again", async () => {
  const { room } = entered();
  goUp(room);
  await asked[0]?.answer({}, 503);
  assert.match(new Drawn(transcript(room)).text, /cannot be reached just now/);
  room.turn("up");
  await asked[1]?.answer(earlier());
  assert.equal(room.earlier, "here");
});

test("whoever follows a reference to what is not here gets it first", async () => {
  const { room } = entered();
  room.show(REFERRED.id);
  assert.equal(room.sought, REFERRED.id);
  assert.equal(asked.length, 1);
  room.show(4_900);
  assert.equal(asked.length, 1);
});

test("a draft that refers to what was said long ago still shows to what, after a reload", async () => {
  const storage = new Memory();
  entered(AMAL, storage).room.write({ refersTo: 40 });
  const { room } = entered(AMAL, storage);
  assert.ok(asked.length >= 1);
  await asked.at(-1)?.answer(earlier());
  assert.ok(room.state.contributions.has(40));
});

test("all that was said is searched, the newest first, and what is hidden is not found", async () => {
  const { room } = entered(DANIEL);
  void room.fetchEarlier();
  await asked[0]?.answer(earlier());
  assert.deepEqual(
    found(room.state, "LONG AGO").map(({ id }) => id),
    [REFERRED.id],
  );
  assert.deepEqual(
    found(room.state, "number 49")
      .map(({ id }) => id)
      .slice(0, 2),
    [4_999, 4_998],
  );
  room.hear({ seq: 5_001, contributions: [{ ...REFERRED, text: "", state: "withdrawn", seq: 5_001 }] });
  assert.deepEqual(found(room.state, "long ago"), []);
});

test("the clock of contributions makes no formatter, which takes long on a phone", () => {
  const made = Intl.DateTimeFormat;
  let count = 0;
  Intl.DateTimeFormat = new Proxy(made, {
    construct(target, args) {
      count += 1;
      return new target(...(args as []));
    },
  });
  try {
    const { room } = entered();
    new Drawn(transcript(room));
    assert.equal(count, 0);
  } finally {
    Intl.DateTimeFormat = made;
  }
});
