import assert from "node:assert/strict";
import { test } from "node:test";
import {
  around,
  BEGIN,
  drawn,
  type Here,
  isNearStart,
  MOST,
  more,
  moved,
  NEWEST,
  pinned,
  REACH,
} from "../../src/room/exchange/window";
import { Ordered } from "../../src/room/ordered";
import { AMAL, contribution } from "./people";

/** So many, with ids 10, 20, 30, ...; everything is here from the one at `start` on. */
function said(count: number, start = 0): Here {
  const all = Array.from({ length: count }, (_, n) => (n + 1) * 10);
  return { all: new Ordered(all.map((id) => [id, contribution(id, AMAL, String(id))] as const)), start };
}

const id = (place: number) => (place + 1) * 10;

test("where few are here all are drawn", () => {
  assert.deepEqual(drawn(said(0), null), { from: 0, to: 0 });
  assert.deepEqual(drawn(said(NEWEST), null), { from: 0, to: NEWEST });
});

test("whoever reads the end sees the newest, and the oldest of these go some at once", () => {
  assert.deepEqual(drawn(said(5_000), null), { from: 5_000 - NEWEST, to: 5_000 });
  assert.deepEqual(drawn(said(5_019), null), { from: 5_000 - NEWEST, to: 5_019 });
  assert.deepEqual(drawn(said(5_020), null), { from: 5_020 - NEWEST, to: 5_020 });
});

test("a page that was just opened begins with few, and has the others a moment later", () => {
  const drawnNow: number[] = [];
  for (let newest = BEGIN; drawnNow.length < 12; newest = more(newest)) {
    const { from, to } = drawn({ ...said(5_000), newest }, null);
    drawnNow.push(to - from);
  }
  assert.deepEqual(drawnNow, [8, 14, 20, 26, 32, 38, 44, 50, 56, NEWEST, NEWEST, NEWEST]);
});

/** What is scrolled so far, 88 px below the top of the page, with ground rules of this height above the conversation. */
function scrolled(scrollTop: number, rules: number): Element {
  const at = (top: number) => ({ getBoundingClientRect: () => ({ top }) });
  return { ...at(88), scrollTop, querySelector: () => at(88 + rules - scrollTop) } as unknown as Element;
}

for (const [scrollTop, rules, isNear] of [
  [0, 0, true],
  [REACH - 1, 0, true],
  [REACH, 0, false],
  [REACH, 600, true],
  [REACH + 599, 600, true],
  [REACH + 600, 600, false],
  [3_000, 4_000, true],
] as const) {
  test(`${scrollTop} px down, below rules of ${rules} px, more is${isNear ? "" : " not"} drawn above`, () => {
    assert.equal(isNearStart(scrolled(scrollTop, rules)), isNear);
  });
}

test("where no conversation is shown there is nothing to draw above it", () => {
  const scroller = { scrollTop: 0, querySelector: () => null };
  assert.equal(isNearStart(scroller as unknown as Element), false);
});

test("whoever reads above keeps what is drawn, whatever comes below, and never more than so many are drawn", () => {
  const first = pinned(said(5_000), null);
  assert.deepEqual(drawn(said(5_100), first), { from: 5_000 - NEWEST, to: 5_100 });
  assert.deepEqual(drawn(said(5_900), first), { from: 5_000 - NEWEST, to: 5_000 - NEWEST + MOST });
});

test("a window that begins near the end is not shorter than that of whoever reads the end", () => {
  assert.deepEqual(drawn(said(1_000), id(990)), { from: 1_000 - NEWEST, to: 1_000 });
});

test("further up, much of what was drawn stays, up to the first that is here", () => {
  const here = said(360);
  const one = moved(here, null, "up");
  assert.deepEqual(drawn(here, one), { from: 200, to: 360 });
  const other = moved(here, one, "up");
  assert.deepEqual(drawn(here, other), { from: 100, to: 300 });
  const last = moved(here, other, "up");
  assert.deepEqual(drawn(here, last), { from: 0, to: MOST });
  assert.equal(moved(here, last, "up"), null);
});

test("further down likewise, up to the newest", () => {
  const here = said(360);
  const one = moved(here, id(0), "down");
  assert.deepEqual(drawn(here, one), { from: 100, to: 300 });
  const last = moved(here, one, "down");
  assert.deepEqual(drawn(here, last), { from: 200, to: 360 });
  assert.equal(moved(here, last, "down"), null);
});

test("what is not here without a gap is not drawn: older ones to which somebody referred", () => {
  const here = said(70, 10);
  assert.deepEqual(drawn(here, null), { from: 10, to: 70 });
  assert.deepEqual(drawn(here, id(2)), { from: 10, to: 70 });
  assert.equal(moved(here, null, "up"), null);
});

test("what somebody looks for is drawn with what stands around it, and nothing moves where it is drawn already", () => {
  const here = said(1_000);
  assert.deepEqual(drawn(here, around(here, null, id(500))), { from: 400, to: 600 });
  assert.deepEqual(drawn(here, around(here, null, id(20))), { from: 0, to: MOST });
  assert.deepEqual(drawn(here, around(here, null, id(995))), { from: 1_000 - NEWEST, to: 1_000 });
  assert.deepEqual(drawn(here, around(here, id(450), id(640))), { from: 450, to: 650 });
});

test("step by step everything comes into view, without a gap", () => {
  const here = said(5_000);
  const seen = new Set<number>();
  for (let first = pinned(here, null); first !== null; first = moved(here, first, "up")) {
    const { from, to } = drawn(here, first);
    assert.ok(to - from <= MOST);
    for (let place = from; place < to; place++) seen.add(place);
  }
  assert.equal(seen.size, 5_000);
});
