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
  type Span,
  stayingNewest,
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
  for (let newest = BEGIN; drawnNow.length < 15; newest = more(newest)) {
    const { from, to } = drawn({ ...said(5_000), newest }, null);
    drawnNow.push(to - from);
  }
  assert.deepEqual(drawnNow, [8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, NEWEST, NEWEST]);
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

test("whoever reads above keeps what is drawn, whatever comes below", () => {
  const span = pinned(said(5_000), null);
  assert.deepEqual(drawn(said(5_100), span), { from: 5_000 - NEWEST, to: 5_000 });
});

/** Where a window begins and ends after each step from one to the other end of the conversation. */
function steps(here: Here, from: Span | null, way: "up" | "down"): { from: number; to: number }[] {
  const found = [];
  for (let span = moved(here, from, way); span; span = moved(here, span, way)) found.push(drawn(here, span));
  return found;
}

test("further up, few come at a time, and what goes below goes some at once", () => {
  const all = steps(said(360), null, "up");
  assert.deepEqual(all.slice(0, 2), [
    { from: 296, to: 360 },
    { from: 292, to: 360 },
  ]);
  let before = { from: 300, to: 360 };
  for (const each of all) {
    assert.ok(before.from - each.from <= 4 && [0, 20].includes(before.to - each.to));
    assert.ok(each.to - each.from <= MOST);
    before = each;
  }
  assert.equal(before.from, 0);
  assert.ok(before.to > MOST - 20);
});

test("further down likewise, up to the newest", () => {
  const here = said(360);
  const all = steps(here, { first: id(0), count: MOST }, "down");
  assert.deepEqual(all[0], { from: 20, to: MOST + 4 });
  assert.equal(all.at(-1)?.to, 360);
  assert.ok(all.every(({ from, to }) => to - from <= MOST));
});

test("what is not here without a gap is not drawn: older ones to which somebody referred", () => {
  const here = said(70, 10);
  assert.deepEqual(drawn(here, null), { from: 10, to: 70 });
  assert.deepEqual(drawn(here, { first: id(2), count: 68 }), { from: 10, to: 70 });
  assert.equal(moved(here, null, "up"), null);
});

test("what somebody looks for is drawn with what stands around it, and nothing moves where it is drawn already", () => {
  const here = said(1_000);
  const found = (span: Span | null, place: number) => drawn(here, around(here, span, id(place)));
  assert.deepEqual(found(null, 500), { from: 494, to: 507 });
  assert.deepEqual(found(null, 2), { from: 0, to: 9 });
  assert.deepEqual(found(null, 995), { from: 1_000 - NEWEST, to: 1_000 });
  assert.deepEqual(found({ first: id(450), count: MOST }, 540), { from: 450, to: 550 });
  assert.deepEqual(found({ first: id(450), count: MOST }, 999), { from: 993, to: 1_000 });
});

test("whoever comes to the end has first what is drawn there, or else as few as a page begins with", () => {
  const here = said(1_000);
  assert.equal(stayingNewest(here, { first: id(980), count: 20 }), 20);
  assert.equal(stayingNewest(here, { first: id(850), count: 150 }), NEWEST);
  assert.equal(stayingNewest(here, { first: id(100), count: MOST }), BEGIN);
});

test("step by step everything comes into view, without a gap", () => {
  const here = said(5_000);
  const seen = new Set<number>();
  for (let span = pinned(here, null); span; span = moved(here, span, "up")) {
    const { from, to } = drawn(here, span);
    for (let place = from; place < to; place++) seen.add(place);
  }
  assert.equal(seen.size, 5_000);
});

test("of nothing, nothing is drawn", () => {
  assert.equal(pinned(said(0), null), null);
  assert.equal(moved(said(0), null, "up"), null);
});
