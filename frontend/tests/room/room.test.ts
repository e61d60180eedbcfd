import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Link } from "../../src/room/connection";
import { EMPTY } from "../../src/room/drafts";
import { ACT } from "../../src/room/exchange/opened";
import { loaded, Memory, says, view } from "./page";
import { AMAL, APART, contribution, JUTTA, SAMIR, seenBy, told } from "./people";

const MOVED: Link = { is: "over", code: 4503 };

test("what is said without a connection stays marked, and is sent when there is one", () => {
  const { room, sent, connect } = loaded();
  connect();
  room.linked({ is: "lost" });
  says(room, "in a tunnel");
  assert.deepEqual(
    room.pending.map((each) => each.refused),
    [""],
  );
  connect();
  assert.deepEqual(
    sent.map((each) => each.fields.text),
    ["in a tunnel"],
  );
  assert.equal(room.pending.length, 1);
  room.hear({ ref: sent[0]?.ref ?? "", seq: 10 });
  assert.equal(room.pending.length, 0);
});

test("when the session moved elsewhere, what was not sent can be read, and is sent from here if one goes on here", () => {
  const { room, sent, connect } = loaded();
  connect();
  room.linked({ is: "lost" });
  says(room, "on its way");
  room.write({ text: "half a thought" });
  room.linked(MOVED);
  assert.deepEqual(room.unsent, ["on its way", "half a thought"]);
  connect();
  assert.deepEqual(room.unsent, []);
  assert.equal(room.drafts.contribution.text, "half a thought");
  assert.deepEqual(
    sent.map((each) => each.fields.text),
    ["on its way"],
  );
});

test("what is clicked while nobody listens any more is not done later", () => {
  const { room, connect } = loaded();
  connect();
  room.linked(MOVED);
  assert.equal(room.may("exchange.Contribute"), false);
  room.drafts.setText("pause-reason", "Fresh air");
  room.ask("agenda.PauseRoom", { reason: "Fresh air" }, "pause-reason");
  assert.deepEqual(room.outbox.all, []);
  assert.deepEqual(room.unsent, ["Fresh air"]);
});

test("a page that is loaded again and not let in still shows what was not sent", () => {
  const { room, connect, storage } = loaded();
  connect();
  room.linked({ is: "lost" });
  says(room, "on its way");
  room.write({ text: "half a thought" });
  const again = loaded(storage);
  again.room.linked({ is: "over", code: 4505 });
  assert.deepEqual(again.room.unsent, ["on its way", "half a thought"]);
});

test("when the session has ended, what it did not take any more is still there", () => {
  const { room, connect, sent } = loaded();
  connect();
  says(room, "too late");
  room.write({ text: "half a thought" });
  room.hear(view("closed"));
  room.hear({ ref: sent[0]?.ref ?? "", refused: "room.closed" });
  assert.deepEqual(room.unsent, ["too late", "half a thought"]);
});

test("what has arrived does not count as unsent", () => {
  const { room, connect } = loaded();
  connect();
  says(room, "just in time");
  room.hear(view("closed", { seq: 10, contributions: [contribution(10, AMAL, "just in time")] }));
  assert.deepEqual(room.unsent, []);
});

test("a text that is written anew is put before what stands in the composer by now", () => {
  const { room, connect, sent } = loaded();
  connect();
  says(room, "first");
  room.write({ text: "second" });
  room.hear({ ref: sent[0]?.ref ?? "", refused: "exchange.only_questions" });
  const refused = room.pending[0];
  assert.ok(refused);
  room.edit(refused);
  assert.equal(room.drafts.contribution.text, "first\nsecond");
});

test("a server that does not hear the others says so, until it does or another one is there", () => {
  const { room, connect } = loaded();
  connect();
  room.hear({ delayed: true });
  assert.equal(room.delayed, true);
  room.hear({ delayed: false });
  assert.equal(room.delayed, false);
  room.hear({ delayed: true });
  room.linked({ is: "lost" });
  assert.equal(room.delayed, false);
});

test("frames and parts that this page does not know change nothing in what it knows", () => {
  const { room, connect } = loaded();
  connect();
  const before = room.state;
  room.hear({ weather: "fine" } as never);
  assert.equal(room.state, before);
  room.hear({ seq: 10, parts: { ballots: {} } } as never);
  assert.deepEqual(room.state.parts.agenda, before.parts.agenda);
  assert.equal(room.state.seq, 10);
});

test("that the way has changed is not spoken; that one is connected again is", () => {
  const { room, connect } = loaded();
  connect();
  room.linked({ is: "live", slow: true });
  assert.deepEqual(room.ui.spoken, []);
  room.linked({ is: "lost" });
  connect();
  assert.equal(room.ui.spoken.length, 1);
});

test("what is sent by two clicks is sent once", () => {
  const { room, connect, sent } = loaded();
  connect();
  says(room, "once");
  room.contribute();
  assert.equal(sent.length, 1);
  assert.equal(room.outbox.all.length, 1);
});

