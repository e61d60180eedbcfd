import assert from "node:assert/strict";
import { test } from "node:test";
import { shared } from "../../src/room/sharing";

const before = {
  groups: [
    { room: 7, people: [1, 2], call: null },
    { room: 8, people: [3], call: { by: 3 } },
  ],
  until: 0,
};
const copy = () => structuredClone(before);

test("what is told again as it was is the same object", () => {
  assert.equal(shared(before, copy()), before);
});

test("of what changed, all that did not is the same object", () => {
  const after = copy();
  after.groups[1] = { room: 8, people: [3, 4], call: { by: 3 } };
  const found = shared(before, after);
  assert.deepEqual(found, after);
  assert.notEqual(found, before);
  assert.equal(found.groups[0], before.groups[0]);
  assert.equal(found.groups[1]?.call, before.groups[1]?.call);
});

test("what is gone is gone, and a list is a list", () => {
  const { until: _, ...fewer } = copy();
  assert.deepEqual(shared(before, fewer), fewer);
  assert.equal(shared(before, fewer).groups, before.groups);
  const shorter = shared(before.groups, copy().groups.slice(0, 1));
  assert.ok(Array.isArray(shorter));
  assert.deepEqual(shorter, [before.groups[0]]);
  assert.deepEqual(shared({ 0: 1 }, [1]), [1]);
  assert.equal(shared(before, null), null);
});
