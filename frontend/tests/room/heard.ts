/** Examples for the table of announcements: what happens, and what each person in the room hears of it. */

import { Ordered } from "../../src/room/ordered";
import type * as protocol from "../../src/room/protocol";
import type { State } from "../../src/room/state";
import {
  AMAL,
  APART,
  contribution,
  DANIEL,
  JUTTA,
  mirroring,
  parts,
  person,
  RESULT,
  SAMIR,
  seenBy,
  told,
} from "./people";

type Contribution = protocol.exchange.Contribution;
type Of = (me: number) => State;

export interface Example {
  event: string;
  before: Of;
  after: Of;
  /** Daniel moderates, the others take part; who is not named hears nothing. */
  hears: Partial<Record<number, string[]>>;
}

const AMALS = contribution(10, AMAL, "In the morning.", { type: "thesis" });
const JUTTAS = contribution(11, JUTTA, "Why?", { type: "objection", refers_to: 10 });

const PROPOSAL: protocol.agreement.Proposal = {
  id: 7,
  person: JUTTA,
  text: "We ask",
  consents: [JUTTA],
  objections: [],
};

function inCircle(inside: number[], asked: number[] = []): Of {
  return (me) => seenBy(me, "free", { fishbowl: { chairs: 3, inside, asked } });
}

/** The first tells, the second listens. */
function telling(first: number, second: number): Of {
  const people = [
    { person: first, title: "", voice: "everything", instruction: "" },
    { person: second, title: "", voice: "questions", instruction: "" },
  ] satisfies protocol.seats.Seated[];
  return (me) => seenBy(me, "free", { seats: { people, changes: first === AMAL ? 0 : 1, next_at: 0 } });
}

/** What those who moderate are told of the second group, which is out. */
function out(row: Partial<protocol.overview.GroupRow>, recalled_until = 0): Of {
  const told = { room: 8, number: 2, people: [AMAL], call: null, done: null, answer: null, ...row };
  const groups = [told as protocol.overview.GroupRow];
  return (me) => ({ ...seenBy(me), groups: me === DANIEL ? { groups, recalled_until, names: {} } : null });
}

function proposing(isMade: boolean): Of {
  const made = { how: "mixed", groups: [], seq: 9, lacking: [] } as unknown as protocol.groups.GroupsProposal;
  const groups = { proposal: isMade ? made : null, without: [], prepared: 0, last: false };
  return (me) => (me === DANIEL ? seenBy(me, "free", { groups }) : seenBy(me));
}

const CALL: protocol.calls.GroupCall = {
  person: AMAL,
  at: 7,
  text: "We are stuck",
  writer: AMAL,
  answer: null,
  by: null,
};

/** Amal and Jutta are in a group; the others stay. */
function inGroup(me: number): State {
  return me === AMAL || me === JUTTA ? grouped({})(me) : seenBy(me);
}

/** All who are in it are in a group, Daniel as whoever moderates. */
function grouped(more: Partial<protocol.Parts>, places: Partial<protocol.places.PlacesMine> = {}): Of {
  const there = { ...APART, group: 3, people: [AMAL, JUTTA], card: true, ...places };
  return (me) => told(seenBy(me, "free", more), { places: there });
}

/** Jutta has called the moderation into it. */
function called(more: Partial<protocol.calls.GroupCall> = {}): Of {
  const call = { person: JUTTA, at: 0, text: "", writer: null, answer: null, by: null, ...more };
  return grouped({ calls: { call, done: null } });
}

const QUIET = { calls: { call: null, done: null } };
const DONE = { calls: { call: null, done: { person: JUTTA, at: 0 } } };
const UNWRITTEN = { reporter: null, text: "", by: null, at: 0, seq: 0, cards: [] };
const CARD = { group: 3, contribution: 10, at: 0, reporter: AMAL, by: JUTTA, text: "Trust", hidden: false };
const MESSAGE = contribution(10, DANIEL, "Five minutes more", { type: "process" });

function said(...contributions: Contribution[]): Of {
  return (me) => ({
    ...seenBy(me),
    contributions: new Ordered(contributions.map((each) => [each.id, each] as const)),
  });
}

