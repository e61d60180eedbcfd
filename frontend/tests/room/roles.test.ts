import assert from "node:assert/strict";
import { test } from "node:test";
import { reopening } from "../../src/room/agenda/reopening";
import { news } from "../../src/room/news";
import { away } from "../../src/room/people/away";
import { called } from "../../src/room/people/known";
import { menu } from "../../src/room/people/menu";
import { HANDING_OVER, MENU } from "../../src/room/people/opened";
import { handingOver } from "../../src/room/people/roles";
import { people } from "../../src/room/people/view";
import type { Mine } from "../../src/room/protocol";
import type { Room } from "../../src/room/room";
import { Drawn } from "./drawn";
import { loaded, view } from "./page";
import { AMAL, DANIEL, JUTTA, person } from "./people";

const plain = (text: string) => text.replace(/[\u2068\u2069]|<[^<>]*>/g, "").replace(/\s+/g, " ");

function asSeenBy(me: number, may: Mine["may"] = {}) {
  const page = loaded(undefined, me);
  page.connect();
  page.introduce(me, may);
  return page.room;
}

const MODERATING: Mine["may"] = { "people.GiveRole": "", "people.HandOver": "" };

// --- naming ----------------------------------------------------------------------------------------------------------

test("whoever moderates names somebody, with one tap", () => {
  const room = asSeenBy(DANIEL, MODERATING);
  MENU.set(room, AMAL);
  const drawn = new Drawn(menu(room, person(AMAL, "Amal")));
  assert.match(drawn.text, /Name as co-moderation.*Name as recorder/s);
  assert.doesNotMatch(drawn.text, /Takes part as the others do/);
  drawn.does("click");
  assert.deepEqual(
    room.outbox.asked.map((each) => [each.do, each.fields]),
    [["people.GiveRole", { person: AMAL, role: "co_moderator" }]],
  );
});

test("a role can be taken back, and nobody is offered the one that they have", () => {
  const room = asSeenBy(DANIEL, MODERATING);
  MENU.set(room, AMAL);
  const { text } = new Drawn(menu(room, person(AMAL, "Amal", "recorder")));
  assert.match(text, /Name as co-moderation.*Takes part as the others do/s);
  assert.doesNotMatch(text, /Name as recorder/);
});

test("at those who moderate, at people of trust and at those who are gone nothing of it is offered", () => {
  const room = asSeenBy(DANIEL, MODERATING);
  for (const role of ["moderator", "support_person"] as const)
    assert.equal(new Drawn(menu(room, person(AMAL, "Amal", role))).text, "");
  assert.equal(new Drawn(menu(room, { ...person(AMAL, "Amal"), removed: "insults" })).text, "");
});

test("handing over is asked once more, and Cancel changes nothing", () => {
  const room = asSeenBy(DANIEL, MODERATING);
  HANDING_OVER.set(room, JUTTA);
  const form = new Drawn(handingOver(room, person(JUTTA, "Jutta")));
  assert.match(form.text, /Hand over the moderation to .Jutta.\?/);
  form.does("click");
  assert.deepEqual(
    room.outbox.asked.map((each) => [each.do, each.fields]),
    [["people.HandOver", { person: JUTTA }]],
  );
  assert.equal(new Drawn(handingOver(room, person(JUTTA, "Jutta"))).text, "");
});

test("a co-moderator names people and hands over nothing", () => {
  const room = asSeenBy(AMAL, { "people.GiveRole": "" });
  MENU.set(room, JUTTA);
  const { text } = new Drawn(menu(room, person(JUTTA, "Jutta")));
  assert.match(text, /Name as recorder/);
  assert.doesNotMatch(text, /Hand over/);
});

test("who is given a role reads it, and all read who leads from now on", () => {
  const room = asSeenBy(AMAL);
  const told = (id: number, name: string, role: "moderator" | "recorder") => {
    const before = room.state;
    room.hear({ seq: before.seq + 1, people: [{ ...person(id, name, role), seq: before.seq + 1 }] });
    return news(before, room.state);
  };
  assert.deepEqual(told(AMAL, "Amal", "recorder"), [
    { text: "From now on you keep the record.", shown: true },
  ]);
  assert.equal(told(JUTTA, "Jutta", "recorder")[0]?.shown, false);
  const [leading] = told(JUTTA, "Jutta", "moderator");
  assert.match(leading?.text ?? "", /From now on .Jutta. moderates/);
  assert.equal(leading?.shown, true);
});

// --- away ------------------------------------------------------------------------------------------------------------

/** The page after so many seconds without the moderation. */
function missing(me: number, seconds: number, present: number[], may: Mine["may"] = {}) {
  const room = asSeenBy(me, may);
  let now = 0;
  Object.assign(room, { steady: () => now });
  room.hear({ present });
  away(room);
  now = seconds * 1_000;
  return room;
}

test("everybody is told that the moderation is away, but not at once", () => {
  assert.equal(new Drawn(away(missing(AMAL, 9, [AMAL]))).text.includes("not in the room"), false);
  assert.match(new Drawn(away(missing(AMAL, 11, [AMAL]))).text, /not in the room just now.*Please wait/s);
});

test("as soon as it is back nothing is said", () => {
  const room = missing(AMAL, 11, [AMAL]);
  room.hear({ present: [AMAL, DANIEL] });
  assert.doesNotMatch(new Drawn(away(room)).text, /not in the room/);
});

