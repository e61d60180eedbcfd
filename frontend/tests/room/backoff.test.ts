import assert from "node:assert/strict";
import { test } from "node:test";
import { LONGEST, SHORTEST, wait } from "../../src/room/backoff";

test("the wait grows with each attempt, up to its longest", () => {
  const longest = [0, 1, 4, 8, 10, 50].map((attempt) => Math.round(wait(attempt, () => 1)));
  assert.deepEqual(longest, [375, 563, 1898, 9611, LONGEST, LONGEST]);
});

test("chance spreads it over the whole span, so that not all come back at once", () => {
  assert.equal(
    wait(50, () => 0),
    SHORTEST,
  );
  assert.equal(
    wait(50, () => 0.5),
    (SHORTEST + LONGEST) / 2,
  );
});
