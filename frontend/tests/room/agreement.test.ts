import assert from "node:assert/strict";
import { test } from "node:test";
import { bar } from "../../src/room/agreement/folding";
import { consent, decisions, OBJECTING, proposed } from "../../src/room/agreement/proposals";
import { reminder } from "../../src/room/agreement/reminder";
import { steps } from "../../src/room/agreement/steps";
import { rules } from "../../src/room/agreement/view";
import type { Room } from "../../src/room/room";
import { Drawn } from "./drawn";
import { loaded, Memory } from "./page";
import { AMAL, DANIEL, JUTTA, parts, SAMIR } from "./people";

const PROPOSAL = { id: 7, person: JUTTA, text: "We ask", consents: [JUTTA], objections: [] };
const RULES = [
  { id: 1, text: "We listen", changed: 1 },
  { id: 2, text: "We explain", changed: 8 },
];
const plain = (text: string) => text.replace(/[\u2068\u2069]/g, "");

/** In the opening, as one of them has it. */
function opening(me: number, agreement: object = {}, mine: object = {}) {
  const page = loaded(new Memory(), me);
  page.connect();
  page.room.hear({ seq: 10, parts: { agreement: { ...parts().agreement, rules: RULES, ...agreement } } });
  const { mine: known } = page.room.state;
  assert.ok(known);
  page.room.hear({ mine: { ...known, agreement: { confirmed: true, unread: [], ...mine } } });
  const asked = () => page.sent.map((each) => [each.do, each.fields]);
  return { ...page, asked };
}

test("whoever has confirmed nothing is asked to read and confirm, and can write", () => {
  const { room, asked } = opening(AMAL, { version: 9 }, { confirmed: false });
  const drawn = new Drawn(reminder(room));
  assert.match(drawn.text, /Read the ground rules, then confirm them/);
  assert.match(drawn.text, /I confirm the ground rules/);
  drawn.does("click");
  assert.deepEqual(asked(), [["agreement.ConfirmRules", { seen: 9 }]]);
  assert.equal(room.standing, "");
});

test("of what changed later only that is asked, and it is marked as new", () => {
  const { room } = opening(AMAL, {}, { confirmed: false, unread: [2] });
  const { text } = new Drawn(reminder(room));
  assert.match(text, /New:.*We explain/s);
  assert.doesNotMatch(text, /We listen/);
  assert.match(text, /I confirm the new rule/);
  assert.equal(new Drawn(rules(room)).text.match(/class="badge">new</g)?.length, 1);
});

test("a proposal is shown with who agrees and what is objected, and asked for until one has said something", () => {
  const objections = [{ person: SAMIR, text: "Too strict" }];
  const { room, asked } = opening(AMAL, { proposals: [{ ...PROPOSAL, objections }] });
  const { text } = new Drawn(proposed(room));
  assert.match(text, /We ask/);
  assert.match(text, /1 person agrees to it/);
  assert.match(text, /Samir.*Too strict/s);
  assert.match(plain(new Drawn(reminder(room)).text), /Jutta proposes a rule: “We ask”/);
  new Drawn(consent(room, PROPOSAL)).does("click");
  assert.deepEqual(asked(), [["agreement.ConsentToRule", { proposal: 7 }]]);
  room.hear({
    seq: 11,
    parts: { agreement: { ...parts().agreement, proposals: [{ ...PROPOSAL, consents: [AMAL] }] } },
  });
  assert.equal(new Drawn(reminder(room)).text, "");
  assert.match(new Drawn(proposed(room)).text, /You agree to it/);
});

test("an objection has a sentence, and is sent once", () => {
  const { room, asked } = opening(AMAL, { proposals: [PROPOSAL] });
  OBJECTING.set(room, 7);
  new Drawn(proposed(room)).does("submit");
  assert.deepEqual(asked(), []);
  assert.equal(room.ui.notice, room.refusal("agreement.objection.empty"));
  room.drafts.setText("objection-7", "Too strict");
  const drawn = new Drawn(proposed(room));
  drawn.does("submit");
  drawn.does("submit");
  assert.deepEqual(asked(), [["agreement.ObjectToRule", { proposal: 7, text: "Too strict" }]]);
});

