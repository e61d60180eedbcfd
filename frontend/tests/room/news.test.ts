import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import { sentences } from "../../src/room/announcer";
import { isNotice, news } from "../../src/room/news";
import { Ordered } from "../../src/room/ordered";
import { NOTHING, type State } from "../../src/room/state";
import { AMAL, contribution, DANIEL, JUTTA, parts, SAMIR, seenBy, told } from "./people";

const names: Record<number, string> = { [AMAL]: "Amal", [JUTTA]: "Jutta", [SAMIR]: "Samir" };
const plain = (text: string) => text.replace(/[\u2068\u2069]/g, "");
const texts = (before: State, after: State) => news(before, after).map((each) => plain(each.text));

test("what was there when one came in is no news", () => {
  assert.deepEqual(texts(NOTHING, seenBy(AMAL)), []);
});

test("contributions of others are said with name and type, own ones are not", () => {
  const before = seenBy(AMAL);
  const contributions = new Ordered([
    [10, contribution(10, JUTTA, "In the morning.", { type: "thesis" })],
    [11, contribution(11, SAMIR, "In the evening.")],
    [12, contribution(12, AMAL, "Both.")],
  ]);
  assert.deepEqual(texts(before, { ...before, contributions }), [
    "Jutta, Thesis: In the morning.",
    "Samir: In the evening.",
  ]);
});

test("a contribution whose author nobody may know is somebody's, and no notice", () => {
  const before = seenBy(AMAL);
  const contributions = new Ordered([[10, contribution(10, null, "In the morning.")]]);
  const happened = news(before, { ...before, contributions });
  assert.deepEqual(
    happened.map((each) => each.text),
    ["Somebody: In the morning."],
  );
  assert.deepEqual(happened.map(isNotice), [false]);
});

test("only the author hears that a contribution is held", () => {
  const shown = contribution(10, AMAL, "Hm");
  const held = { ...shown, state: "held" as const, reason: "unclear" as const, text: "", seq: 11 };
  for (const [me, said] of [
    [AMAL, 1],
    [JUTTA, 0],
  ] as const) {
    const before = { ...seenBy(me), seq: 10, contributions: new Ordered([[10, shown]]) };
    const after = { ...before, contributions: new Ordered([[10, held]]) };
    assert.equal(texts(before, after).length, said);
  }
});

test("what was said before the page came, and is told only now, is no news", () => {
  const before = { ...seenBy(AMAL), seq: 9_000 };
  const earlier = new Ordered([[10, contribution(10, JUTTA, "Long ago")]]);
  assert.deepEqual(texts(before, { ...before, contributions: earlier }), []);
});

test("who wrote long ago what is held now hears it, whether it was here or not", () => {
  const before = { ...seenBy(AMAL), seq: 9_000 };
  const held = contribution(10, AMAL, "", { state: "held", reason: "unclear", seq: 9_001 });
  assert.equal(texts(before, { ...before, contributions: new Ordered([[10, held]]) }).length, 1);
});

test("a new phase, a pause and the end are said", () => {
  const before = seenBy(AMAL);
  const agenda = parts().agenda;
  const after = (change: Partial<typeof agenda>) => ({
    ...before,
    parts: { ...before.parts, agenda: { ...agenda, ...change } },
  });
  assert.deepEqual(texts(before, after({ current: 2 })), ["A new phase begins: questions_only."]);
  assert.deepEqual(texts(before, after({ stage: "paused", pause_reason: "Fresh air" })), [
    "Pause: Fresh air",
  ]);
  assert.deepEqual(texts(before, after({ stage: "closed" })), ["The session is over"]);
});

test("the floor: the one who gets it is told in another way than the others", () => {
  const floor = { order: "balanced" as const, requests: [], holder: { person: JUTTA, since: 0, until: 1 } };
  assert.deepEqual(texts(seenBy(JUTTA, "speaking_list"), seenBy(JUTTA, "speaking_list", { floor })), [
    "You have the floor",
  ]);
  assert.deepEqual(texts(seenBy(DANIEL, "speaking_list"), seenBy(DANIEL, "speaking_list", { floor })), [
    "Jutta has the floor",
  ]);
  assert.deepEqual(texts(seenBy(JUTTA, "speaking_list", { floor }), seenBy(JUTTA, "speaking_list")), [
    "Your time with the floor has ended.",
  ]);
});