test("when another person comes in the same tab, nothing of the one before is left", () => {
  const { room, connect, storage } = loaded();
  connect();
  room.linked({ is: "lost" });
  says(room, "Amal's own");
  room.write({ text: "Amal's draft" });
  const other = loaded(storage, JUTTA);
  other.connect();
  assert.deepEqual(other.sent, []);
  assert.deepEqual(other.room.outbox.all, []);
  assert.deepEqual(other.room.drafts.words, []);
});

test("that holds without storage as well, where the same page comes back as another person", () => {
  const storage = new Memory();
  storage.isFull = true;
  const { room, connect, introduce } = loaded(storage);
  connect();
  room.linked({ is: "lost" });
  says(room, "Amal's own");
  introduce(JUTTA);
  assert.deepEqual(room.outbox.all, []);
});

test("that a contribution has arrived is said anew for each: the same words twice are read aloud once", () => {
  const { room, connect, sent } = loaded();
  connect();
  says(room, "first");
  room.hear({ ref: sent[0]?.ref ?? "", seq: 10 });
  const { status } = room.ui;
  assert.notEqual(status, "");
  says(room, "second");
  assert.equal(room.ui.status, "");
  room.hear({ ref: sent[1]?.ref ?? "", seq: 11 });
  assert.equal(room.ui.status, status);
});

test("at each moment a text is stored: as a draft, on its way, or both", () => {
  const { room, connect, sent, storage } = loaded();
  connect();
  room.write({ text: "never lost" });
  const written = storage.history.length;
  room.contribute();
  room.hear({ ref: sent[0]?.ref ?? "", refused: "exchange.only_questions" });
  for (const stored of storage.history.slice(written - 1)) {
    assert.ok(JSON.stringify(stored).includes("never lost"), JSON.stringify(stored));
  }
});

test("a text for which nobody listens any more stays in the composer", () => {
  const { room, connect } = loaded();
  connect();
  room.linked(MOVED);
  says(room, "too late");
  assert.equal(room.drafts.contribution.text, "too late");
});

test("leaving warns while something is on its way; a draft is stored, and what was refused is one", () => {
  const { room, connect, sent } = loaded();
  connect();
  room.write({ text: "half a thought" });
  assert.equal(room.wouldLose, false);
  room.contribute();
  assert.equal(room.wouldLose, true);
  room.hear({ ref: sent[0]?.ref ?? "", refused: "exchange.only_questions" });
  assert.equal(room.wouldLose, false);
});

test("where nothing can be stored, nobody is promised that it is, and leaving warns of a draft too", () => {
  const storage = new Memory();
  const { room, connect } = loaded(storage);
  connect();
  assert.equal(room.isStored, true);
  storage.isFull = true;
  room.write({ text: "half a thought" });
  assert.equal(room.isStored, false);
  assert.equal(room.wouldLose, true);
  storage.isFull = false;
  room.write({ text: "half a thought more" });
  assert.equal(room.isStored, true);
});

test("a text is as long as it has characters, whatever they take up", () => {
  const { room, connect, sent } = loaded();
  connect();
  says(room, "😀".repeat(2_000));
  assert.equal(sent.length, 1);
  says(room, "😀".repeat(2_001));
  assert.equal(sent.length, 1);
  assert.equal(room.ui.notice, room.refusal("exchange.too_long"));
});

// --- led into another room of the session ------------------------------------------------------------------------------

const OTHER = { epoch: "other", seq: 5, contributions: [contribution(4, JUTTA, "In the group")] };

/** Into a group, and told which it is. */
function led(page: ReturnType<typeof loaded>, group = 3, view_ = view("open", OTHER)) {
  const { room } = page;
  room.hear(view_);
  const { mine } = told(seenBy(AMAL), { places: { ...APART, group } });
  assert.ok(mine);
  room.hear({ mine });
}

const back = (page: ReturnType<typeof loaded>) => led(page, 0, view());

test("in another room nothing of the one before is left, and what is half written waits to be taken along", () => {
  const page = loaded();
  const { room, connect } = page;
  connect();
  room.hear({ seq: 10, contributions: [contribution(10, JUTTA, "In the plenary")] });
  room.write({ text: "half a thought", refersTo: 10 });
  room.set({ reading: true });
  room.speak(["Jutta: In the plenary"]);
  ACT.set(room, { is: "withdraw", id: 10 });
  led(page);
  assert.deepEqual([...room.state.contributions.keys()], [4]);
  assert.equal(room.state.seq, 5);
  assert.equal(room.drafts.contribution.text, "");
  assert.deepEqual(
    room.drafts.begun.map(({ group, text }) => [group, text]),
    [[0, "half a thought"]],
  );
  assert.equal(ACT.in(room), null);
  assert.deepEqual(
    room.ui.spoken.map(({ text }) => text),
    ["You are now in group 3. Nobody else is here yet.", "Your unfinished text from the plenary"],
  );
  assert.equal(room.ui.notice, "");
});