test("a moderator takes a proposal in or drops it; others do not", () => {
  const { room, asked } = opening(DANIEL, { proposals: [PROPOSAL] });
  const drawn = new Drawn(decisions(room));
  assert.match(drawn.text, /Take in the rule/);
  assert.match(drawn.text, /Drop the proposal/);
  drawn.does("click");
  assert.deepEqual(asked(), [["agreement.AdoptRule", { proposal: 7 }]]);
  const amal = opening(AMAL, { proposals: [PROPOSAL] }).room;
  assert.equal(new Drawn(decisions(amal)).text, "");
  assert.doesNotMatch(new Drawn(proposed(amal)).text, /Take in|Drop/);
});

test("whoever proposed a rule drops it and does not object to it", () => {
  const { text } = new Drawn(proposed(opening(JUTTA, { proposals: [PROPOSAL] }).room));
  assert.match(text, /Drop the proposal/);
  assert.doesNotMatch(text, /Object to it/);
});

test("in the opening rules are proposed, before it the moderation writes them down", () => {
  const { room, asked } = opening(AMAL);
  room.drafts.setText("new-rule", "We ask");
  new Drawn(rules(room)).does("submit");
  assert.deepEqual(asked(), [["agreement.ProposeRule", { text: "We ask" }]]);
  const daniel = opening(DANIEL);
  daniel.introduce(DANIEL, { "agreement.AddRule": "" });
  daniel.room.drafts.setText("new-rule", "We ask");
  const drawn = new Drawn(rules(daniel.room));
  assert.match(drawn.text, /Add the rule/);
});

test("where somebody idle is waited for, the moderator goes on without them, by name", () => {
  const page = opening(DANIEL, { missing: [AMAL, SAMIR], without: [SAMIR] });
  assert.equal(new Drawn(steps(page.room)).text, "");
  page.introduce(DANIEL, { "agenda.MovePhase": "agenda.not_agreed" });
  const drawn = new Drawn(steps(page.room));
  assert.match(plain(drawn.text), /Go on without Amal/);
  assert.doesNotMatch(plain(drawn.text), /Samir/);
  drawn.does("click");
  assert.deepEqual(page.asked(), [["agreement.GoOnWithout", { people: [AMAL] }]]);
});

test("where nobody has confirmed and nobody is here, it is everybody who is named", () => {
  const page = opening(DANIEL, { missing: [AMAL, SAMIR] });
  page.room.hear({ present: [DANIEL] });
  page.introduce(DANIEL, { "agenda.MovePhase": "agenda.not_agreed" });
  assert.match(plain(new Drawn(steps(page.room)).text), /Go on without all 2/);
});

const isFolded = (room: Room) => new Drawn(rules(room)).text.includes("data-folded=true");

test("the rules are open until one has confirmed them, and then fold away", () => {
  const { room, asked } = opening(AMAL, {}, { confirmed: false });
  assert.ok(room.readsFirst && !isFolded(room));
  assert.match(new Drawn(bar(room)).text, /aria-expanded=true/);
  new Drawn(bar(room)).does("click");
  assert.ok(!room.readsFirst && isFolded(room));
  new Drawn(bar(room)).does("click");
  assert.deepEqual([room.focus, isFolded(room)], [".rules", false]);
  new Drawn(reminder(room)).does("click");
  assert.equal(asked().at(-1)?.[0], "agreement.ConfirmRules");
  assert.ok(!isFolded(room)); // not before the server has taken it
  const confirmed = opening(AMAL).room;
  assert.ok(isFolded(confirmed) && !confirmed.readsFirst);
});

test("what is new opens no rules, and leads nobody away from what they read", () => {
  const { room } = opening(AMAL, {}, { confirmed: false, unread: [2] });
  assert.ok(isFolded(room) && !room.readsFirst);
  new Drawn(reminder(room)).does("click", {}, 1);
  assert.deepEqual([room.focus, isFolded(room)], [".rules", false]);
});

test("the line of the rules says who has confirmed, and that something is proposed", () => {
  const { room } = opening(DANIEL, { missing: [AMAL], proposals: [PROPOSAL] });
  assert.match(new Drawn(bar(room)).text, /1 proposal.*2 of 3 people have confirmed/s);
  assert.ok(isFolded(room));
});

test("whoever objects finds the field for it, where the rules were folded, too", () => {
  const { room } = opening(AMAL, { proposals: [PROPOSAL] });
  new Drawn(reminder(room)).does("click", {}, 1);
  assert.deepEqual([room.focus, isFolded(room)], ["#objection-7", false]);
});

test("outside of the opening nothing folds", () => {
  const { room, introduce } = opening(AMAL);
  introduce(AMAL, { "agreement.ProposeRule": "agreement.only_in_opening" });
  assert.equal(new Drawn(bar(room)).text, "");
  assert.ok(!isFolded(room));
});
