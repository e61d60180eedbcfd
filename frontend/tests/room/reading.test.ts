import assert from "node:assert/strict";
import { test } from "node:test";
import { begun, NOTHING_READ, read } from "../../src/room/exchange/reading";
import { Ordered } from "../../src/room/ordered";
import { AMAL, contribution, JUTTA } from "./people";

const [FIRST, SECOND, THIRD] = [
  contribution(10, JUTTA, "one"),
  contribution(11, JUTTA, "two"),
  contribution(12, JUTTA, "three"),
];
const OWN = contribution(13, AMAL, "mine");

function said(...all: (typeof FIRST)[]): Ordered<typeof FIRST> {
  return new Ordered(all.map((each) => [each.id, each] as const));
}

test("whoever follows has read everything, and there is no line", () => {
  assert.deepEqual(read(NOTHING_READ, said(FIRST, SECOND), AMAL, true), { last: 11, unread: 0, since: null });
});

test("whoever reads above is told how many came, and since which", () => {
  const before = read(NOTHING_READ, said(FIRST), AMAL, true);
  const one = read(before, said(FIRST, SECOND), AMAL, false);
  assert.deepEqual(one, { last: 10, unread: 1, since: { id: 11, at: 11_000 } });
  assert.deepEqual(read(one, said(FIRST, SECOND, THIRD), AMAL, false), { ...one, unread: 2 });
});

test("own ones are not new", () => {
  const before = read(NOTHING_READ, said(FIRST), AMAL, true);
  assert.equal(read(before, said(FIRST, OWN), AMAL, false).unread, 0);
});

test("the line stays while one reads on, until one says something", () => {
  const away = read(read(NOTHING_READ, said(FIRST), AMAL, true), said(FIRST, SECOND), AMAL, false);
  const back = read(away, said(FIRST, SECOND, THIRD), AMAL, true);
  assert.deepEqual(back, { last: 12, unread: 0, since: away.since });
  assert.equal(read(back, said(FIRST, SECOND, THIRD, OWN), AMAL, true).since, null);
});

test("what comes while one is away again gets a line of its own", () => {
  const away = read(read(NOTHING_READ, said(FIRST), AMAL, true), said(FIRST, SECOND), AMAL, false);
  const back = read(away, said(FIRST, SECOND), AMAL, true);
  assert.equal(read(back, said(FIRST, SECOND, THIRD), AMAL, false).since?.id, 12);
});

test("after a reload the line stands where it stood, or before what came meanwhile", () => {
  const since = { id: 11, at: 11_000 };
  const again = begun(said(FIRST, SECOND, THIRD), { epoch: "e", last: 12, since }, "e");
  assert.deepEqual(read(again, said(FIRST, SECOND, THIRD), AMAL, false).since, since);
  const away = begun(said(FIRST, SECOND), { epoch: "e", last: 10, since: null }, "e");
  assert.deepEqual(read(away, said(FIRST, SECOND), AMAL, false), { last: 10, unread: 1, since });
});

test("nothing is new for whoever comes for the first time, or into another room", () => {
  const fresh = { last: 11, unread: 0, since: null };
  assert.deepEqual(begun(said(FIRST, SECOND), null, "e"), fresh);
  assert.deepEqual(begun(said(FIRST, SECOND), { epoch: "d", last: 10, since: null }, "e"), fresh);
});
