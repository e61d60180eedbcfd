import assert from "node:assert/strict";
import { test } from "node:test";
import { Kept } from "../../src/kept";
import { newTab } from "../../src/room/tab";

const NOW = 1_800_000_000_000;

function stored(): Kept {
  const values = new Map<string, string>();
  const storage = {
    getItem: (name: string) => values.get(name) ?? null,
    setItem: (name: string, value: string) => values.set(name, value),
  };
  return new Kept(() => storage as unknown as Storage, "room:");
}

function switchedOff(): Kept {
  return new Kept(() => {
    throw new Error("storage is switched off");
  }, "room:");
}

test("a later page load has a greater name, in the same millisecond and with a clock that was set back", () => {
  const kept = stored();
  const names = [NOW, NOW, NOW - 3_600_000, NOW + 5].map((now) => newTab(kept, now));
  assert.deepEqual(names, [...names].sort());
  assert.equal(new Set(names.map((name) => name.slice(0, 15))).size, names.length);
});

test("where nothing can be stored, the clock says which is later", () => {
  const kept = switchedOff();
  assert.ok(newTab(kept, NOW) < newTab(kept, NOW + 1));
});

test("two page loads of the same moment have different names, and no more than 64 characters", () => {
  const [one, other] = [newTab(switchedOff(), NOW), newTab(switchedOff(), NOW)];
  assert.notEqual(one, other);
  assert.ok(one.length <= 64);
});
