import assert from "node:assert/strict";
import { test } from "node:test";
import { round } from "../../src/room/turns/view";
import { doing } from "../../src/room/view/doing";
import { Drawn } from "./drawn";
import { loaded, Memory } from "./page";
import { AMAL, DANIEL, JUTTA, SAMIR } from "./people";

const plain = (text: string) => text.replace(/[\u2068\u2069]/g, "");

/** In a round, as one of them has it. */
function inRound(me: number, turns: object = {}, why = "") {
  const page = loaded(new Memory(), me, "round");
  page.connect();
  page.room.hear({
    seq: 10,
    parts: { turns: { waiting: [AMAL, JUTTA, SAMIR], begun: null, passed: [], ...turns } },
  });
  page.introduce(me, { "exchange.Contribute": why });
  const asked = () => page.sent.map((each) => [each.do, each.fields]);
  return { ...page, asked };
}

test("a turn begins once, when its person sees that it is theirs, and without a word about it", () => {
  const { room, sent, asked } = inRound(AMAL);
  assert.deepEqual(asked(), []);
  room.seenNow();
  room.seenNow();
  assert.deepEqual(asked(), [["turns.BeginTurn", {}]]);
  room.hear({ ref: sent[0]?.ref ?? "", refused: "turns.not_yet" });
  assert.deepEqual([room.ui.notice, room.ui.status], ["", ""]);
  room.hear({ seq: 11, parts: { turns: { waiting: [AMAL, JUTTA, SAMIR], begun: AMAL, passed: [] } } });
  room.seenNow();
  assert.equal(sent.length, 1);
});

test("nobody begins a turn that is not theirs", () => {
  for (const page of [inRound(JUTTA, {}, "turns.not_yet"), inRound(DANIEL)]) {
    page.room.seenNow();
    assert.deepEqual(page.asked(), []);
  }
});

test("who is away is marked, and is next only if their turn has begun", () => {
  const { room } = inRound(DANIEL);
  room.hear({ present: [DANIEL, JUTTA, SAMIR] });
  const over = () => plain(new Drawn(round(room)).text).match(/Pass over \w+/)?.[0];
  assert.equal(new Drawn(round(room)).text.match(/not here/g)?.length, 1);
  assert.equal(over(), "Pass over Jutta");
  room.hear({ seq: 11, parts: { turns: { waiting: [AMAL, JUTTA, SAMIR], begun: AMAL, passed: [] } } });
  assert.equal(over(), "Pass over Amal");
});

test("whoever waits for somebody who lost the connection reads why", () => {
  const { room } = inRound(JUTTA, { begun: AMAL }, "turns.not_yet");
  room.hear({ present: [DANIEL, JUTTA, SAMIR] });
  assert.match(plain(new Drawn(doing(room)).text), /It is the turn of Amal, who is away just now/);
});

test("whoever has to wait longer reads whose turn it is and how many are before them", () => {
  const { room } = inRound(SAMIR, {}, "turns.not_yet");
  assert.match(plain(new Drawn(doing(room)).text), /It is the turn of Amal\. 2 people are before you\./);
});

test("one passes as the ground rule says, and takes it back", () => {
  const { room } = inRound(AMAL);
  assert.match(new Drawn(doing(room)).text, /I pass/);
  const { mine } = room.state;
  assert.ok(mine);
  const may = { ...mine.may, "exchange.Contribute": "turns.taken" };
  room.hear({ mine: { ...mine, may, turns: { taken: true, passed: true } } });
  const drawn = new Drawn(doing(room));
  assert.match(drawn.text, /You have passed in this round\./);
  assert.match(drawn.text, /I do want my turn/);
});

test("a moderator undoes the passing of anybody, others only their own", () => {
  const passed = { waiting: [SAMIR], passed: [AMAL, JUTTA] };
  const { room, asked } = inRound(DANIEL, { ...passed, waiting: [] });
  const drawn = new Drawn(round(room));
  assert.equal(drawn.text.match(/Take back for/g)?.length, 2);
  drawn.does("click");
  assert.deepEqual(asked(), [["turns.TakeBackPass", { person: AMAL }]]);
  assert.equal(
    new Drawn(round(inRound(AMAL, passed, "turns.taken").room)).text.match(/Take back for/g)?.length,
    1,
  );
});

test("the screen stays awake for whoever has or awaits a turn, and for nobody else", () => {
  assert.equal(inRound(SAMIR, {}, "turns.not_yet").room.isAwaited, true);
  assert.equal(inRound(SAMIR, { waiting: [AMAL] }, "turns.taken").room.isAwaited, false);
  assert.equal(inRound(DANIEL).room.isAwaited, false);
});
