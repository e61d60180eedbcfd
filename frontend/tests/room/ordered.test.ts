import assert from "node:assert/strict";
import { test } from "node:test";
import { Ordered } from "../../src/room/ordered";

interface Note {
  id: number;
  text: string;
}

const note = (id: number, text = ""): Note => ({ id, text });
const notes = (...ids: number[]) => new Ordered(ids.map((id) => [id, note(id)] as const));
const upTo = (count: number, step = 3) => notes(...Array.from({ length: count }, (_, n) => (n + 1) * step));
const ids = (all: Ordered<Note>) => [...all.keys()];

test("what comes is in the order of its ids, however it came", () => {
  assert.deepEqual(ids(notes(9, 3, 6).with([note(4), note(12), note(1)])), [1, 3, 4, 6, 9, 12]);
  assert.deepEqual(ids(new Ordered<Note>().with([note(2)]).with([note(1)])), [1, 2]);
});

test("it is found by its id and by its place", () => {
  const all = upTo(200);
  assert.deepEqual([all.size, all.last?.id, all.get(300)?.id, all.at(99)?.id], [200, 600, 300, 300]);
  assert.deepEqual(
    [all.get(301), all.at(200), all.at(-1), all.has(1)],
    [undefined, undefined, undefined, false],
  );
  assert.deepEqual([all.place(0), all.place(3), all.place(4), all.place(9_999)], [0, 0, 1, 200]);
});

test("a part of it is read by places, and what is newer by an id", () => {
  const all = upTo(200);
  assert.deepEqual(
    all.slice(63, 66).map(({ id }) => id),
    [192, 195, 198],
  );
  assert.deepEqual(
    all.after(594).map(({ id }) => id),
    [597, 600],
  );
  assert.deepEqual(new Ordered<Note>().after(0), []);
});

test("one that changes stands in its place, and what was before stays as it was", () => {
  const before = upTo(130);
  const after = before.with([note(6, "anew")]);
  assert.deepEqual([before.get(6)?.text, after.get(6)?.text, after.size], ["", "anew", 130]);
});

test("what is not the same as before is found without looking at the rest", () => {
  const before = upTo(5_000);
  let looked = 0;
  const counting: typeof before = Object.create(before);
  counting.get = (id) => {
    looked += 1;
    return before.get(id);
  };
  const after = before.with([note(6, "anew"), note(15_003)]);
  assert.deepEqual(
    after.since(counting).map(({ id }) => id),
    [6, 15_003],
  );
  assert.ok(looked < 200, String(looked));
  assert.deepEqual(before.since(before), []);
});

test("many at once are the same as one by one", () => {
  const many = Array.from({ length: 500 }, (_, n) => note(((n * 7) % 500) + 1));
  let one = notes(250);
  for (const each of many) one = one.with([each]);
  assert.deepEqual(ids(notes(250).with(many)), ids(one));
  assert.equal(one.size, 500);
  assert.deepEqual(
    Array.from({ length: 500 }, (_, n) => one.at(n)?.id),
    ids(one),
  );
});

test("the last that is meant is found from the end, and few are looked at", () => {
  const all = upTo(200);
  let looks = 0;
  const isMeant = ({ id }: Note) => Boolean(++looks) && id <= 594;
  assert.equal(all.lastWhere(isMeant)?.id, 594);
  assert.equal(looks, 3);
  assert.equal(all.lastWhere(({ id }) => id === 3)?.id, 3);
  assert.equal(
    all.lastWhere(({ id }) => id === 4),
    undefined,
  );
});
