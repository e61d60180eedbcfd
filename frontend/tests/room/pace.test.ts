import assert from "node:assert/strict";
import { test } from "node:test";
import { pace, slowing, waiting } from "../../src/room/agenda/pace";
import { steps } from "../../src/room/agenda/steps";
import { Drawn } from "./drawn";
import { loaded, Memory, says, view } from "./page";
import { AMAL, contribution, DANIEL, parts } from "./people";

/** Where it goes slowly, so many ms after the last word of Amal. */
function slowly(me: number, since: number, slow = 60) {
  const page = loaded(new Memory(), me);
  page.connect();
  const { agenda } = parts();
  const now = { ...agenda, slow, slow_reason: slow ? "It gets heated" : "" };
  const said = { ...contribution(20, AMAL, "First"), at: 1_000_000 };
  page.room.hear(view("open", { seq: 21, now: 1_000_000 + since, contributions: [said] }));
  page.room.hear({ seq: 22, parts: { agenda: now } });
  return page;
}

test("whoever has just spoken reads how long they wait, and keeps their text", () => {
  const { room, sent } = slowly(AMAL, 20_000);
  assert.match(
    new Drawn(pace(room)).text,
    /60 seconds between two contributions.*It gets heated.*again in 0:[34]\d/s,
  );
  says(room, "Second");
  assert.deepEqual(sent, []);
  assert.match(room.ui.notice, /you can send this in 0:[34]\d/);
  assert.equal(room.drafts.contribution.text, "Second");
});

test("after that one sends as usual", () => {
  const { room, sent } = slowly(AMAL, 61_000);
  says(room, "Second");
  assert.equal(sent.length, 1);
});

test("the moderation does not wait, and nobody does where it goes as usual", () => {
  assert.equal(waiting(slowly(DANIEL, 0).room), 0);
  assert.equal(waiting(slowly(AMAL, 0, 0).room), 0);
  assert.equal(new Drawn(pace(slowly(AMAL, 0, 0).room)).text, "");
});

test("the moderation slows it down with a reason, and lifts that again", () => {
  const { room, sent } = slowly(DANIEL, 0, 0);
  assert.match(new Drawn(steps(room)).text, /Slow down/);
  new Drawn(slowing(room)).does("submit");
  assert.match(room.ui.notice, /Please say why/);
  room.drafts.setText("slow-reason", "It gets heated");
  new Drawn(slowing(room)).does("submit");
  assert.deepEqual(sent.at(-1)?.fields, { seconds: 60, reason: "It gets heated" });
  assert.match(new Drawn(steps(slowly(DANIEL, 0).room)).text, /At the usual pace again/);
});
