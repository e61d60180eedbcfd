import assert from "node:assert/strict";
import { test } from "node:test";
import { guidance } from "../../src/room/guidance/view";
import { FORMATIONS, MODES, type Part, SPOKEN } from "../../src/room/guidance/words";
import type * as protocol from "../../src/room/protocol";
import { VALUES } from "../../src/room/protocol";
import { doing } from "../../src/room/view/doing";
import { Drawn } from "./drawn";
import { loaded, Memory } from "./page";
import { AMAL, DANIEL, parts, phase, seenBy, told } from "./people";

/** In a phase, as somebody has it. */
function inPhase(me: number, more: Partial<protocol.agenda.Phase>, agenda: object = {}) {
  const phases = [{ ...phase("free"), ...more }];
  return seenBy(me, "free", { agenda: { ...parts().agenda, phases, current: 0, ...agenda } });
}

function observing(more: Partial<protocol.agenda.Phase>) {
  const state = inPhase(AMAL, more);
  if (state.mine) state.mine = { ...state.mine, role: "observer", may: {} };
  return state;
}

test("each mode has a sentence of its own for each part", () => {
  const said = new Set<string>();
  for (const mode of VALUES["agenda.Mode"]) {
    const sentences = [inPhase(AMAL, { mode }), inPhase(DANIEL, { mode }), observing({ mode })].map(guidance);
    assert.deepEqual(
      sentences,
      (["participant", "moderator", "observer"] as Part[]).map((part) => MODES[mode][part]()),
    );
    for (const sentence of sentences) said.add(sentence);
  }
  assert.equal(said.size, 3 * VALUES["agenda.Mode"].length);
});

test("where people talk aloud the sentence says what to do aloud", () => {
  const spoken = { medium: "spoken" };
  assert.equal(
    guidance(inPhase(AMAL, { mode: "speaking_list" }, spoken)),
    SPOKEN.speaking_list.participant(),
  );
  assert.match(guidance(inPhase(AMAL, { mode: "free" }, spoken)), /Talk to each other/);
});

test("who does it with whom says more than the mode", () => {
  const alone = inPhase(AMAL, { formation: "alone", mode: "silent_round" });
  assert.equal(guidance(alone), FORMATIONS.alone?.participant());
  assert.match(guidance(inPhase(DANIEL, { formation: "fishbowl" })), /one chair stays free/);
});

test("nothing is said before the room opens, nor to somebody of whom nothing is known yet", () => {
  assert.equal(guidance(inPhase(AMAL, {}, { stage: "planned" })), "");
  assert.equal(guidance(inPhase(AMAL, {}, { stage: "paused" })), "");
  assert.equal(guidance({ ...told(seenBy(AMAL), {}), mine: null }), "");
});

test("it stands where the page says what one can do now, until the page is left", () => {
  const { room, connect } = loaded(new Memory(), AMAL, "questions_only");
  connect();
  assert.match(new Drawn(doing(room)).text, /Ask what you want to understand/);
  room.linked({ is: "over", code: 4001 });
  assert.doesNotMatch(new Drawn(doing(room)).text, /Ask what you want to understand/);
});
