import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import { avatar, initials } from "../../src/room/people/avatar";
import { line } from "../../src/room/view/lines";
import { side } from "../../src/room/view/menus";
import { Drawn } from "./drawn";

for (const [name, letters] of [
  ["Amal Haddad", "AH"],
  ["Bernd Schmidt-Waldmann", "BW"],
  ["chiara", "C"],
  ["Maria de la Cruz (Gast)", "MC"],
  ["Ольга Петрова", "ОП"],
  ["أمل حداد", "أ"],
  ["  ", ""],
  ["42", ""],
] as const) {
  test(`${JSON.stringify(name)} begins with ${JSON.stringify(letters)}`, () => {
    assert.equal(initials(name), letters);
  });
}

test("the shape of a kind has its word; who is not named has neither letters nor a kind", () => {
  const jutta = { id: 1, name: "Jutta Bach", kind: "authority", role: "participant", guest: false };
  assert.match(new Drawn(avatar(jutta as never)).text, /kind--authority[\s\S]*JB[\s\S]*visually-hidden/);
  assert.doesNotMatch(new Drawn(avatar(undefined)).text, /visually-hidden/);
});

const WITHIN = { top: 100, bottom: 500 };

test("a menu opens below its button, and above where below there is too little room", () => {
  assert.equal(side({ top: 120, bottom: 160 }, 300, WITHIN), "below");
  assert.equal(side({ top: 400, bottom: 440 }, 250, WITHIN), "above");
});

test("where there is too little room on both sides it takes the larger one", () => {
  assert.equal(side({ top: 200, bottom: 240 }, 900, WITHIN), "below");
  assert.equal(side({ top: 350, bottom: 390 }, 900, WITHIN), "above");
});

const FROM = { start: 20, middle: 40, top: 0, bottom: 40 };

test("a line to the next one goes straight down, past others it runs outside of them", () => {
  const to = { start: 60, middle: 80, top: 80, bottom: 120 };
  assert.equal(line(FROM, to, true, 10, 1), "M40 40V92Q40 100 48 100H60");
  assert.equal(line(FROM, to, false, 10, 1), "M20 20H10Q2 20 2 28V92Q2 100 10 100H60");
});

test("between answers that stand one below the other the line ends above the second avatar", () => {
  const below = { ...FROM, top: 80, bottom: 120 };
  assert.equal(line(FROM, below, true, 10, 1), "M40 40V80");
  assert.equal(line({ ...FROM, start: 60 }, { ...below, start: 60 }, true, 70, -1), "M40 40V80");
});

test("from right to left it is mirrored", () => {
  const from = { start: 380, middle: 360, top: 0, bottom: 40 };
  const to = { start: 340, middle: 320, top: 80, bottom: 120 };
  assert.equal(line(from, to, true, 390, -1), "M360 40V92Q360 100 352 100H340");
  assert.equal(line(from, to, false, 390, -1), "M380 20H390Q398 20 398 28V92Q398 100 390 100H340");
});
