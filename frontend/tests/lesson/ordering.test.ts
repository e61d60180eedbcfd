import assert from "node:assert/strict";
import { test } from "node:test";
import { inPlaces, moved } from "../../src/lesson/ordering";

const STEPS = ["a", "b", "c"];

test("a step is moved by one place, and stays at an end", () => {
  assert.deepEqual(moved(STEPS, "b", -1), ["b", "a", "c"]);
  assert.deepEqual(moved(STEPS, "b", 1), ["a", "c", "b"]);
  assert.deepEqual(moved(STEPS, "a", -1), STEPS);
  assert.deepEqual(moved(STEPS, "c", 1), STEPS);
});

test("steps stand in the places that they were given, and those without one behind them", () => {
  const places: Record<string, number> = { a: 3, b: 1, c: 2 };
  assert.deepEqual(
    inPlaces(STEPS, (step) => places[step] ?? 0),
    ["b", "c", "a"],
  );
  assert.deepEqual(
    inPlaces(STEPS, (step) => (step === "c" ? 1 : 0)),
    ["c", "a", "b"],
  );
});
