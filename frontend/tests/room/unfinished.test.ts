import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import { steps } from "../../src/room/agenda/steps";
import { unfinished } from "../../src/room/agenda/unfinished";
import { Ordered } from "../../src/room/ordered";
import type * as protocol from "../../src/room/protocol";
import type { State } from "../../src/room/state";
import { Drawn } from "./drawn";
import { loaded, Memory } from "./page";
import { AMAL, contribution, DANIEL, JUTTA, mirroring, parts, SAMIR, seenBy } from "./people";

type Mode = protocol.agenda.Mode;

const plain = (text: string) => text.replace(/[\u2068\u2069]|<[^<>]*>/g, "").replace(/\s+/g, " ");
const BALLOT = { id: 10, form: "opinion" as const, statements: ["The town pays"], first: false };
const REQUEST = { person: SAMIR, since: 0, direct: false };
const HOLDER = { person: AMAL, since: 0, until: 60_000, direct: false };

function mirrored(): State {
  const state = seenBy(DANIEL, "mirror");
  const found = [contribution(10, AMAL, "The hour"), contribution(11, SAMIR, "Too late?")];
  const withTexts = new Ordered(found.map((each) => [each.id, each] as const));
  return { ...state, contributions: withTexts, mirrorings: new Ordered([[12, mirroring(12)] as const]) };
}

/** Of each mode: the room in the middle of it, and what whoever moderates reads then. */
const UNDER_WAY: Readonly<Record<Mode, readonly [State, readonly string[]]>> = {
  free: [seenBy(DANIEL, "free"), []],
  round: [seenBy(DANIEL, "round"), ["Amal, Jutta, and Samir have not had a turn."]],
  silent_round: [
    seenBy(DANIEL, "silent_round", { silent: { handed_in: 2, expected: 3, revealed: 0, sheets: [] } }),
    ["1 person has not handed in.", "2 texts are not revealed: they stay with their authors."],
  ],
  listening: [seenBy(DANIEL, "listening"), []],
  questions_only: [seenBy(DANIEL, "questions_only"), []],
  speaking_list: [
    seenBy(DANIEL, "speaking_list", {
      floor: { order: "balanced", requests: [REQUEST], holder: HOLDER, ages_at: null },
    }),
    ["Amal has the floor.", "1 person waits for the floor."],
  ],
  mirror: [mirrored(), ["1 restatement waits for its confirmation."]],
  focus: [seenBy(DANIEL, "focus"), []],
  vote: [
    seenBy(DANIEL, "vote", { vote: { ballot: BALLOT, voted: 2, expected: 3 } }),
    ["The ballot is open: 2 of 3 have voted."],
  ],
};

for (const [mode, [state, sentences]] of Object.entries(UNDER_WAY)) {
  test(`what is open in the mode ${mode} is said before it is left`, () => {
    assert.deepEqual(
      unfinished(state).map((sentence) => plain(sentence())),
      sentences,
    );
  });
}

test("small groups are still out, and a ballot is open whatever comes after it", () => {
  const places = {
    rooms: [7, 8],
    at: { [AMAL]: 7, [JUTTA]: 7, [SAMIR]: 8 },
    groups: [7, 8],
    hosts: {},
    numbers: { 7: 1, 8: 2 },
  };
  const vote = { ballot: BALLOT, voted: 1, expected: 3 };
  const said = unfinished(seenBy(DANIEL, "free", { places, vote })).map((sentence) => sentence());
  assert.deepEqual(said, ["2 breakout rooms are still at work.", "The ballot is open: 1 of 3 has voted."]);
});

test("nothing is open where everybody had a turn, handed in and read it", () => {
  const over = { waiting: [], begun: null, passed: [], began_at: 0 };
  assert.deepEqual(unfinished(seenBy(DANIEL, "round", { turns: over })), []);
  const away = { ...seenBy(DANIEL, "round"), present: new Set([DANIEL]) };
  assert.deepEqual(unfinished(away), []);
  const revealed = { handed_in: 3, expected: 3, revealed: 3, sheets: [] };
  assert.deepEqual(unfinished(seenBy(DANIEL, "silent_round", { silent: revealed })), []);
});

test("whoever works alone keeps it, so nothing is open", () => {
  const { agenda } = parts("silent_round");
  const phases = agenda.phases.map((each) => ({ ...each, formation: "alone" as const }));
  assert.deepEqual(unfinished(seenBy(DANIEL, "silent_round", { agenda: { ...agenda, phases } })), []);
});

/** A moderator's page in the middle of something. */
function moderating(mode: Mode) {
  const page = loaded(new Memory(), DANIEL, mode);
  page.connect();
  page.introduce(DANIEL);
  return { ...page, asked: () => page.sent.filter((each) => each.do === "agenda.MovePhase") };
}

test("with nothing open one tap leads on", () => {
  const { room, asked } = moderating("free");
  new Drawn(steps(room)).does("click");
  assert.deepEqual(
    asked().map((each) => each.fields),
    [{ seen: 5, to: 1 }],
  );
});

test("with something open it takes a second tap, beside which it is said", () => {
  const { room, asked } = moderating("round");
  assert.doesNotMatch(new Drawn(steps(room)).text, /Still open/);
  new Drawn(steps(room)).does("click");
  assert.deepEqual(asked(), []);
  const asking = plain(new Drawn(steps(room)).text);
  assert.match(
    asking,
    /Still open in this phase: Amal, Jutta, and Samir have not had a turn. Go on all the same/,
  );
  new Drawn(steps(room)).does("click", {}, 1);
  assert.deepEqual(
    asked().map((each) => each.fields),
    [{ seen: 5, to: 2 }],
  );
  assert.doesNotMatch(new Drawn(steps(room)).text, /Still open/);
});

const [ANOTHER_PHASE, END] = [4, 5];

test("whoever jumps to another phase or ends the session reads it, too", () => {
  for (const opener of [ANOTHER_PHASE, END]) {
    const { room } = moderating("round");
    new Drawn(steps(room)).does("click", {}, opener);
    assert.match(plain(new Drawn(steps(room)).text), /have not had a turn/);
  }
});