function silence(part: Partial<protocol.silent.SilentView>): Of {
  return (me) => seenBy(me, "silent_round", { silent: { ...parts().silent, ...part } });
}

/** Three people are expected to vote. */
function balloting(part: Partial<protocol.vote.VoteView>): Of {
  const ballot: protocol.vote.BallotView = {
    id: 10,
    form: "opinion",
    statements: ["We meet again"],
    first: true,
  };
  return (me) => seenBy(me, "vote", { vote: { ballot, voted: 0, expected: 3, ...part } });
}

function hidden(state: protocol.exchange.State): Contribution {
  return { ...AMALS, seq: 20, state, text: "", reason: "unclear" };
}

function agenda(change: Partial<protocol.agenda.AgendaView>): Of {
  return (me) => {
    const state = seenBy(me);
    return { ...state, parts: { ...state.parts, agenda: { ...parts().agenda, ...change } } };
  };
}

function list(requests: number[], holder?: number): Of {
  const floor: protocol.floor.FloorView = {
    order: "balanced",
    requests: requests.map((person) => ({ person, since: 0, direct: false, answers: null })),
    holder: holder ? { person: holder, since: 0, until: 60_000, answers: null } : null,
    ages_at: null,
  };
  return (me) => seenBy(me, "speaking_list", { floor });
}

function round(...waiting: number[]): Of {
  return (me) => {
    const state = seenBy(me, "round", { turns: { waiting, begun: null, passed: [] } });
    return waiting[0] === me ? state : told(state, {}, { "exchange.Contribute": "turns.not_yet" });
  };
}

/** Samir on the way to understand what Amal said. */
function mirrored(understanding: protocol.mirror.Understanding): Of {
  return (me) => ({ ...said(AMALS)(me), mirrorings: new Ordered([[12, mirroring(12, { understanding })]]) });
}

/** Somebody as they are from now on. */
function known(someone: protocol.people.Person): Of {
  return (me) => {
    const state = seenBy(me);
    return { ...state, people: state.people.with([someone]) };
  };
}

function rules(agreement: Partial<protocol.agreement.AgreementView>): Of {
  return (me) => seenBy(me, "free", { agreement: { ...parts().agreement, ...agreement } });
}

function here(...present: number[]): Of {
  return (me) => ({ ...seenBy(me), present: new Set(present) });
}

function everybody(sentence: string, ...without: number[]): Example["hears"] {
  const hearing = [DANIEL, AMAL, JUTTA, SAMIR].filter((each) => !without.includes(each));
  return Object.fromEntries(hearing.map((each) => [each, [sentence]]));
}

