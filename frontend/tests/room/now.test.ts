import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import { now, seen, silent, unconfirmed } from "../../src/room/now";
import { NOTHING, type State } from "../../src/room/state";
import { AMAL, contribution, DANIEL, JUTTA, parts, SAMIR, seenBy } from "./people";

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
  const agreement = { rules: [], version: 3, confirmed: [] };
  assert.deepEqual(now(seenBy(AMAL, "free", { agreement })), { is: "agree" });
  assert.deepEqual(now(seenBy(DANIEL, "free", { agreement })), { is: "write", onlyQuestions: false });
});

test("an observer reads along", () => {
  const state = seenBy(AMAL);
  assert.deepEqual(
    now({
      ...state,
      mine: { person: AMAL, role: "observer", contributions: [], signal: null, replied: false, taken: false },
    }),
    {
      is: "observe",
    },
  );
});

test("in a free phase one writes, in a phase of questions one asks", () => {
  assert.deepEqual(now(seenBy(AMAL)), { is: "write", onlyQuestions: false });
  assert.deepEqual(now(seenBy(AMAL, "questions_only")), { is: "write", onlyQuestions: true });
});

test("with a speaking list one asks for the floor, or has it", () => {
  const holder = { person: AMAL, since: 0, until: 120_000 };
  const floor = { order: "balanced" as const, requests: [], holder };
  assert.deepEqual(now(seenBy(AMAL, "speaking_list", { floor })), { is: "have_floor", holder });
  assert.deepEqual(now(seenBy(JUTTA, "speaking_list", { floor })), { is: "list" });
});

test("in a round the first who is here has their turn", () => {
  assert.deepEqual(now(seenBy(AMAL, "round")), { is: "your_turn" });
  const later = now(seenBy(SAMIR, "round"));
  assert.equal(later.is, "turn_later");
  assert.deepEqual(later.is === "turn_later" && [later.next?.name, later.before], ["Amal", 2]);
});

test("in a round the absent are passed over", () => {
  const state = { ...seenBy(JUTTA, "round"), present: new Set([JUTTA, SAMIR]) };
  assert.deepEqual(now(state), { is: "your_turn" });
});

test("in a round whoever has spoken hears whose turn it is", () => {
  const before = seenBy(AMAL, "round", { turns: { waiting: [JUTTA, SAMIR] } });
  const mine = {
    person: AMAL,
    role: "participant" as const,
    contributions: [],
    signal: null,
    replied: false,
    taken: true,
  };
  const taken = now({ ...before, mine });
  assert.deepEqual(taken.is === "turn_taken" && taken.next?.name, "Jutta");
});

test("only its author sees the text of a hidden contribution", () => {
  const hidden = contribution(6, AMAL, "", { state: "returned", reason: "unclear" });
  const own = { ...hidden, text: "As I wrote it", note: "Please again" };
  const mine = {
    person: AMAL,
    role: "participant" as const,
    contributions: [own],
    signal: null,
    replied: false,
    taken: false,
  };
  assert.equal(seen({ ...seenBy(AMAL), mine }, hidden), own);
  assert.equal(seen(seenBy(JUTTA), hidden), hidden);
});

test("who is here and silent, or has not confirmed, can be told; moderators and the absent are not among them", () => {
  const state = {
    ...seenBy(DANIEL, "free", { agreement: { rules: [], version: 0, confirmed: [AMAL] } }),
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
