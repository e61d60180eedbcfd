import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import { timeLeft } from "../../src/room/agenda/words";
import { digits, left, passed, rest } from "../../src/room/times";
import { parts } from "./people";

test("the time left is said in whole minutes, rounded up", () => {
  const words = [720_000, 719_000, 60_001, 60_000, 1, 0, -59_999, -60_000, -125_000].map((ms) =>
    timeLeft(left(ms)),
  );
  assert.deepEqual(words, [
    "12 minutes left",
    "12 minutes left",
    "2 minutes left",
    "the last minute",
    "the last minute",
    "time is up",
    "time is up",
    "1 minute over time",
    "2 minutes over time",
  ]);
});

test("a turn with the floor is counted in seconds", () => {
  assert.deepEqual([100_000, 59_001, 500, 0, -1_000, -65_500].map(digits), [
    "1:40",
    "1:00",
    "0:01",
    "0:00",
    "0:01",
    "1:05",
  ]);
});

test("a pause takes nothing from the time", () => {
  const { agenda } = parts();
  assert.equal(rest(600_000, agenda, 200_000), 400_000);
  assert.equal(rest(600_000, { ...agenda, stage: "paused", paused_at: 100_000 }, 200_000), 500_000);
});

test("of the marks that were passed the lowest counts", () => {
  assert.equal(passed(61_000, 60_000, [0, 60_000, 300_000]), 60_000);
  assert.equal(passed(400_000, -1, [0, 60_000, 300_000]), 0);
  assert.equal(passed(60_000, 59_000, [0, 60_000, 300_000]), undefined);
});
