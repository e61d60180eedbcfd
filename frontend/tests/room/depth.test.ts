import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import { DOING, deeper, panelsAt, TABS, TALK, WHOLE } from "../../src/room/view/depth";
import { page, showsTalk } from "../../src/room/view/page";
import { Drawn } from "./drawn";
import { loaded, Memory } from "./page";
import { contribution, DANIEL, SAMIR } from "./people";

const SCROLLING = { scrolled() {}, toEnd() {} };

/** The page of whoever moderates, as far as it is drawn. */
function opened() {
  const { room, connect } = loaded(new Memory(), DANIEL);
  connect();
  room.hear({ seq: 10, contributions: [contribution(10, SAMIR, "In the morning.")] });
  const at = (depth: number) => {
    room.depth = depth;
    return new Drawn(page(room, SCROLLING)).text;
  };
  return { room, at };
}

const panels = (text: string) => [...text.matchAll(/class="panel panel--([\w-]+)/g)].map(([, name]) => name);

test("what is seen first is drawn first, and each part stays", () => {
  const { room, at } = opened();
  const parts = ['class="top"', 'class="tabs"', 'id="doing"', "In the morning."];
  for (const [depth, count] of [0, TABS, DOING, TALK].map((each, i) => [each, i + 1] as const)) {
    const text = at(depth);
    assert.deepEqual(
      parts.filter((part) => text.includes(part)),
      parts.slice(0, count),
    );
    assert.deepEqual(panels(text), []);
    assert.equal(showsTalk(room), depth === TALK);
  }
});

test("panels come from the top of each column, one at a time, until all are there", () => {
  const { at } = opened();
  const all = panels(at(WHOLE));
  const first = panels(at(TALK + 1));
  assert.equal(first.length, 2);
  assert.ok(first.includes("agenda") && first.includes("moderation"));
  let before = 0;
  for (let depth = TALK; depth < WHOLE; depth = deeper(depth)) {
    const { length } = panels(at(depth));
    assert.ok(length >= before && length <= before + 2);
    before = length;
  }
  assert.deepEqual(panels(at(WHOLE)), all);
});

test("the panel of the tab that somebody has opened does not wait", () => {
  const { room, at } = opened();
  room.ui = { ...room.ui, tab: "moderation" };
  assert.ok(panels(at(TABS)).includes("moderation"));
});

test("a column that will have something has its place at once", () => {
  const { at } = opened();
  assert.match(at(TABS), /side--end"[^>]*data-folded=false/);
});

test("it ends with the whole page", () => {
  let depth = 0;
  for (let drawings = 0; drawings < 10; drawings++) depth = deeper(depth);
  assert.equal(depth, WHOLE);
  assert.equal(panelsAt(WHOLE), WHOLE);
});
