import assert from "node:assert/strict";
import { test } from "node:test";
import { guidance } from "../../src/room/guidance/view";
import { BACK, FORMATIONS, MODES, type Part, SPOKEN } from "../../src/room/guidance/words";
import type * as protocol from "../../src/room/protocol";
import { type Parts, VALUES } from "../../src/room/protocol";
import { doing } from "../../src/room/view/doing";
import { Drawn } from "./drawn";
import { loaded, Memory } from "./page";
import { AMAL, DANIEL, parts, phase, seenBy, told } from "./people";

const VOTING = {
  ballot: { id: 10, form: "opinion" as const, statements: [], first: false },
  voted: 0,
  expected: 3,
};

/** In a phase, as somebody has it; while a ballot is open, if it is one of voting. */
function inPhase(
  me: number,
  more: Partial<protocol.agenda.Phase>,
  agenda: object = {},
  others: Partial<Parts> = {},
) {
  const phases = [{ ...phase("free"), ...more }];
  const now = { ...parts().agenda, phases, current: 0, ...agenda };
  return seenBy(me, "free", { agenda: now, vote: VOTING, ...others });
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

test("nobody is asked to vote while no ballot is open, or to write in peace once all can read", () => {
  const none = { vote: { ballot: null, voted: 0, expected: 0 } };
  assert.match(guidance(inPhase(AMAL, { mode: "vote" }, {}, none)), /No ballot is open/);
  assert.match(guidance(inPhase(DANIEL, { mode: "vote" }, {}, none)), /open the ballot/);
  const revealed = { silent: { handed_in: 3, expected: 3, revealed: 3, sheets: [] } };
  assert.match(guidance(inPhase(AMAL, { mode: "silent_round" }, {}, revealed)), /Read what the others wrote/);
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

test("once the groups are back nobody reads that the others are in them", () => {
  const apart = { formation: "groups" } as const;
  assert.equal(guidance(inPhase(AMAL, apart)), FORMATIONS.groups?.participant());
  const back = told(inPhase(AMAL, apart), {}, { "places.EnterGroup": "places.not_awaited" });
  assert.equal(guidance(back), BACK.participant());
  const places = { rooms: [7], at: {}, groups: [7], hosts: {}, recalled_until: 0, numbers: { 7: 1 } };
  assert.equal(guidance(inPhase(DANIEL, apart, {}, { places })), FORMATIONS.groups?.moderator());
  const over = inPhase(DANIEL, apart, {}, { places: { ...places, groups: [] } });
  assert.equal(guidance(over), BACK.moderator());
});