export const EXAMPLES: Example[] = [
  {
    event: "somebody contributes",
    before: said(),
    after: said(AMALS),
    hears: everybody("Amal, Thesis: In the morning.", AMAL),
  },
  {
    event: "somebody contributes",
    before: said(AMALS),
    after: said(AMALS, JUTTAS),
    hears: {
      ...everybody("Jutta, Objection to Amal: Why?", JUTTA),
      [AMAL]: ["Jutta, Objection to you: Why?"],
    },
  },
  {
    event: "somebody contributes",
    before: said(AMALS),
    after: said(AMALS, { ...JUTTAS, type: "" }),
    hears: { ...everybody("Jutta, Reply to Amal: Why?", JUTTA), [AMAL]: ["Jutta, Reply to you: Why?"] },
  },
  {
    event: "a contribution is rewritten",
    before: said(hidden("returned")),
    after: said({ ...AMALS, seq: 30, rewritten: true, text: "At eight." }),
    hears: everybody("Amal has written it differently: At eight.", AMAL),
  },
  {
    event: "a contribution is released",
    before: said(hidden("held")),
    after: said({ ...AMALS, seq: 30 }),
    hears: {
      ...everybody("The contribution of Amal is visible again: In the morning."),
      [AMAL]: ["Your contribution is visible to everybody again."],
    },
  },
  {
    event: "a contribution is withdrawn",
    before: said(AMALS),
    after: said({ ...hidden("withdrawn"), reason: null }),
    hears: everybody("Amal has withdrawn a contribution.", AMAL),
  },
  {
    event: "a contribution is held",
    before: said(AMALS),
    after: said(hidden("held")),
    hears: {
      ...everybody("The moderation holds a contribution of Amal: unclear."),
      [AMAL]: [
        "The moderation holds your contribution for now; the others do not see it. The reason: unclear.",
      ],
    },
  },
  {
    event: "a contribution is returned",
    before: said(AMALS),
    after: said(hidden("returned")),
    hears: {
      ...everybody("The moderation has asked Amal to write a contribution differently: unclear."),
      [AMAL]: ["The moderation asks you to write this differently. The reason: unclear."],
    },
  },
  {
    event: "a contribution gets another type",
    before: said({ ...AMALS, type: "" }),
    after: said(AMALS),
    hears: {
      ...everybody("The contribution of Amal is now: Thesis"),
      [AMAL]: ["Your contribution is now: Thesis"],
    },
  },
  {
    event: "a contribution gets another type",
    before: said(AMALS),
    after: said({ ...AMALS, type: "" }),
    hears: {
      ...everybody("What the contribution of Amal is stands open again."),
      [AMAL]: ["What your contribution is stands open again."],
    },
  },
  {
    event: "somebody comes onto the speaking list",
    before: list([]),
    after: list([JUTTA]),
    hears: {
      [DANIEL]: ["Jutta is on the speaking list."],
      [JUTTA]: ["You are on the speaking list, and you are next."],
    },
  },
  {
    event: "somebody comes onto the speaking list",
    before: list([JUTTA, SAMIR]),
    after: list([JUTTA, SAMIR, AMAL]),
    hears: {
      [DANIEL]: ["Amal is on the speaking list."],
      [AMAL]: ["You are on the speaking list. 2 people are before you."],
    },
  },
  {
    event: "somebody comes to be first on the list",
    before: list([JUTTA, SAMIR]),
    after: list([SAMIR]),
    hears: { [SAMIR]: ["You are next."] },
  },
  {
    event: "somebody is taken off the list",
    before: list([JUTTA]),
    after: (me) => told(list([])(me), { floor: { replied: false, struck: me === JUTTA } }),
    hears: {
      [JUTTA]: [
        "The moderation has taken you off the list while you were away. You can ask for the floor again.",
      ],
    },
  },
  {
    event: "somebody gets the floor",
    before: list([]),
    after: list([], JUTTA),
    hears: { ...everybody("Jutta has the floor"), [JUTTA]: ["You have the floor"] },
  },
  {
    event: "a turn ends",
    before: list([], JUTTA),
    after: list([]),
    hears: { [JUTTA]: ["Your time with the floor has ended."] },
  },
  {
    event: "somebody's turn comes",
    before: round(JUTTA, SAMIR),
    after: round(SAMIR),
    hears: { [SAMIR]: ["It is your turn"] },
  },
  {
    event: "somebody is the next but one in a round",
    before: round(JUTTA, SAMIR, AMAL),
    after: round(SAMIR, AMAL),
    hears: { [SAMIR]: ["It is your turn"], [AMAL]: ["After Samir it is your turn"] },
  },
  {
    event: "somebody has passed, or was passed over",
    before: (me) => seenBy(me, "round", { turns: { waiting: [AMAL], begun: null, passed: [] } }),
    after: (me) => seenBy(me, "round", { turns: { waiting: [AMAL], begun: null, passed: [JUTTA] } }),
    hears: { [JUTTA]: ["You have passed in this round."] },
  },
  {
    event: "the session is opened",
    before: agenda({ stage: "planned" }),
    after: agenda({}),
    hears: everybody("The session is open."),
  },
  {
    event: "a phase begins",
    before: agenda({}),
    after: agenda({ current: 2 }),
    hears: {
      ...everybody(
        "A new phase begins: questions_only. Ask what you want to understand. What you think yourself comes later.",
      ),
      [DANIEL]: [
        "A new phase begins: questions_only. Only questions now. Ask back where a question hides an opinion.",
      ],
    },
  },
  {
    event: "a pause begins",
    before: agenda({}),
    after: agenda({ stage: "paused", pause_reason: "Fresh air" }),
    hears: everybody("Pause: Fresh air"),
  },
  {
    event: "a pause ends",
    before: agenda({ stage: "paused" }),
    after: agenda({}),
    hears: everybody("The session goes on."),
  },
  {
    event: "the session ends",
    before: agenda({}),
    after: agenda({ stage: "closed" }),
    hears: everybody("The session is over"),
  },
  {
    event: "the session goes on after its end",
    before: agenda({ stage: "closed" }),
    after: agenda({ reopened: [{ at: 0, by: DANIEL, reason: "The wrong button" }] }),
    hears: everybody("The session goes on after all: The wrong button"),
  },
  {
    event: "the ground rules change",
    before: (me) => seenBy(me),
    after: (me) => told(seenBy(me), { agreement: { confirmed: false, unread: [3] } }),
    hears: everybody("The ground rules have changed. Please confirm what is new."),
  },
  {
    event: "somebody proposes a rule",
    before: rules({}),
    after: rules({ proposals: [PROPOSAL] }),
    hears: everybody("Jutta proposes a rule: “We ask”", JUTTA),
  },
  {
    event: "somebody objects to a proposed rule",
    before: rules({ proposals: [PROPOSAL] }),
    after: rules({ proposals: [{ ...PROPOSAL, objections: [{ person: SAMIR, text: "Too strict" }] }] }),
    hears: { [JUTTA]: ["Samir objects to the rule that you proposed: “Too strict”"] },
  },
  {
    event: "the group goes on without somebody's confirmation",
    before: rules({}),
    after: rules({ missing: [AMAL, SAMIR], without: [AMAL, SAMIR] }),
    hears: everybody("The moderation goes on without the confirmation of Amal and Samir."),
  },
  {
    event: "a ballot is opened",
    before: balloting({ ballot: null }),
    after: balloting({ voted: 0 }),
    hears: everybody("A ballot is open."),
  },
  {
    event: "everybody who is expected has voted",
    before: balloting({ voted: 2 }),
    after: balloting({ voted: 3 }),
    hears: { [DANIEL]: ["Everybody has voted: you can close the ballot."] },
  },
  {
    event: "a ballot is closed",
    before: balloting({ voted: 3 }),
    after: (me) => ({ ...balloting({ ballot: null })(me), ballots: new Ordered([[10, RESULT] as const]) }),
    hears: everybody("The ballot is closed. The result of 3 ballots stands under “Results”."),
  },
  {
    event: "the moderation asks everybody a question",
    before: (me) => seenBy(me, "focus"),
    after: (me) => ({
      ...seenBy(me, "focus", { focus: { question: 10, text: "Who pays?" } }),
      contributions: new Ordered([[10, contribution(10, DANIEL, "Who pays?", { asks_all: true })]]),
    }),
    hears: everybody("The moderation asks everybody: Who pays?"),
  },
  {
    event: "the conversation is slowed down, or not any more",
    before: agenda({}),
    after: agenda({ slow: 60, slow_reason: "It gets heated" }),
    hears: everybody("Slowly: 60 seconds between two contributions of one person. It gets heated"),
  },
  {
    event: "a silent round is revealed",
    before: silence({ handed_in: 3 }),
    after: (me) => ({
      ...silence({ handed_in: 3, revealed: 2 })(me),
      contributions: new Ordered(
        [JUTTA, AMAL].map((by, i) => [10 + i, contribution(10 + i, by, "Mine", { revealed: true })] as const),
      ),
    }),
    hears: everybody("2 texts of the silent round are revealed and stand in the conversation."),
  },
  {
    event: "as many have handed in as are here",
    before: silence({ handed_in: 2 }),
    after: silence({ handed_in: 3 }),
    hears: { [DANIEL]: ["As many have handed in as are here: you can reveal."] },
  },
  {
    event: "the moderation holds or returns what one handed in",
    before: silence({}),
    after: (me) =>
      me === AMAL
        ? told(silence({})(me), {
            silent: {
              sheet: { number: 4711, text: "Mine", state: "returned", reason: "unclear", note: "Who?" },
              revealed: false,
              notes: [],
            },
          })
        : silence({})(me),
    hears: {
      [AMAL]: [
        "The moderation gives your text back and does not know whose it is: unclear. Please write it differently.",
      ],
    },
  },
  {
    event: "somebody comes",
    before: here(DANIEL, AMAL, JUTTA),
    after: here(DANIEL, AMAL, JUTTA, SAMIR),
    hears: everybody("Samir has come in.", SAMIR),
  },
  {
    event: "somebody goes",
    before: here(DANIEL, AMAL, JUTTA, SAMIR),
    after: here(DANIEL, AMAL, JUTTA),
    hears: everybody("Samir has left.", SAMIR),
  },
  {
    event: "a moderator walks",
    before: here(DANIEL, AMAL, JUTTA),
    after: (me) => ({ ...here(AMAL, JUTTA)(me), moderators: new Map([[DANIEL, 3]]) }),
    hears: { [AMAL]: ["Daniel is in group 3 now."], [JUTTA]: ["Daniel is in group 3 now."] },
  },
  {
    event: "somebody is removed",
    before: known(person(SAMIR, "Samir")),
    after: known({ ...person(SAMIR, "Samir"), removed: "absent" }),
    hears: everybody("The moderation has removed Samir. The reason: absent."),
  },
  {
    event: "somebody gets a role",
    before: known(person(JUTTA, "Jutta")),
    after: known(person(JUTTA, "Jutta", "moderator")),
    hears: {
      ...everybody("From now on Jutta moderates."),
      [JUTTA]: ["From now on you moderate."],
    },
  },
  {
    event: "somebody says what they understood",
    before: said(AMALS),
    after: mirrored("waiting"),
    hears: { [AMAL]: ["Samir has said what they understood of you. Is it right?"] },
  },
  {
    event: "an author confirms a restatement",
    before: mirrored("waiting"),
    after: mirrored("confirmed"),
    hears: {
      ...everybody("Amal has confirmed a restatement", AMAL),
      [SAMIR]: ["Amal says that you understood it. You can reply now."],
    },
  },
  {
    event: "the moderation opens a reply",
    before: mirrored("waiting"),
    after: mirrored("opened"),
    hears: { [SAMIR]: ["The moderation has opened the reply. You can reply now."] },
  },
  {
    event: "an author says what is missing",
    before: mirrored("waiting"),
    after: mirrored("refused"),
    hears: { [SAMIR]: ["Amal says that something is missing. You can try it once more."] },
  },
  {
    event: "after two attempts it is the author's turn",
    before: mirrored("waiting"),
    after: mirrored("authors_turn"),
    hears: {
      [AMAL]: ["Samir has tried twice. Say it in other words; then they can reply."],
      [SAMIR]: ["After two attempts Amal says it in other words"],
    },
  },
  {
    event: "one comes into a small group",
    before: seenBy,
    after: inGroup,
    hears: {
      [AMAL]: ["You are now in group 3, with Jutta."],
      [JUTTA]: ["You are now in group 3, with Amal."],
    },
  },
  {
    event: "one comes back into the plenary",
    before: inGroup,
    after: seenBy,
    hears: { [AMAL]: ["You are back in the plenary."], [JUTTA]: ["You are back in the plenary."] },
  },
  {
    event: "everybody is called back",
    before: grouped({}),
    after: grouped({}, { recalled_until: 30_000 }),
    hears: everybody("In a moment everybody is back in the plenary. One sentence for everybody."),
  },
  {
    event: "everybody stays in their groups after all",
    before: grouped({}, { recalled_until: 30_000 }),
    after: grouped({}),
    hears: everybody("You go on in your groups: nobody is called back now."),
  },
  {
    event: "the moderation says something to a small group",
    before: grouped({}),
    after: (me) => ({ ...grouped({})(me), contributions: new Ordered([[10, MESSAGE]]) }),
    hears: everybody("Daniel: Five minutes more", DANIEL),
  },
  {
    event: "somebody in the group calls the moderation",
    before: grouped(QUIET),
    after: called(),
    hears: { ...everybody("Jutta has called the moderation."), [JUTTA]: ["You have called the moderation."] },
  },
  {
    event: "somebody says what the call is for",
    before: called(),
    after: called({ text: "We are stuck", writer: JUTTA }),
    hears: everybody("Jutta has called the moderation. “We are stuck”", JUTTA),
  },
  {
    event: "the moderation answers the call",
    before: called(),
    after: called({ answer: "coming", by: DANIEL }),
    hears: everybody("Daniel is coming.", DANIEL),
  },
  {
    event: "the moderation answers the call",
    before: called({ answer: "soon", by: DANIEL }),
    after: called({ answer: "here", by: DANIEL }),
    hears: everybody("Daniel is here.", DANIEL),
  },
  {
    event: "a call is taken back",
    before: called(),
    after: grouped(QUIET),
    hears: everybody("The call is taken back."),
  },
  {
    event: "the group says that it is done",
    before: grouped(QUIET),
    after: grouped(DONE),
    hears: everybody("Jutta says: We are done.", JUTTA),
  },
  {
    event: "the group is not done after all",
    before: grouped(DONE),
    after: grouped(QUIET),
    hears: everybody("The group goes on after all."),
  },
  {
    event: "somebody is to report for the group",
    before: grouped({ results: UNWRITTEN }),
    after: grouped({ results: { ...UNWRITTEN, reporter: AMAL } }),
    hears: { ...everybody("Amal reports."), [AMAL]: ["You report for your group."] },
  },
  {
    event: "the result of the group is written",
    before: grouped({ results: UNWRITTEN }),
    after: grouped({ results: { ...UNWRITTEN, text: "Trust", by: JUTTA, seq: 12 } }),
    hears: everybody("Jutta has saved the result of your group.", JUTTA),
  },
  {
    event: "the groups have brought results",
    before: (me) => seenBy(me, "free", { results: UNWRITTEN }),
    after: (me) => seenBy(me, "free", { results: { ...UNWRITTEN, cards: [CARD] } }),
    hears: everybody("The result of 1 group stands above the conversation."),
  },
  {
    event: "people swap",
    before: telling(AMAL, JUTTA),
    after: telling(JUTTA, AMAL),
    hears: { [AMAL]: ["Now Jutta tells. You listen, and ask."], [JUTTA]: ["You tell now."] },
  },
  {
    event: "somebody sits down in the inner circle",
    before: inCircle([JUTTA]),
    after: inCircle([JUTTA, SAMIR]),
    hears: everybody("Samir sits down in the inner circle."),
  },
  {
    event: "somebody makes room in the inner circle",
    before: inCircle([JUTTA, SAMIR]),
    after: inCircle([SAMIR]),
    hears: everybody("Jutta makes room in the inner circle."),
  },
  {
    event: "somebody is asked to make room",
    before: inCircle([JUTTA, SAMIR]),
    after: inCircle([JUTTA, SAMIR], [SAMIR]),
    hears: { [SAMIR]: ["The moderation asks you to make room for somebody else."] },
  },
  {
    event: "a group calls the moderation",
    before: out({}),
    after: out({ call: CALL }),
    hears: { [DANIEL]: ["Group 2 calls you. Amal: We are stuck"] },
  },
  {
    event: "somebody of the moderation answers a group",
    before: out({ call: CALL }),
    after: out({ call: { ...CALL, answer: "soon", by: JUTTA } }),
    hears: { [DANIEL]: ["Jutta comes to group 2 in a moment."] },
  },
  {
    event: "a group says that it is done",
    before: out({}),
    after: out({ done: { person: AMAL, at: 0 } }),
    hears: { [DANIEL]: ["Group 2 is done."] },
  },
  {
    event: "those who moderate in the plenary hear that everybody is called back",
    before: out({}),
    after: out({}, 30_000),
    hears: { [DANIEL]: ["The moderation calls everybody back."] },
  },
  {
    event: "those who moderate in the plenary hear that nobody is called back",
    before: out({}, 30_000),
    after: out({}),
    hears: { [DANIEL]: ["The groups go on: nobody is called back now."] },
  },
  {
    event: "groups are proposed",
    before: proposing(false),
    after: proposing(true),
    hears: { [DANIEL]: ["The proposal is there."] },
  },
];
