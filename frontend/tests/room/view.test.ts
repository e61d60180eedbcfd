import assert from "node:assert/strict";
import { test } from "node:test";
import { steps } from "../../src/room/agenda/steps";
import { RULE, rules } from "../../src/room/agreement/view";
import { acts } from "../../src/room/exchange/acts";
import { said } from "../../src/room/exchange/contribution";
import { begin, offers } from "../../src/room/exchange/menu";
import { MENU } from "../../src/room/exchange/opened";
import { rewriting } from "../../src/room/exchange/rewriting";
import { transcript } from "../../src/room/exchange/transcript";
import { skips } from "../../src/room/navigation/skips";
import type * as protocol from "../../src/room/protocol";
import type { Room } from "../../src/room/room";
import { doing } from "../../src/room/view/doing";
import { arranged, column, hasModeration } from "../../src/room/view/panels";
import { connection, top } from "../../src/room/view/top";
import { Drawn } from "./drawn";
import { loaded, Memory, view } from "./page";
import { AMAL, contribution, DANIEL, JUTTA, parts, SAMIR, seenBy } from "./people";

const RETURNED = contribution(3, AMAL, "the original", {
  state: "returned",
  reason: "insult",
  note: "Please.",
});

function fieldOf(drawn: Drawn): string | undefined {
  return drawn.text.match(/\.value=(.*)/)?.[1];
}

// --- the drawer to prepare in ------------------------------------------------------------------------------------------

/** Amal waits for her turn. */
function waiting() {
  const page = loaded(new Memory(), AMAL, "round");
  page.connect();
  page.room.hear({ seq: 10, parts: { turns: { waiting: [JUTTA, AMAL], begun: null, passed: [] } } });
  page.introduce(AMAL, { "exchange.Contribute": "turns.not_yet" });
  return page.room;
}

test("the drawer in which one prepares stays open when its text is emptied", () => {
  const room = waiting();
  new Drawn(doing(room)).does("toggle", { open: true });
  room.write({ text: "a" });
  room.write({ text: "" });
  assert.match(new Drawn(doing(room)).text, /\?open=true/);
});

test("so it does where one has had one's turn, until one closes it", () => {
  const room = waiting();
  room.write({ text: "a" });
  room.hear({ seq: 11, parts: { turns: { waiting: [JUTTA, SAMIR], begun: null, passed: [] } } });
  const { mine } = room.state;
  assert.ok(mine);
  room.hear({ mine: { ...mine, may: { ...mine.may, "exchange.Contribute": "turns.taken" } } });
  assert.equal(room.standing, "turns.taken");
  new Drawn(doing(room)).does("toggle", { open: true });
  room.write({ text: "" });
  assert.match(new Drawn(doing(room)).text, /id="contribution"/);
  new Drawn(doing(room)).does("toggle", { open: false });
  assert.doesNotMatch(new Drawn(doing(room)).text, /id="contribution"/);
});

test("it opens where something stands in it, and for whoever refers to a contribution", () => {
  const room = waiting();
  assert.match(new Drawn(doing(room)).text, /\?open=false/);
  room.write({ text: "a" });
  assert.match(new Drawn(doing(room)).text, /\?open=true/);
  new Drawn(doing(room)).does("toggle", { open: false });
  assert.match(new Drawn(doing(room)).text, /\?open=false/);
  room.write({ refersTo: 3 }, true);
  assert.match(new Drawn(doing(room)).text, /\?open=true/);
});

// --- a new version -----------------------------------------------------------------------------------------------------

/** Amal has got a contribution back. */
function gotBack() {
  const page = loaded();
  page.connect();
  page.room.hear({ seq: 10, contributions: [RETURNED] });
  const form = () => new Drawn(rewriting(page.room, RETURNED, true));
  return { ...page, form };
}

test("two clicks send the new version once, and the original never", () => {
  const { room, sent, form } = gotBack();
  room.drafts.setText("rewrite-3", "a new version");
  form().does("submit");
  form().does("submit");
  assert.deepEqual(
    sent.map((each) => each.fields.text),
    ["a new version"],
  );
  room.hear({ ref: sent[0]?.ref ?? "", seq: 11 });
  form().does("submit");
  assert.equal(sent.length, 1);
});

