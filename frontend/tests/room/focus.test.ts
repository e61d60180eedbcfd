import assert from "node:assert/strict";
import { test } from "node:test";
import { bank } from "../../src/room/exchange/bank";
import { menu } from "../../src/room/exchange/menu";
import { ASKING, MENU } from "../../src/room/exchange/opened";
import { asking, question } from "../../src/room/focus/view";
import type { Room } from "../../src/room/room";
import { doing } from "../../src/room/view/doing";
import { Drawn } from "./drawn";
import { loaded, Memory, says, view } from "./page";
import { AMAL, contribution, DANIEL, JUTTA } from "./people";

const QUESTION = contribution(20, DANIEL, "Who pays?", { asks_all: true });
const OTHER = contribution(21, JUTTA, "The county", { refers_to: 20 });

/** In focus, after a question, as one of them has it. */
function inFocus(me: number, asked: { question: number | null; text: string }, why = "") {
  const page = loaded(new Memory(), me, "focus");
  page.connect();
  page.room.hear(view("open", { seq: 21, since: 9, contributions: [QUESTION, OTHER] }, "focus"));
  page.room.hear({ seq: 22, parts: { focus: asked } });
  page.introduce(me, { "exchange.Contribute": why });
  return { ...page, asked: () => page.sent.map((each) => [each.do, each.fields]) };
}

const ASKED = { question: 20, text: "Who pays?" };
const NONE = { question: null, text: "" };

test("the question is pinned, and what one writes answers it by itself", () => {
  const { room, sent } = inFocus(AMAL, ASKED);
  assert.match(new Drawn(question(room)).text, /Who pays\?/);
  assert.match(new Drawn(doing(room)).text, /Your answer/);
  room.write({ refersTo: 21 });
  says(room, "The state");
  assert.deepEqual(sent.at(-1)?.fields, {
    text: "The state",
    type: "",
    refers_to: 20,
    claim: "",
    attack: "",
  });
});

test("nothing but the question can be answered, by anybody but the moderation", () => {
  const entries = (me: number, of: typeof OTHER) => {
    const { room } = inFocus(me, ASKED);
    MENU.set(room, of.id);
    return new Drawn(menu(room, of)).text;
  };
  assert.match(entries(AMAL, QUESTION), /Reply/);
  assert.doesNotMatch(entries(AMAL, OTHER), /Reply/);
  assert.match(entries(DANIEL, OTHER), /Reply/);
});

test("before the question one prepares what one wants to say", () => {
  const { room } = inFocus(AMAL, NONE, "focus.no_question");
  assert.equal(new Drawn(question(room)).text, "");
  assert.match(new Drawn(doing(room)).text, /about to ask a question.*Prepare/s);
});

test("the moderation asks, and asks the next one", () => {
  const { room, asked } = inFocus(DANIEL, NONE);
  assert.match(new Drawn(asking(room)).text, /Ask it/);
  new Drawn(asking(room)).does("submit");
  assert.match(room.ui.notice, /Please write the question/);
  room.drafts.setText("focus-question", "Who pays?");
  new Drawn(asking(room)).does("submit");
  assert.deepEqual(asked(), [["focus.AskFocus", { text: "Who pays?" }]]);
  room.hear({ seq: 23, parts: { focus: ASKED } });
  assert.match(new Drawn(asking(room)).text, /Ask the next question/);
  assert.equal(new Drawn(asking(inFocus(AMAL, ASKED).room)).text, "");
});

const QUESTIONS = [{ purpose: "Clarify", questions: ["What is meant?"] }];

test("a question of the bank is asked of everybody with one tap, after a moment in which it can be kept back", () => {
  const { room, asked } = inFocus(DANIEL, NONE);
  Object.assign(room.place, { questions: { focus: QUESTIONS } });
  assert.match(new Drawn(bank(room)).text, /One tap asks everybody.*Clarify.*What is meant\?/s);
  new Drawn(bank(room)).does("click");
  assert.match(new Drawn(bank(room)).text, /Everybody is asked in a moment.*What is meant\?.*Do not ask it/s);
  new Drawn(bank(room)).does("click");
  assert.equal(ASKING.in(room), null);
  new Drawn(bank(room)).does("click");
  room.tick();
  assert.deepEqual(asked(), []);
  due(room);
  assert.deepEqual(asked(), [["focus.AskFocus", { text: "What is meant?" }]]);
  assert.equal(ASKING.in(room), null);
});

/** The moment is over. */
function due(room: Room): void {
  const asking = ASKING.in(room);
  assert.ok(asking);
  ASKING.set(room, { ...asking, at: room.steady() });
  room.tick();
}

test("a question that cannot be asked any more, as the phase is over, is not asked", () => {
  const { room, asked, introduce } = inFocus(DANIEL, NONE);
  Object.assign(room.place, { questions: { focus: QUESTIONS } });
  new Drawn(bank(room)).does("click");
  introduce(DANIEL, { "focus.AskFocus": "focus.other_mode" });
  room.tick();
  assert.deepEqual(asked(), []);
  assert.equal(ASKING.in(room), null);
});

test("in other phases it goes into the field with one tap, and can be taken back until one writes on", () => {
  const { room, connect } = loaded(new Memory(), DANIEL);
  connect();
  Object.assign(room.place, { questions: { free: QUESTIONS } });
  const tap = () => new Drawn(bank(room)).does("click");
  room.write({ text: "Thank you.", type: "reason" });
  assert.doesNotMatch(new Drawn(bank(room)).text, /Undo/);
  tap();
  assert.equal(room.drafts.contribution.text, "Thank you.\nWhat is meant?");
  assert.equal(room.drafts.contribution.type, "question");
  assert.match(new Drawn(bank(room)).text, /Undo/);
  tap();
  assert.equal(room.drafts.contribution.text, "Thank you.");
  assert.equal(room.drafts.contribution.type, "reason");
  tap();
  room.write({ text: "What is meant by it?" });
  assert.doesNotMatch(new Drawn(bank(room)).text, /Undo/);
});

test("what the agenda itself asks in a phase comes first", () => {
  const { room } = inFocus(DANIEL, NONE);
  const { agenda } = room.state.parts;
  const phases = agenda?.phases.map((each) => ({ ...each, asked: ["Who is missing?"] })) ?? [];
  if (agenda) room.hear({ seq: 24, parts: { agenda: { ...agenda, phases } } });
  assert.match(new Drawn(bank(room)).text, /For this phase.*Who is missing\?/s);
});