test("who goes on meanwhile is named", () => {
  const room = missing(AMAL, 11, [AMAL, JUTTA]);
  room.hear({ seq: 10, people: [{ ...person(JUTTA, "Jutta", "co_moderator"), seq: 10 }] });
  assert.match(new Drawn(away(room)).text, /Meanwhile .Jutta. goes on/);
});

test("after a minute a co-moderator is asked to take over, with one tap", () => {
  const may: Mine["may"] = { "people.TakeOver": "" };
  const room = missing(AMAL, 59, [AMAL], may);
  room.hear({ seq: 10, people: [{ ...person(AMAL, "Amal", "co_moderator"), seq: 10 }] });
  assert.doesNotMatch(new Drawn(away(room)).text, /Do you take over/);
  Object.assign(room, { steady: () => 60_000 });
  new Drawn(away(room)).does("click");
  assert.equal(room.outbox.asked[0]?.do, "people.TakeOver");
});

test("nobody is missed before the session begins, after its end, and in other rooms of it", () => {
  for (const stage of ["planned", "closed"] as const) {
    const room = missing(AMAL, 11, [AMAL]);
    room.hear(view(stage));
    assert.doesNotMatch(new Drawn(away(room)).text, /not in the room/);
  }
  const room = missing(AMAL, 11, [AMAL]);
  room.hear({ present: [AMAL], moderators: { [DANIEL]: 3 } });
  assert.doesNotMatch(new Drawn(away(room)).text, /not in the room/);
});

test("whoever moderates and is in a group is said to be there, and is missed once they have left it", () => {
  const room = asSeenBy(AMAL);
  let now = 0;
  Object.assign(room, { steady: () => now });
  room.hear({ present: [AMAL], moderators: { [DANIEL]: 3 } });
  assert.match(plain(new Drawn(people(room)).text), /Daniel.*Group 3/);
  away(room);
  now = 70_000;
  assert.doesNotMatch(new Drawn(away(room)).text, /not in the room/);
  room.hear({ present: [AMAL], moderators: { [DANIEL]: 0 } });
  assert.match(plain(new Drawn(people(room)).text), /Daniel.*in the plenary/);
  room.hear({ present: [AMAL] });
  away(room);
  now = 140_000;
  assert.match(new Drawn(away(room)).text, /not in the room/);
});

function inGroup(room: Room): Room {
  const mine = room.state.mine as Mine;
  room.hear({ mine: { ...mine, places: { ...mine.places, group: 2 } } });
  return room;
}

test("in a small group only the co-moderation misses the moderation, and takes over there, too", () => {
  assert.doesNotMatch(new Drawn(away(inGroup(missing(AMAL, 11, [AMAL])))).text, /not in the room/);
  const room = asSeenBy(JUTTA, { "people.TakeOver": "", "agenda.MovePhase": "" });
  room.hear({ seq: 10, people: [{ ...person(JUTTA, "Jutta", "co_moderator"), seq: 10 }] });
  let now = 0;
  Object.assign(room, { steady: () => now });
  inGroup(room);
  room.hear({ present: [JUTTA] });
  away(room);
  now = 60_000;
  new Drawn(away(room)).does("click");
  assert.equal(room.outbox.asked[0]?.do, "people.TakeOver");
  room.hear({ present: [JUTTA], elsewhere: { 7: [DANIEL] }, moderators: { [DANIEL]: 0 } });
  assert.doesNotMatch(new Drawn(away(room)).text, /not in the room/);
});

// --- the same name ---------------------------------------------------------------------------------------------------

test("people of one name are told apart in the list and in sentences", () => {
  const room = asSeenBy(AMAL);
  room.hear({ seq: 10, people: [{ ...person(JUTTA, "Amal"), seq: 10, number: 2 }] });
  assert.equal(room.nameOf(JUTTA), "Amal (2)");
  assert.equal(room.nameOf(AMAL), "Amal");
  assert.match(new Drawn(people(room)).text, /Amal \(2\)/);
});

test("those whose names were erased are told apart, too", () => {
  assert.equal(called({ ...person(JUTTA, ""), number: 3 }), "Somebody (3)");
});

// --- reopening -------------------------------------------------------------------------------------------------------

function ended(minutes: number, me = DANIEL, may: Mine["may"] = { "agenda.ReopenRoom": "" }) {
  const room = asSeenBy(me, may);
  room.hear(view("closed"));
  Object.assign(room, { steady: () => 600_000 + minutes * 60_000 });
  return room;
}

test("whoever moderates goes on with what was ended by mistake, with a reason", () => {
  const room = ended(5);
  new Drawn(reopening(room)).does("click");
  const elements = { namedItem: () => ({ value: "The wrong button" }) };
  new Drawn(reopening(room)).does("submit", { elements });
  assert.deepEqual(
    room.outbox.asked.map((each) => [each.do, each.fields]),
    [["agenda.ReopenRoom", { reason: "The wrong button" }]],
  );
});

test("after an hour, and to others, it is not offered", () => {
  assert.equal(new Drawn(reopening(ended(61))).text, "");
  assert.equal(new Drawn(reopening(ended(5, AMAL, {}))).text, "");
});

test("the room hears that the session goes on, and why", () => {
  const room = ended(5);
  const before = room.state;
  const { agenda } = before.parts;
  assert.ok(agenda);
  const reopened = [{ at: 0, by: DANIEL, reason: "The wrong button" }];
  room.hear({ seq: 11, parts: { agenda: { ...agenda, stage: "open", reopened } } });
  assert.match(room.ui.notice, /goes on after all: .The wrong button/);
});