test("what is returned a second time can be written anew a second time", () => {
  const { room, sent, form } = gotBack();
  room.drafts.setText("rewrite-3", "a new version");
  form().does("submit");
  room.hear({ ref: sent[0]?.ref ?? "", seq: 11 });
  room.hear({ seq: 12, contributions: [{ ...RETURNED, seq: 12 }] });
  room.drafts.setText("rewrite-3", "another one");
  form().does("submit");
  assert.equal(sent.length, 2);
});

test("a new version that was refused stands in its field again, and can be sent again", () => {
  const { room, sent, form } = gotBack();
  room.drafts.setText("rewrite-3", "a new version");
  form().does("submit");
  room.hear({ ref: sent[0]?.ref ?? "", refused: "room.paused" });
  assert.equal(fieldOf(form()), "a new version");
  form().does("submit");
  assert.equal(sent.length, 2);
});

test("an emptied field sends nothing, stays empty, and the page says what is missing", () => {
  const { room, sent, form } = gotBack();
  assert.equal(fieldOf(form()), "the original");
  room.drafts.setText("rewrite-3", "");
  form().does("submit");
  assert.deepEqual(sent, []);
  assert.equal(fieldOf(form()), "");
  assert.equal(room.ui.notice, room.refusal("exchange.empty"));
  assert.equal(room.focus, "#rewrite-3");
});

// --- the moderator's words to the author -------------------------------------------------------------------------------

function returning() {
  const page = loaded(new Memory(), DANIEL);
  page.connect();
  const published = contribution(3, AMAL, "the original");
  page.room.hear({ seq: 10, contributions: [published] });
  begin(page.room, { is: "return", id: 3 });
  return { ...page, form: () => new Drawn(acts(page.room, published)) };
}

test("two clicks return a contribution once", () => {
  const { room, sent, form } = returning();
  room.drafts.setText("note-3", "Please say it kindly.");
  const drawn = form();
  drawn.does("submit");
  drawn.does("submit");
  assert.equal(sent.length, 1);
});

test("words to the author that were emptied are not replaced by the suggested ones", () => {
  const { room, sent, form } = returning();
  assert.notEqual(fieldOf(form()), "");
  room.drafts.setText("note-3", "");
  form().does("submit");
  assert.deepEqual(sent, []);
  assert.equal(fieldOf(form()), "");
  assert.equal(room.ui.notice, room.refusal("exchange.note.empty"));
  begin(room, { is: "return", id: 3 });
  assert.notEqual(fieldOf(form()), "");
});

// --- a rule ------------------------------------------------------------------------------------------------------------

function rewording(): { room: Room; sent: unknown[]; field: () => string | undefined; save: () => void } {
  const { room, connect, sent } = loaded(new Memory(), DANIEL);
  connect();
  room.hear({
    seq: 10,
    parts: { agreement: { ...parts().agreement, rules: [{ id: 1, text: "Be kind", changed: 1 }] } },
  });
  RULE.set(room, 1);
  const drawn = () => new Drawn(rules(room));
  return { room, sent, field: () => fieldOf(drawn()), save: () => drawn().does("submit") };
}

test("a rule whose field was emptied is not filled again, nor saved", () => {
  const { room, sent, field, save } = rewording();
  assert.equal(field(), "Be kind");
  room.drafts.setText("rule-1", "");
  assert.equal(field(), "");
  save();
  assert.deepEqual(sent, []);
  assert.equal(room.ui.notice, room.refusal("agreement.empty"));
  assert.equal(RULE.in(room), 1);
});

test("a rule is reworded once", () => {
  const { room, sent, save } = rewording();
  room.drafts.setText("rule-1", "Be kinder");
  save();
  assert.equal(sent.length, 1);
  assert.equal(RULE.in(room), 0);
});

test("two clicks propose a rule once, and nothing is said to be missing", () => {
  const { room, connect, sent } = loaded();
  connect();
  room.drafts.setText("new-rule", "Be kind");
  for (let i = 0; i < 2; i++) new Drawn(rules(room)).does("submit");
  assert.equal(sent.length, 1);
  assert.equal(room.ui.notice, "");
});

// --- the connection ----------------------------------------------------------------------------------------------------

test("without storage the page does not say that nothing is lost", () => {
  const { room, storage } = loaded();
  room.hear(view());
  room.linked({ is: "lost" });
  assert.match(new Drawn(connection(room)).text, /nothing is lost/);
  storage.isFull = true;
  room.write({ text: "a" });
  const { text } = new Drawn(connection(room));
  assert.match(text, /leave this page open/);
  assert.doesNotMatch(text, /nothing is lost/);
});

