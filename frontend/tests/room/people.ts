/** A room to test with: a moderator, three participants, one phase of each mode. */

import type { Contribution, Mode, Parts, Person, Role } from "../../src/room/protocol";
import { NOTHING, type State } from "../../src/room/state";

export const [DANIEL, AMAL, JUTTA, SAMIR] = [1, 2, 3, 4] as const;

export function person(id: number, name: string, role: Role = "participant"): Person {
  return { id, name, role, kind: "", seq: id };
}

export function contribution(
  id: number,
  by: number,
  text: string,
  more: Partial<Contribution> = {},
): Contribution {
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
    ...more,
  };
}

const MODES: Mode[] = ["free", "round", "questions_only", "speaking_list"];

export function parts(mode: Mode = "free"): Parts {
  return {
    agenda: {
      question: "When?",
      phases: MODES.map((each) => ({ code: each, title: each, minutes: 10, mode: each, instruction: "" })),
      stage: "open",
      current: MODES.indexOf(mode),
      moved: 5,
      since: 0,
      until: 600_000,
      paused_at: 0,
      pause_reason: "",
      signals: {},
    },
    agreement: { rules: [], version: 0, confirmed: [AMAL, JUTTA, SAMIR] },
    floor: { order: "balanced", requests: [], holder: null },
    turns: { waiting: mode === "round" ? [AMAL, JUTTA, SAMIR] : [] },
  };
}

/** The room as one of them has it. */
export function seenBy(me: number, mode: Mode = "free", more: Partial<Parts> = {}): State {
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
    people: new Map(people.map((each) => [each.id, each])),
    mine: {
      person: me,
      role: me === DANIEL ? "moderator" : "participant",
      contributions: [],
      signal: null,
      replied: false,
      taken: false,
    },
    present: new Set(people.map((each) => each.id)),
  };
}
