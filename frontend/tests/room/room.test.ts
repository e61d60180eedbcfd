import assert from "node:assert/strict";
import { test } from "node:test";
import type { Link } from "../../src/room/connection";
import { ACT } from "../../src/room/exchange/opened";
import { loaded, Memory, says, view } from "./page";
import { AMAL, contribution, JUTTA } from "./people";

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

test("in another room nothing of the one before is left, and what is half written comes along", () => {
  const { room, connect } = loaded();
  connect();
  room.hear({ seq: 10, contributions: [contribution(10, JUTTA, "In the plenary")] });
  room.write({ text: "half a thought", refersTo: 10 });
  room.set({ reading: true });
  room.speak(["Jutta: In the plenary"]);
  ACT.set(room, { is: "withdraw", id: 10 });
  room.hear(view("open", OTHER));
  assert.deepEqual([...room.state.contributions.keys()], [4]);
  assert.equal(room.state.seq, 5);
  assert.equal(room.drafts.contribution.text, "half a thought");
  assert.equal(room.drafts.contribution.refersTo, null);
  assert.equal(ACT.in(room), null);
  assert.deepEqual(room.ui.spoken, []);
  assert.equal(room.ui.notice, "");
});

test("what was on its way to the other room is not said in this one: it waits in the field, and a click is forgotten", () => {
  const { room, connect, sent } = loaded();
  connect();
  room.linked({ is: "lost" });
  says(room, "first");
  says(room, "second");
  room.ask("agenda.GiveSignal", { signal: "ready" });
  room.write({ text: "third" });
  const before = sent.length;
  room.hear(view("open", OTHER));
  room.outbox.connected((text) => sent.push(JSON.parse(text)), room.steady());
  assert.equal(sent.length, before);
  assert.deepEqual(room.outbox.all, []);
  assert.equal(room.drafts.contribution.text, "first\nsecond\nthird");
  assert.notEqual(room.ui.notice, "");
});

test("what the other room has taken all the same goes from the field when its answer comes, and nothing else does", () => {
  const { room, connect, sent } = loaded();
  connect();
  says(room, "first");
  says(room, "second");
  room.write({ text: "third" });
  room.hear(view("open", OTHER));
  room.hear({ ref: sent[0]?.ref ?? "", seq: 10 });
  assert.equal(room.drafts.contribution.text, "second\nthird");
  assert.notEqual(room.ui.notice, "");
});

test("what the other room refused stays in the field", () => {
  const { room, connect, sent } = loaded();
  connect();
  says(room, "$& first");
  room.hear(view("open", OTHER));
  room.hear({ ref: sent[0]?.ref ?? "", refused: "floor.not_yours" });
  assert.equal(room.drafts.contribution.text, "$& first");
});

test("that holds where the page was loaded again in between", () => {
  const { room, connect, storage } = loaded();
  connect();
  room.linked({ is: "lost" });
  says(room, "to the plenary");
  const again = loaded(storage);
  again.room.hear(view("open", OTHER));
  again.room.outbox.connected((text) => again.sent.push(JSON.parse(text)), again.room.steady());
  assert.deepEqual(again.sent, []);
  assert.equal(again.room.drafts.contribution.text, "to the plenary");
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
