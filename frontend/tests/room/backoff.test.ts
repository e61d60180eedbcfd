import assert from "node:assert/strict";
import { test } from "node:test";
import { LONGEST, SHORTEST, wait } from "../../src/room/backoff";

test("the wait grows with each attempt, up to its longest", () => {
  const longest = [0, 1, 2, 3, 4, 5, 6, 50].map((attempt) => wait(attempt, () => 1));
  assert.deepEqual(longest, [500, 1000, 2000, 4000, 8000, LONGEST, LONGEST, LONGEST]);
});

test("chance spreads it over the whole span, so that not all come back at once", () => {
  assert.equal(
    wait(5, () => 0),
    SHORTEST,
  );
  assert.equal(
    wait(5, () => 0.5),
    (SHORTEST + LONGEST) / 2,
  );
});