// --- whatever the server says ------------------------------------------------------------------------------------------

test("for a code that this page does not know its sentence stands at the bottom, and what was written is kept", () => {
  const { room, connect, introduce } = loaded();
  connect();
  assert.match(new Drawn(doing(room)).text, /id="contribution"/);
  introduce(AMAL, { "exchange.Contribute": "ballot.vote_first" });
  const { text } = new Drawn(doing(room));
  assert.match(text, /That is not possible just now\./);
  assert.doesNotMatch(text, /id="contribution"/);
  room.write({ text: "half a thought" });
  assert.match(new Drawn(doing(room)).text, /half a thought/);
  assert.doesNotMatch(new Drawn(doing(room)).text, /Send/);
});

test("whatever kinds the server opens are offered, and the first of them is sent where another one was chosen", () => {
  const { room, connect, sent } = loaded();
  connect();
  const { mine } = room.state;
  assert.ok(mine);
  const exchange = { ...mine.exchange, types: ["mirror", "concession"] as const };
  room.hear({ mine: { ...mine, exchange: { ...exchange, types: [...exchange.types] } } });
  room.write({ text: "You say that", type: "thesis" });
  const drawn = new Drawn(doing(room)).text;
  assert.deepEqual(
    [...drawn.matchAll(/name=type value=(\w*)/g)].map((each) => each[1]),
    ["mirror", "concession"],
  );
  room.contribute();
  assert.deepEqual(
    sent.map((each) => (each.fields as { type?: string }).type),
    ["mirror"],
  );
});

test("with a speaking list one asks for the floor, or has it", () => {
  const page = loaded(new Memory(), AMAL, "speaking_list");
  page.connect();
  page.introduce(AMAL, { "exchange.Contribute": "floor.not_yours" });
  assert.match(new Drawn(doing(page.room)).text, /Ask for the floor/);
  const holder = { person: AMAL, since: 0, until: 120_000, answers: null };
  page.room.hear({ seq: 10, parts: { floor: { order: "balanced", requests: [], holder, ages_at: null } } });
  page.introduce(AMAL, { "exchange.Contribute": "" });
  const { text } = new Drawn(doing(page.room));
  assert.match(text, /You have the floor/);
  assert.match(text, /id="contribution"/);
});

test("the moderation's column stands where the server gives the moderation's commands", () => {
  for (const [me, stands] of [
    [AMAL, false],
    [DANIEL, true],
  ] as const) {
    const { room, connect } = loaded(new Memory(), me);
    connect();
    assert.equal(new Drawn(column(room, "end")).text.includes("Next step"), stands);
  }
});

// --- a contribution whose author nobody may know -----------------------------------------------------------------------

test("it is somebody's, and nobody can do with it what only its author can", () => {
  const { room, connect } = loaded();
  connect();
  const anonymous = contribution(3, null, "I was afraid");
  room.hear({ seq: 10, contributions: [anonymous] });
  MENU.set(room, 3);
  const { text } = new Drawn(said(room, anonymous));
  assert.match(text, /Somebody/);
  assert.match(text, /data-mine=false/);
  assert.match(text, /Reply/);
  assert.doesNotMatch(text, /Withdraw|Say what it is/);
});

test("no sentence bends a name that nobody knows: it speaks of the contribution", () => {
  const { room, connect } = loaded();
  connect();
  const anonymous = contribution(3, null, "I was afraid");
  const objection = { ...contribution(4, AMAL, "Of what?"), type: "objection" as const, refers_to: 3 };
  room.hear({ seq: 10, contributions: [anonymous, objection] });
  MENU.set(room, 3);
  assert.match(new Drawn(said(room, anonymous)).text, /What you can do with this contribution/);
  const { text } = new Drawn(said(room, objection));
  assert.match(text, /objection, in reply to an earlier contribution/);
  assert.doesNotMatch(text, /Somebody/);
});

test("its own author can", () => {
  const { room, connect } = loaded();
  connect();
  const own = contribution(3, AMAL, "I was afraid");
  room.hear({ seq: 10, contributions: [own] });
  MENU.set(room, 3);
  assert.match(new Drawn(said(room, own)).text, /Withdraw/);
});

