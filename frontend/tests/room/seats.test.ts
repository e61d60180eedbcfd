import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import { openTypes } from "../../src/room/exchange/known";
import type * as protocol from "../../src/room/protocol";
import type { Mine } from "../../src/room/protocol";
import { ACTIVITY } from "../../src/room/seats/activity";
import { ownTask, seats } from "../../src/room/seats/view";
import { doing } from "../../src/room/view/doing";
import { Drawn } from "./drawn";
import { loaded, Memory } from "./page";
import { AMAL, DANIEL, JUTTA } from "./people";

const TELLS: protocol.seats.Seated = { person: AMAL, title: "", voice: "everything", instruction: "" };
const ASKS: protocol.seats.Seated = { person: JUTTA, title: "", voice: "questions", instruction: "" };

/** A pair of which Amal tells, until so many ms from now. */
function paired(me: number, next_at = 0, more: Partial<Mine["may"]> = {}, people = [TELLS, ASKS]) {
  const page = loaded(new Memory(), me, "free");
  page.connect();
  const now = page.room.clock;
  page.room.hear({ seq: 10, parts: { seats: { people, changes: 4, next_at: next_at && now + next_at } } });
  page.introduce(me, { "seats.ChangeSeats": "", ...more });
  return { ...page, asked: () => page.sent.map((each) => [each.do, each.fields]) };
}

test("each reads what they do now, and until when", () => {
  assert.match(new Drawn(ownTask(paired(AMAL, 61_000).room)).text, /You tell now.*You change over in/s);
  assert.match(new Drawn(ownTask(paired(JUTTA).room)).text, /You listen, and ask/);
  const titled = paired(JUTTA, 0, {}, [TELLS, { ...ASKS, title: "Mirror", instruction: "In your words" }]);
  assert.match(new Drawn(ownTask(titled.room)).text, /Your task now:.*Mirror.*In your words/s);
  assert.equal(new Drawn(ownTask(paired(DANIEL).room)).text, "");
});

test("whoever listens can only ask", () => {
  assert.deepEqual(openTypes(paired(JUTTA).room.state), ["question", "validity_question"]);
  assert.ok(openTypes(paired(AMAL).room.state).includes("thesis"));
});

test("when the time has come the page of whoever tells asks for the change, and the others a second later", () => {
  for (const [me, late, asks] of [
    [AMAL, 1000, false],
    [AMAL, -1, true],
    [JUTTA, -500, false],
    [JUTTA, -1500, true],
    [DANIEL, -9000, false],
  ] as const) {
    const { room, asked } = paired(me, late);
    room.seenNow();
    room.seenNow();
    assert.deepEqual(asked(), asks ? [["seats.ChangeSeats", { seen: 4 }]] : []);
  }
});

test("whoever tells, or moderates, lets people change earlier", () => {
  for (const me of [AMAL, DANIEL]) {
    const { room, asked } = paired(me);
    new Drawn(seats(room)).does("click");
    assert.deepEqual(asked(), [["seats.ChangeSeats", { seen: 4 }]]);
  }
  assert.doesNotMatch(new Drawn(seats(paired(JUTTA).room)).text, /We change over/);
  assert.match(new Drawn(doing(paired(AMAL).room)).text, /We change over/);
});

test("whoever observes reads that they do, and nothing is asked of them", () => {
  const { room } = paired(JUTTA, 0, { "exchange.Contribute": "seats.observes" });
  assert.match(new Drawn(doing(room)).text, /You observe/);
});

test("that one tells now is felt in the hand and stands in the title", () => {
  assert.equal(ACTIVITY.ownTurn?.(paired(AMAL).room), "You tell now");
  assert.equal(ACTIVITY.ownTurn?.(paired(JUTTA).room), undefined);
});