test("in a round one is told when it is one's turn", () => {
  const turns = { waiting: [JUTTA, SAMIR], begun: null, passed: [] };
  const before = told(seenBy(JUTTA, "round"), {}, { "exchange.Contribute": "turns.not_yet" });
  assert.deepEqual(texts(before, seenBy(JUTTA, "round", { turns })), ["It is your turn"]);
  const unsaid = told(seenBy(JUTTA, "round", { turns }), {}, { "exchange.Contribute": "turns.not_yet" });
  assert.deepEqual(texts(before, unsaid), []);
});

test("whoever passed, or was passed over, is told so", () => {
  const before = seenBy(JUTTA, "round");
  assert.deepEqual(texts(before, told(before, { turns: { taken: true, passed: true } })), [
    "You have passed in this round.",
  ]);
});

test("whoever is put on the list is told so, and whoever is taken off it sees it", () => {
  const requests = [{ person: JUTTA, since: 0, direct: false, answers: null }];
  const without = seenBy(JUTTA, "speaking_list");
  const listed = seenBy(JUTTA, "speaking_list", { floor: { ...parts().floor, requests } });
  assert.deepEqual(texts(without, listed), ["You are on the speaking list."]);
  const [struck] = news(listed, told(without, { floor: { replied: false, struck: true } }));
  assert.match(struck?.text ?? "", /taken you off the list/);
  assert.equal(struck?.shown, true);
});

test("whoever confirmed rules that have changed since is told so", () => {
  const before = seenBy(AMAL);
  const after = told(before, { agreement: { confirmed: false, unread: [3] } });
  assert.deepEqual(texts(before, after), ["The ground rules have changed. Please confirm what is new."]);
});

test("what others propose is heard, and what is said against one's own proposal", () => {
  const proposal = { id: 7, person: JUTTA, text: "We ask", consents: [JUTTA], objections: [] };
  const proposed = { agreement: { ...parts().agreement, proposals: [proposal] } };
  const objected = {
    agreement: {
      ...parts().agreement,
      proposals: [{ ...proposal, objections: [{ person: SAMIR, text: "Too strict" }] }],
    },
  };
  assert.deepEqual(texts(seenBy(AMAL), seenBy(AMAL, "free", proposed)), ["Jutta proposes a rule: “We ask”"]);
  assert.deepEqual(texts(seenBy(JUTTA), seenBy(JUTTA, "free", proposed)), []);
  assert.deepEqual(texts(seenBy(JUTTA, "free", proposed), seenBy(JUTTA, "free", objected)), [
    "Samir objects to the rule that you proposed: “Too strict”",
  ]);
  assert.deepEqual(texts(seenBy(AMAL, "free", proposed), seenBy(AMAL, "free", objected)), []);
});

test("everybody hears without whose confirmation the group goes on", () => {
  const agreement = { ...parts().agreement, missing: [AMAL, SAMIR], without: [AMAL, SAMIR] };
  assert.deepEqual(texts(seenBy(JUTTA), seenBy(JUTTA, "free", { agreement })), [
    "The moderation goes on without the confirmation of Amal and Samir.",
  ]);
});

test("coming into another room, or as another person, is no news", () => {
  const before = seenBy(AMAL);
  const contributions = new Ordered([[10, contribution(10, JUTTA, "Hello")]]);
  assert.deepEqual(texts(before, { ...before, epoch: "other", contributions }), []);
  assert.deepEqual(texts(before, { ...seenBy(SAMIR), contributions }), []);
});

test("many contributions at once become one sentence", () => {
  const gathered = [AMAL, JUTTA, AMAL, SAMIR].map((by) => ({ text: "…", by }));
  const said = sentences(gathered, "each", (id) => names[id ?? 0] ?? "");
  assert.deepEqual(said.map(plain), ["4 new contributions, from Amal, Jutta, and Samir"]);
});

test("collected means: never the texts", () => {
  const said = sentences([{ text: "Amal: Hello", by: AMAL }, { text: "Pause" }], "collected", () => "Amal");
  assert.deepEqual(said.map(plain), ["Pause", "1 new contribution, from Amal"]);
});