test("what one can do with it follows what the server opens", () => {
  const { room, connect } = loaded();
  connect();
  const theirs = contribution(3, JUTTA, "I was afraid");
  room.hear({ seq: 10, contributions: [theirs] });
  MENU.set(room, 3);
  assert.match(new Drawn(said(room, theirs)).text, /Object/);
  const { mine } = room.state;
  assert.ok(mine);
  const before = offers(room);
  room.hear({ mine: { ...mine, exchange: { ...mine.exchange, types: ["question"] } } });
  assert.notEqual(offers(room), before);
  const { text } = new Drawn(said(room, theirs));
  assert.match(text, /Ask a question/);
  assert.doesNotMatch(text, /Object|Reply/);
});

// --- before anybody has said anything ----------------------------------------------------------------------------------

test("somebody is asked to make the beginning, but nobody who moderates or whose turn it is", () => {
  const words = (me: number, mode: protocol.agenda.Mode) => {
    const { room, connect } = loaded(new Memory(), me, mode);
    connect();
    return new Drawn(transcript(room)).text;
  };
  assert.match(words(AMAL, "free"), /Nothing has been said yet.*perhaps you/s);
  assert.match(words(DANIEL, "free"), /Nothing has been said yet/);
  assert.doesNotMatch(words(DANIEL, "free"), /perhaps you/);
  assert.doesNotMatch(words(AMAL, "round"), /perhaps you/);
});

// --- a pause -----------------------------------------------------------------------------------------------------------

test("in a pause the next step of the moderation is to go on, before it can end the session", () => {
  const { room } = loaded(new Memory(), DANIEL);
  room.linked({ is: "live", slow: false });
  room.hear(view("paused"));
  room.hear({ mine: seenBy(DANIEL).mine });
  const { text } = new Drawn(steps(room));
  assert.match(text, /Next step[\s\S]*Go on[\s\S]*End the session/);
});

// --- for those who listen ----------------------------------------------------------------------------------------------

test("a contribution is named by who said what, and reads name, text, then the rest", () => {
  const { room, connect } = loaded();
  connect();
  const answer = contribution(11, JUTTA, "At eight.", { type: "objection", refers_to: 10 });
  room.hear({ seq: 10, contributions: [contribution(10, SAMIR, "In the morning."), answer] });
  const { text } = new Drawn(said(room, answer));
  assert.match(text, /aria-labelledby="c11-by c11-text"/);
  assert.match(text, /Jutta[\s\S]*At eight\.[\s\S]*<time[\s\S]*Objection to/);
});

test("a hidden contribution is named by who said it and why it is hidden", () => {
  const { room, connect } = loaded();
  connect();
  const held = contribution(11, JUTTA, "", { state: "held", reason: "unclear" });
  room.hear({ seq: 10, contributions: [held] });
  assert.match(new Drawn(said(room, held)).text, /aria-labelledby="c11-by c11-notice"[\s\S]*id="c11-notice"/);
});

test("the first links lead to the field, to what is new, to the newest, and to the moderation", () => {
  for (const [me, moderates] of [
    [AMAL, false],
    [DANIEL, true],
  ] as const) {
    const { room, connect } = loaded(new Memory(), me);
    connect();
    room.hear({ seq: 10, contributions: [contribution(10, SAMIR, "In the morning.")] });
    room.ui = { ...room.ui, since: { id: 10, at: 0 } };
    const { text } = new Drawn(skips(room, true, hasModeration(arranged(room))));
    assert.match(text, /To your field[\s\S]*To what is new since[\s\S]*To the newest contribution/);
    assert.equal(text.includes("To the moderation"), moderates);
  }
});

// --- a rehearsal -------------------------------------------------------------------------------------------------------

function rehearsing() {
  const page = loaded();
  page.room.place.rehearsal = "Rehearsal until 14:30";
  page.connect();
  return page.room;
}

test("whoever rehearses reads until when", () => {
  assert.match(new Drawn(top(rehearsing())).text, /Rehearsal until 14:30/);
  const page = loaded();
  page.connect();
  assert.doesNotMatch(new Drawn(top(page.room)).text, /top__rehearsal/);
});

test("a rehearsal that is gone is over, and asks nobody for an invitation", () => {
  const room = rehearsing();
  room.linked({ is: "over", code: 4504 });
  assert.match(new Drawn(connection(room)).text, /The rehearsal is over, and nothing of it was kept/);
  room.linked({ is: "over", code: 4503 });
  assert.match(new Drawn(connection(room)).text, /open in a newer tab/);
});
