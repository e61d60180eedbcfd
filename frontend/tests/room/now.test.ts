import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import { now, seen, silent, unconfirmed } from "../../src/room/now";
import { NOTHING, type State } from "../../src/room/state";
import { AMAL, contribution, DANIEL, JUTTA, parts, SAMIR, seenBy, told } from "./people";

function staged(state: State, stage: "planned" | "paused" | "closed"): State {
  return { ...state, parts: { ...state.parts, agenda: { ...parts().agenda, stage } } };
}

test("before the first view nothing is offered", () => {
  assert.deepEqual(now(NOTHING), { is: "loading" });
});

test("before the opening participants wait and a moderator opens", () => {
  assert.deepEqual(now(staged(seenBy(AMAL), "planned")), { is: "wait" });
  assert.deepEqual(now(staged(seenBy(DANIEL), "planned")), { is: "open" });
});

test("a pause and the end hold for all", () => {
  for (const person of [AMAL, DANIEL]) {
    assert.deepEqual(now(staged(seenBy(person), "paused")), { is: "paused" });
    assert.deepEqual(now(staged(seenBy(person), "closed")), { is: "closed" });
  }
});

test("whoever has not confirmed the ground rules does that first; a moderator writes", () => {
  const state = told(seenBy(AMAL), {}, { "exchange.Contribute": "agreement.confirm_first" });
  assert.deepEqual(now(state), { is: "agree" });
  assert.deepEqual(now(seenBy(DANIEL)), { is: "write", onlyQuestions: false });
});

test("an observer reads along", () => {
  const state = told(seenBy(AMAL), { role: "observer" }, { "exchange.Contribute": undefined });
  assert.deepEqual(now(state), { is: "observe" });
});

test("in a free phase one writes, in a phase of questions one asks", () => {
  assert.deepEqual(now(seenBy(AMAL)), { is: "write", onlyQuestions: false });
  const asking = told(seenBy(AMAL, "questions_only"), {
    exchange: { contributions: [], types: ["question"] },
  });
  assert.deepEqual(now(asking), { is: "write", onlyQuestions: true });
});

test("with a speaking list one asks for the floor, or has it", () => {
  const holder = { person: AMAL, since: 0, until: 120_000 };
  const floor = { order: "balanced" as const, requests: [], holder };
  assert.deepEqual(now(seenBy(AMAL, "speaking_list", { floor })), { is: "have_floor", holder });
  const waiting = told(
    seenBy(JUTTA, "speaking_list", { floor }),
    {},
    { "exchange.Contribute": "floor.not_yours" },
  );
  assert.deepEqual(now(waiting), { is: "list" });
});

test("in a round one has one's turn when the server says so", () => {
  assert.deepEqual(now(seenBy(AMAL, "round")), { is: "your_turn" });
  const later = now(told(seenBy(SAMIR, "round"), {}, { "exchange.Contribute": "turns.not_yet" }));
  assert.equal(later.is, "turn_later");
  assert.deepEqual(later.is === "turn_later" && [later.next?.name, later.before], ["Amal", 2]);
});

test("in a round whoever has spoken hears whose turn it is", () => {
  const before = seenBy(AMAL, "round", { turns: { waiting: [JUTTA, SAMIR] } });
  const taken = now(told(before, { turns: { taken: true } }, { "exchange.Contribute": "turns.taken" }));
  assert.deepEqual(taken.is === "turn_taken" && taken.next?.name, "Jutta");
});

test("only its author sees the text of a hidden contribution", () => {
  const hidden = contribution(6, AMAL, "", { state: "returned", reason: "unclear" });
  const own = { ...hidden, text: "As I wrote it", note: "Please again" };
  const state = told(seenBy(AMAL), { exchange: { contributions: [own], types: [""] } });
  assert.equal(seen(state, hidden), own);
  assert.equal(seen(seenBy(JUTTA), hidden), hidden);
});

test("who is here and silent, or has not confirmed, can be told; moderators and the absent are not among them", () => {
  const state = {
    ...seenBy(DANIEL, "free", { agreement: { rules: [], version: 0, missing: [JUTTA, SAMIR] } }),
    contributions: new Map([[6, contribution(6, AMAL, "Hello")]]),
    present: new Set([DANIEL, AMAL, JUTTA]),
  };
  assert.deepEqual(
    silent(state).map((each) => each.name),
    ["Jutta"],
  );
  assert.deepEqual(
    unconfirmed(state).map((each) => each.name),
    ["Jutta"],
  );
});
