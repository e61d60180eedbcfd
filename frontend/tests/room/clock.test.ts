import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { steadyClock } from "../../src/room/clock";

let page: number;
const { now } = performance;

beforeEach(() => {
  page = 0;
  mock.timers.enable({ apis: ["Date"], now: 1_000_000 });
  performance.now = () => page;
});

afterEach(() => {
  performance.now = now;
  mock.timers.reset();
});

test("while nobody touches the computer's clock, both agree", () => {
  const clock = steadyClock();
  assert.equal(clock(), 1_000_000);
  page += 500;
  mock.timers.setTime(1_000_500);
  assert.equal(clock(), 1_000_500);
});

test("when the computer's clock is set back, time goes on", () => {
  const clock = steadyClock();
  clock();
  page += 500;
  mock.timers.setTime(1_000);
  assert.equal(clock(), 1_000_500);
  page += 500;
  assert.equal(clock(), 1_001_000);
});

test("a computer that slept has missed nothing of the time", () => {
  const clock = steadyClock();
  clock();
  mock.timers.setTime(9_000_000);
  assert.equal(clock(), 9_000_000);
});
