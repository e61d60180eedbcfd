import assert from "node:assert/strict";
import { test } from "node:test";
import { ITEMS } from "../../src/room/protocol";
import { merge, NOTHING, withPresence } from "../../src/room/state";
import { AMAL, contribution, JUTTA, mirroring, parts, person, RESULT } from "./people";

const whole = {
  seq: 7,
  epoch: "one",
  since: 0,
  now: 50_000,
  parts: parts(),
  people: [person(AMAL, "Amal")],
  contributions: [contribution(6, AMAL, "Hello")],
  mirrorings: [mirroring(7)],
  ballots: [RESULT],
};

test("the first view is the whole room, and tells how far the clocks are apart", () => {
  const state = merge(NOTHING, whole, 20_000);
  assert.equal(state.seq, 7);
  assert.equal(state.offset, 30_000);
  assert.deepEqual([...state.contributions.values()], whole.contributions);
});

test("a later view replaces parts by name and keeps the others as they are", () => {
  const before = merge(NOTHING, whole, 0);
  const floor = { ...whole.parts.floor, order: "first_come" as const };
  const after = merge(before, { seq: 8, parts: { floor } }, 0);
  assert.equal(after.parts.floor, floor);
  assert.equal(after.parts.agenda, before.parts.agenda);
  assert.equal(after.people, before.people);
  assert.equal(after.contributions, before.contributions);
});

test("people and contributions come one by one: new at the end, changed in their place, none dropped", () => {
  const before = merge(NOTHING, whole, 0);
  const held = contribution(6, AMAL, "", { state: "held", seq: 9, reason: "insult" });
  const fresh = contribution(10, JUTTA, "Good morning");
  const after = merge(before, { seq: 10, people: [person(JUTTA, "Jutta")], contributions: [held, fresh] }, 0);
  assert.deepEqual([...after.contributions.values()], [held, fresh]);
  assert.deepEqual([...after.people.keys()], [AMAL, JUTTA]);
});

test("whoever comes back gets what changed, and keeps what they had", () => {
  const before = merge(NOTHING, whole, 0);
  const resumed = {
    ...whole,
    seq: 12,
    since: 7,
    people: [],
    contributions: [contribution(12, AMAL, "Later")],
  };
  assert.deepEqual([...merge(before, resumed, 0).contributions.keys()], [6, 12]);
});

test("another epoch is another log: nothing of before is kept", () => {
  const before = merge(NOTHING, whole, 0);
  const restored = { ...whole, epoch: "two", seq: 3, contributions: [contribution(3, AMAL, "Restored")] };
  const after = merge(before, restored, 0);
  assert.equal(after.seq, 3);
  assert.deepEqual([...after.contributions.keys()], [3]);
});

test("what travels one by one is merged by its id whatever it is, and a change touches nothing else", () => {
  const before = merge(NOTHING, whole, 0);
  for (const name of ITEMS) {
    const [item] = before[name].values();
    assert.ok(item);
    const changed = { ...item, seq: 8 };
    const after = merge(before, { seq: 8, [name]: [changed] }, 0);
    assert.deepEqual([...after[name].values()], [changed]);
    for (const other of ITEMS) if (other !== name) assert.equal(after[other], before[other]);
  }
});

test("a part that this page does not know yet stays out of the way of the others", () => {
  const view = { seq: 8, parts: { applause: {} } } as unknown as Parameters<typeof merge>[1];
  assert.equal(merge(merge(NOTHING, whole, 0), view, 0).parts.agenda, whole.parts.agenda);
});

test("everybody is told in which group a moderator is, and that they came back", () => {
  const apart = withPresence(NOTHING, { present: [AMAL], moderators: { [JUTTA]: 3 } });
  assert.deepEqual([...apart.moderators], [[JUTTA, 3]]);
  assert.deepEqual([...withPresence(apart, { present: [AMAL, JUTTA] }).moderators], []);
});

test("moderators are told who is in other rooms, and nobody who came back stays there", () => {
  const apart = withPresence(NOTHING, { present: [1], elsewhere: { 12: [AMAL], 13: [JUTTA] } });
  assert.deepEqual([[...apart.present], [...apart.elsewhere]], [[1], [AMAL, JUTTA]]);
  const together = withPresence(apart, { present: [1, AMAL, JUTTA] });
  assert.deepEqual([[...together.present], [...together.elsewhere]], [[1, AMAL, JUTTA], []]);
});
