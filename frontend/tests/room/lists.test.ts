import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import { along, downwards } from "../../src/room/navigation/lists";

for (const [key, at, to] of [
  ["ArrowDown", 0, 1],
  ["ArrowUp", 2, 1],
  ["Home", 2, 0],
  ["End", 0, 2],
  ["ArrowDown", 2, undefined],
  ["ArrowUp", 0, undefined],
  ["Tab", 0, undefined],
  ["ArrowDown", -1, undefined],
] as const) {
  test(`${key} at place ${at} of three leads ${to === undefined ? "nowhere" : `to ${to}`}`, () => {
    assert.equal(along(key, at, 3), to);
  });
}

for (const [key, isRightToLeft, as] of [
  ["ArrowRight", false, "ArrowDown"],
  ["ArrowLeft", false, "ArrowUp"],
  ["ArrowRight", true, "ArrowUp"],
  ["ArrowLeft", true, "ArrowDown"],
  ["Home", true, "Home"],
] as const) {
  test(`in a row from ${isRightToLeft ? "right to left" : "left to right"}, ${key} is ${as}`, () => {
    assert.equal(downwards(key, isRightToLeft), as);
  });
}
