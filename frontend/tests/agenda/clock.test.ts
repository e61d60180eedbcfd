import assert from "node:assert/strict";
import { test } from "node:test";
import { asClock, inMinutes, misfits, slots } from "../../src/agenda/clock";

test("each phase begins when the one before ends", () => {
  assert.deepEqual(slots("18:00", [10, 25, 5]), ["18:00–18:10", "18:10–18:35", "18:35–18:40"]);
  assert.deepEqual(slots("18:00", []), []);
});

test("the clock goes on after midnight", () => {
  assert.deepEqual(slots("23:50", [20]), ["23:50–00:10"]);
  assert.equal(inMinutes("00:10"), 10);
  assert.equal(asClock(24 * 60), "00:00");
});

test("what does not fit is named", () => {
  assert.deepEqual(misfits("opening", 40, 40), []);
  assert.deepEqual(misfits("opening", 40, null), []);
  assert.deepEqual(misfits("opening", 40, 39), ["too_long"]);
  assert.deepEqual(misfits("exchange", 40, 41), ["no_opening", "too_short"]);
});
