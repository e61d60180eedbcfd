import assert from "node:assert/strict";
import { test } from "node:test";
import { isShown } from "../../src/agenda/fitting";

const SLOW = { modes: ["free"], formations: ["plenary", "pairs"] };

test("a field is shown where it means something", () => {
  assert.equal(isShown(SLOW, "free", "pairs", false), true);
  assert.equal(isShown(SLOW, "round", "pairs", false), false);
  assert.equal(isShown(SLOW, "free", "groups", false), false);
  assert.equal(isShown(undefined, "vote", "groups", false), true);
});

test("what already says something stays in sight", () => {
  assert.equal(isShown(SLOW, "round", "groups", true), true);
});
