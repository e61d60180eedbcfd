import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import { acts, standing } from "../../src/room/calls/view";
import type * as protocol from "../../src/room/protocol";
import type { Mine } from "../../src/room/protocol";
import { Drawn } from "./drawn";
import { loaded } from "./page";
import { AMAL, APART, DANIEL, JUTTA } from "./people";

const plain = (text: string) => text.replace(/[\u2068\u2069]/g, "").replace(/\s+/g, " ");
const MAY: Mine["may"] = {
  "calls.Call": "",
  "calls.TakeBackCall": "",
  "calls.SayDone": "",
  "calls.SayNotDone": "",
};

/** A page in a group in which the moderation was called, or not. */
function inGroup(me: number, calls: Partial<protocol.calls.CallsView> = {}, may = MAY) {
  const page = loaded(undefined, me);
  page.connect();
  const { room } = page;
  const { mine } = room.state;
  assert.ok(mine);
  room.hear({ seq: 10, parts: { calls: { call: null, done: null, ...calls } } });
  room.hear({
    mine: { ...mine, may: { ...mine.may, ...may }, places: { ...APART, group: 3, people: [AMAL, JUTTA] } },
  });
  return { ...page, asked: () => page.sent.map((each) => [each.do, each.fields]) };
}

function call(more: Partial<protocol.calls.GroupCall> = {}): protocol.calls.GroupCall {
  return { person: JUTTA, at: 0, text: "", writer: null, answer: null, by: null, ...more };
}

test("one tap calls the moderation, and a second one at the same place does nothing", () => {
  const { room, asked } = inGroup(AMAL);
  new Drawn(acts(room)).does("click");
  assert.deepEqual(asked(), [["calls.Call", {}]]);
  new Drawn(acts(room)).does("click");
  assert.equal(asked().length, 1);
  room.hear({ seq: 11, parts: { calls: { call: call({ at: room.clock }), done: null } } });
  new Drawn(acts(room)).does("click");
  assert.equal(asked().length, 1);
});

test("after a while the same button takes the call back; it rests while a moderator is here", () => {
  const { room, asked } = inGroup(AMAL, { call: call() });
  new Drawn(acts(room)).does("click");
  assert.deepEqual(asked(), [["calls.TakeBackCall", {}]]);
  const visited = inGroup(AMAL, { call: call({ answer: "here", by: DANIEL }) });
  new Drawn(acts(visited.room)).does("click");
  assert.deepEqual(visited.asked(), []);
});

test("whoever called may say what for, until somebody answers", () => {
  const { room, asked } = inGroup(JUTTA, { call: call() });
  room.drafts.setText("call-sentence", "We are stuck");
  new Drawn(acts(room)).does("submit");
  assert.deepEqual(asked(), [["calls.Call", { text: "We are stuck" }]]);
  const isAskedWhatFor = (me: number, more = {}) =>
    /What for/.test(new Drawn(acts(inGroup(me, { call: call(more) }).room)).text);
  assert.equal(isAskedWhatFor(AMAL), false);
  assert.equal(isAskedWhatFor(JUTTA, { text: "We are stuck" }), false);
  assert.equal(isAskedWhatFor(JUTTA, { answer: "soon", by: DANIEL }), false);
});

test("everybody in the group reads who has called, what for, and who comes", () => {
  const read = (me: number, more = {}) =>
    plain(new Drawn(standing(inGroup(me, { call: call(more) }).room)).text);
  assert.match(read(AMAL), /Jutta has called the moderation\./);
  assert.match(read(JUTTA, { text: "We are stuck" }), /You have called the moderation\. “We are stuck”/);
  assert.match(read(AMAL, { answer: "coming", by: DANIEL }), /Daniel is coming\./);
  assert.match(read(AMAL, { answer: "soon", by: DANIEL }), /Daniel comes in a moment\./);
});

test("anybody in the group says that it is done, and that it is not", () => {
  const working = inGroup(AMAL);
  new Drawn(acts(working.room)).does("click", {}, 1);
  assert.deepEqual(working.asked(), [["calls.SayDone", {}]]);
  const done = inGroup(AMAL, { done: { person: JUTTA, at: 0 } });
  assert.match(plain(new Drawn(standing(done.room)).text), /Jutta says: We are done\./);
  new Drawn(acts(done.room)).does("click", {}, 1);
  assert.deepEqual(done.asked(), [["calls.SayNotDone", {}]]);
});

test("whoever moderates does not call themselves, and in the plenary nobody calls", () => {
  assert.equal(new Drawn(acts(inGroup(DANIEL, {}, {}).room)).text, "");
  const { room } = loaded();
  room.hear({ seq: 10, parts: { calls: { call: null, done: null } } });
  assert.equal(new Drawn(acts(room)).text, "");
});
