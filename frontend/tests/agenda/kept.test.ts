import assert from "node:assert/strict";
import { test } from "node:test";
import { AgendaDrafts } from "../../src/agenda/kept";
import type { Store } from "../../src/kept";

function stored(): Store {
  const held = new Map<string, string>();
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
  };
}

const TYPED = [["phase0-title", "Arriving"]] as const;
const SHOWN = [["phase0-title", ""]] as const;

test("what was typed and not saved is found again", () => {
  const storage = stored();
  new AgendaDrafts(() => storage, "1", "room", "7").keep(TYPED);
  assert.deepEqual(new AgendaDrafts(() => storage, "1", "room", "7").find(SHOWN), TYPED);
});

test("what stands there anyway, was saved since, or is somebody else's is not offered", () => {
  const storage = stored();
  new AgendaDrafts(() => storage, "1", "room", "7").keep(TYPED);
  assert.equal(new AgendaDrafts(() => storage, "1", "room", "7").find(TYPED), null);
  assert.equal(new AgendaDrafts(() => storage, "1", "room", "8").find(SHOWN), null);
  assert.equal(new AgendaDrafts(() => storage, "2", "room", "7").find(SHOWN), null);
});

test("what was dropped is gone", () => {
  const storage = stored();
  const drafts = new AgendaDrafts(() => storage, "1", "room", "7");
  drafts.keep(TYPED);
  drafts.drop();
  assert.equal(drafts.find(SHOWN), null);
});
