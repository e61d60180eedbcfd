import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import { missingHere } from "../../src/room/agreement/known";
import { seen, silent } from "../../src/room/exchange/known";
import type { Mine } from "../../src/room/protocol";
import { isModerating, NEVER, standing } from "../../src/room/standing";
import { NOTHING, type State } from "../../src/room/state";
import { AMAL, contribution, DANIEL, JUTTA, parts, SAMIR, seenBy, told } from "./people";

function staged(state: State, stage: "planned" | "paused" | "closed"): State {
  return { ...state, parts: { ...state.parts, agenda: { ...parts().agenda, stage } } };
}

test("before the first view nothing is known", () => {
  assert.equal(standing(NOTHING), undefined);
});

test("before the opening, in a pause and after the end, that is what counts for all", () => {
  const observer = told(seenBy(AMAL), { role: "observer" }, { "exchange.Contribute": undefined });
  for (const stage of ["planned", "paused", "closed"] as const) {
    for (const state of [seenBy(AMAL), seenBy(DANIEL), observer]) {
      assert.equal(standing(staged(state, stage)), `room.${stage}`);
    }
  }
});

test("while the room is open, one may contribute or the server says why not", () => {
  assert.equal(standing(seenBy(AMAL)), "");
  const waiting = told(seenBy(AMAL), {}, { "exchange.Contribute": "floor.not_yours" });
  assert.equal(standing(waiting), "floor.not_yours");
});

test("whoever can never contribute reads along", () => {
  const observer = told(seenBy(AMAL), { role: "observer" }, { "exchange.Contribute": undefined });
  assert.equal(standing(observer), NEVER);
});

test("whoever has the moderation's commands moderates, also while none of them may be given", () => {
  assert.equal(isModerating(seenBy(AMAL)), false);
  assert.equal(isModerating(told(seenBy(DANIEL), {}, { "agenda.MovePhase": "agenda.not_agreed" })), true);
});

test("only its author sees the text of a hidden contribution", () => {
  const hidden = contribution(6, AMAL, "", { state: "returned", reason: "unclear" });
  const own = { ...hidden, text: "As I wrote it", note: "Please again" };
  const exchange: Mine["exchange"] = { contributions: [own], types: [""], may_type_others: false };
  const state = told(seenBy(AMAL), { exchange });
  assert.equal(seen(state, hidden), own);
  assert.equal(seen(seenBy(JUTTA), hidden), hidden);
});

test("who is here and silent, or has not confirmed, can be told; moderators and the absent are not among them", () => {
  const state = {
    ...seenBy(DANIEL, "free", {
      agreement: { ...parts().agreement, missing: [JUTTA, SAMIR] },
      exchange: { speakers: [AMAL], undecided: [] },
    }),
    present: new Set([DANIEL, AMAL, JUTTA]),
  };
  assert.deepEqual(
    silent(state).map((each) => each.name),
    ["Jutta"],
  );
  assert.deepEqual(
    missingHere(state).map((each) => each.name),
    ["Jutta"],
  );
});
