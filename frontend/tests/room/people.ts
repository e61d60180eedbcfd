/** A room to test with: a moderator, three participants, one phase of each mode. */

import { Ordered } from "../../src/room/ordered";
import type * as protocol from "../../src/room/protocol";
import { type Mine, type Parts, VALUES } from "../../src/room/protocol";
import { NOTHING, type State } from "../../src/room/state";

export const [DANIEL, AMAL, JUTTA, SAMIR] = [1, 2, 3, 4] as const;

export function person(
  id: number,
  name: string,
  role: protocol.acting.Role = "participant",
): protocol.people.Person {
  return { id, name, role, kind: "", seq: id, guest: false, removed: null, number: 1, shares_device: false };
}

export function contribution(
  id: number,
  by: number | null,
  text: string,
  more: Partial<protocol.exchange.Contribution> = {},
): protocol.exchange.Contribution {
  return {
    id,
    seq: id,
    by,
    at: id * 1000,
    phase: 0,
    text,
    type: "",
    refers_to: null,
    claim: "",
    attack: "",
    state: "published",
    reason: null,
    note: "",
    rewritten: false,
    revealed: false,
    anonymous: false,
    recorded_by: null,
    asks_all: false,
    group: 0,
    ...more,
  };
}

/** Samir has said what he understood of the contribution 10. */
export function mirroring(
  id: number,
  more: Partial<protocol.mirror.Mirroring> = {},
): protocol.mirror.Mirroring {
  const between = { contribution: 10, person: SAMIR, restatement: 11 };
  return {
    id,
    seq: id,
    ...between,
    at: 0,
    understanding: "waiting",
    refusals: 0,
    missing: "",
    anew: null,
    ...more,
  };
}

/** Three people have voted. */
export const RESULT: protocol.vote.BallotResult = {
  id: 10,
  seq: 20,
  at: 0,
  form: "opinion",
  sheets: 3,
  masked: false,
  statements: [],
};

const MODES: protocol.agenda.Mode[] = [
  "free",
  "round",
  "questions_only",
  "speaking_list",
  "mirror",
  "silent_round",
  "vote",
  "focus",
  "listening",
];

export function phase(mode: protocol.agenda.Mode): protocol.agenda.Phase {
  return {
    code: mode,
    title: mode,
    minutes: 10,
    mode,
    instruction: "",
    formation: "plenary",
    asked: [],
    anonymous: false,
    premoderated: false,
    slow: 0,
    seats: [],
    size: 0,
    host: false,
    rotates: false,
  };
}

export function parts(mode: protocol.agenda.Mode = "free"): Parts {
  return {
    agenda: {
      question: "When?",
      phases: MODES.map(phase),
      stage: "open",
      current: MODES.indexOf(mode),
      moved: 5,
      since: 0,
      until: 600_000,
      paused_at: 0,
      pause_reason: "",
      signals: {},
      held: MODES.map((_, i) => i).filter((i) => i <= MODES.indexOf(mode)),
      reopened: [],
      medium: "written",
      slow: 0,
      slow_reason: "",
    },
    agreement: { rules: [], version: 0, missing: [], proposals: [], without: [] },
    floor: { order: "balanced", requests: [], holder: null, ages_at: null },
    focus: { question: null, text: "" },
    silent: { handed_in: 0, expected: 3, revealed: 0, sheets: [] },
    turns: { waiting: mode === "round" ? [AMAL, JUTTA, SAMIR] : [], begun: null, passed: [], began_at: 0 },
    mirror: { first: 0, second: 0, later: 0 },
    vote: { ballot: null, voted: 0, expected: 0 },
  };
}

const PARTICIPANTS_MAY: Mine["may"] = {
  "agenda.GiveSignal": "",
  "agreement.ConfirmRules": "",
  "agreement.ConsentToRule": "",
  "agreement.DropProposal": "",
  "agreement.ObjectToRule": "",
  "agreement.ProposeRule": "",
  "exchange.Contribute": "",
  "exchange.Rewrite": "",
  "exchange.SetType": "",
  "exchange.Withdraw": "",
  "floor.EndFloor": "",
  "floor.RequestFloor": "",
  "floor.WithdrawRequest": "",
  "mirror.ConfirmMirror": "",
  "mirror.RefuseMirror": "",
  "mirror.Restate": "",
  "mirror.SayAnew": "",
  "mirror.TakeBackMirror": "",
  "silent.DropNote": "",
  "silent.HandIn": "",
  "silent.TakeBack": "",
  "turns.BeginTurn": "",
  "turns.PassTurn": "",
  "turns.TakeBackPass": "",
};
const MODERATORS_MAY: Mine["may"] = {
  ...PARTICIPANTS_MAY,
  "agenda.CloseRoom": "",
  "agenda.ExtendPhase": "",
  "agenda.MovePhase": "",
  "agenda.OpenRoom": "",
  "agenda.PauseRoom": "",
  "agenda.ResumeRoom": "",
  "agreement.AdoptRule": "",
  "agreement.GoOnWithout": "",
  "agreement.RemoveRule": "",
  "agreement.RewordRule": "",
  "exchange.Hold": "",
  "exchange.Release": "",
  "exchange.Return": "",
  "floor.AgeRequests": "",
  "floor.ExtendFloor": "",
  "floor.GiveFloor": "",
  "floor.MoveRequest": "",
  "floor.PutOnList": "",
  "floor.SetOrder": "",
  "floor.StrikeRequest": "",
  "mirror.OpenReply": "",
  "agenda.SetSlow": "",
  "focus.AskFocus": "",
  "silent.HoldSheet": "",
  "silent.ReleaseSheet": "",
  "silent.ReturnSheet": "",
  "silent.Reveal": "",
  "vote.CloseBallot": "",
  "vote.OpenBallot": "",
};

/** Where one is: in the plenary, if nothing else is said. */
export const APART: Mine["places"] = {
  room: null,
  group: 0,
  people: [],
  host: null,
  reports_from: 0,
  recalled_until: 0,
  why: null,
  card: false,
};

/** The room as one of them has it. */
export function seenBy(me: number, mode: protocol.agenda.Mode = "free", more: Partial<Parts> = {}): State {
  const people = [
    person(DANIEL, "Daniel", "moderator"),
    person(AMAL, "Amal"),
    person(JUTTA, "Jutta"),
    person(SAMIR, "Samir"),
  ];
  return {
    ...NOTHING,
    seq: 9,
    epoch: "e",
    parts: { ...parts(mode), ...more },
    people: new Ordered(people.map((each) => [each.id, each] as const)),
    mine: {
      person: me,
      role: me === DANIEL ? "moderator" : "participant",
      may: me === DANIEL ? MODERATORS_MAY : PARTICIPANTS_MAY,
      agenda: { signal: null },
      agreement: { confirmed: true, unread: [] },
      floor: { replied: false, struck: false },
      exchange: {
        contributions: [],
        types: [...VALUES["exchange.Type"]],
        may_type_others: me === DANIEL,
        unnamed: [],
      },
      silent: { sheet: null, revealed: false, notes: [] },
      turns: { taken: false, passed: false },
      mirror: { replies: [], stated: false },
      vote: { may: me !== DANIEL, voted: false },
      places: APART,
    },
    present: new Set(people.map((each) => each.id)),
  };
}

/** With what the server would say in another situation. */
export function told(state: State, mine: Partial<Mine>, may: Mine["may"] = {}): State {
  if (!state.mine) return state;
  return { ...state, mine: { ...state.mine, ...mine, may: { ...state.mine.may, ...may } } };
}