test("what was begun can be taken along, before what one has written since; what it refers to stays behind", () => {
  const page = loaded();
  page.connect();
  const { room } = page;
  room.hear({ seq: 10, contributions: [contribution(10, JUTTA, "In the plenary")] });
  room.write({ text: "half a thought", type: "objection", attack: "rebut", refersTo: 10 });
  led(page);
  room.write({ text: "and more" });
  room.drafts.takeAlong(0);
  assert.deepEqual(room.drafts.contribution, {
    ...EMPTY,
    text: "half a thought\nand more",
  });
  assert.deepEqual(room.drafts.begun, []);
});

test("it waits where it was begun, for whoever comes back, with what it refers to", () => {
  const page = loaded();
  page.connect();
  const { room } = page;
  room.hear({ seq: 10, contributions: [contribution(10, JUTTA, "In the plenary")] });
  room.write({ text: "half a thought", type: "objection", refersTo: 10 });
  led(page);
  room.drafts.leaveThere(0);
  assert.deepEqual(room.drafts.begun, []);
  room.write({ text: "of the group" });
  back(page);
  assert.equal(room.drafts.contribution.text, "half a thought");
  assert.equal(room.drafts.contribution.refersTo, 10);
  assert.deepEqual(
    room.drafts.begun.map(({ group, text }) => [group, text]),
    [[3, "of the group"]],
  );
});

test("nothing of it is lost through several moves, a reload in between, and the end", () => {
  const page = loaded();
  page.connect();
  page.room.write({ text: "in the plenary" });
  led(page, 3);
  page.room.write({ text: "in group 3" });
  led(page, 4, view("open", { ...OTHER, epoch: "four" }));
  const again = loaded(page.storage);
  led(again, 3);
  assert.equal(again.room.drafts.contribution.text, "in group 3");
  led(again, 4, view("open", { ...OTHER, epoch: "four" }));
  again.room.write({ text: "in group 4" });
  led(again, 0, view("closed"));
  assert.deepEqual(again.room.unsent, ["in the plenary", "in group 3", "in group 4"]);
});

test("of a room that was restored nothing that one writes is taken for something from elsewhere", () => {
  const page = loaded();
  page.connect();
  page.room.write({ text: "half a thought" });
  led(page, 0, view("open", OTHER));
  assert.equal(page.room.drafts.contribution.text, "half a thought");
  assert.deepEqual(page.room.drafts.begun, []);
});

test("another person at the same page finds nothing of it", () => {
  const page = loaded();
  page.connect();
  page.room.write({ text: "half a thought" });
  led(page);
  page.introduce(SAMIR);
  assert.deepEqual(page.room.drafts.words, []);
});

test("what was on its way to the other room is not said in this one: it waits to be taken along, and a click is forgotten", () => {
  const page = loaded();
  const { room, connect, sent } = page;
  connect();
  room.linked({ is: "lost" });
  says(room, "first");
  says(room, "second");
  room.ask("agenda.GiveSignal", { signal: "ready" });
  room.write({ text: "third" });
  const before = sent.length;
  led(page);
  room.outbox.connected((text) => sent.push(JSON.parse(text)), room.steady());
  assert.equal(sent.length, before);
  assert.deepEqual(room.outbox.all, []);
  assert.deepEqual(
    room.drafts.begun.map(({ text }) => text),
    ["first\nsecond\nthird"],
  );
  assert.notEqual(room.ui.notice, "");
});

test("what the other room has taken all the same goes when its answer comes, and nothing else does", () => {
  const page = loaded();
  const { room, connect, sent } = page;
  connect();
  says(room, "first");
  says(room, "second");
  room.write({ text: "third" });
  led(page);
  room.hear({ ref: sent[0]?.ref ?? "", seq: 10 });
  assert.deepEqual(
    room.drafts.begun.map(({ text }) => text),
    ["second\nthird"],
  );
  assert.notEqual(room.ui.notice, "");
});

test("what the other room refused is kept", () => {
  const page = loaded();
  const { room, connect, sent } = page;
  connect();
  says(room, "$& first");
  led(page);
  room.hear({ ref: sent[0]?.ref ?? "", refused: "floor.not_yours" });
  assert.deepEqual(
    room.drafts.begun.map(({ text }) => text),
    ["$& first"],
  );
});

test("that holds where the page was loaded again in between", () => {
  const { room, connect, storage } = loaded();
  connect();
  room.linked({ is: "lost" });
  says(room, "to the plenary");
  const again = loaded(storage);
  led(again);
  again.room.outbox.connected((text) => again.sent.push(JSON.parse(text)), again.room.steady());
  assert.deepEqual(again.sent, []);
  assert.deepEqual(
    again.room.drafts.begun.map(({ group, text }) => [group, text]),
    [[0, "to the plenary"]],
  );
});

test("words for one thing of a room wait there: the same number means another thing elsewhere", () => {
  const { room, connect } = loaded();
  connect();
  room.drafts.setText("rewrite-4", "for the plenary");
  room.drafts.setText("new-rule", "Be kind");
  room.hear(view("open", OTHER));
  assert.equal(room.drafts.text("rewrite-4"), "");
  assert.equal(room.drafts.text("new-rule"), "Be kind");
  assert.deepEqual(room.drafts.words, ["for the plenary", "Be kind"]);
  room.hear(view());
  assert.equal(room.drafts.text("rewrite-4"), "for the plenary");
});
