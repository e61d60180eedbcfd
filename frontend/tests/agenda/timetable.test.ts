import assert from "node:assert/strict";
import { test } from "node:test";
import { type Part, partsOf } from "../../src/agenda/timetable";

const METHODS: Record<string, Part> = { "3": ["stake", 20] };
const phase = (n: number, code: string, minutes: string, order = n) => ({
  [`phases-${n}-type`]: "phase",
  [`phases-${n}-order`]: String(order),
  [`phases-${n}-deleted`]: "",
  [`phases-${n}-value-code`]: code,
  [`phases-${n}-value-minutes`]: minutes,
});
const parts = (fields: Record<string, string>) => partsOf((name) => fields[name] ?? "", METHODS);

test("phases count as they stand, methods with all of their phases", () => {
  const method = { "phases-1-type": "method", "phases-1-order": "1", "phases-1-value": "3" };
  assert.deepEqual(parts({ "phases-count": "2", ...phase(0, "opening", "10"), ...method }), [
    ["opening", 10],
    ["stake", 20],
  ]);
});

test("what was moved counts in its new order, and what was deleted does not count", () => {
  const moved = {
    ...phase(0, "opening", "10", 1),
    ...phase(1, "stake", "5", 0),
    ...phase(2, "closing", "5"),
  };
  assert.deepEqual(parts({ "phases-count": "3", ...moved, "phases-2-deleted": "1" }), [
    ["stake", 5],
    ["opening", 10],
  ]);
});

test("what is not filled in yet takes no time", () => {
  const method = { "phases-1-type": "method", "phases-1-order": "1" };
  assert.deepEqual(parts({ "phases-count": "2", ...phase(0, "opening", ""), ...method }), [
    ["opening", 0],
    ["", 0],
  ]);
  assert.deepEqual(parts({}), []);
});
