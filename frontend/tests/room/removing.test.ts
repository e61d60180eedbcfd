import assert from "node:assert/strict";
import { test } from "node:test";
import { news } from "../../src/room/news";
import { menu } from "../../src/room/people/menu";
import { MENU, REMOVING } from "../../src/room/people/opened";
import { removing } from "../../src/room/people/removing";
import { people } from "../../src/room/people/view";
import { Drawn } from "./drawn";
import { loaded } from "./page";
import { AMAL, DANIEL, JUTTA, person } from "./people";

/** Daniel moderates; Amal is here, Jutta is not. */
function moderating() {
  const page = loaded();
  page.connect();
  page.introduce(DANIEL, { "people.RemovePerson": "" });
  page.room.hear({ present: [DANIEL, AMAL] });
  return page.room;
}

test("a moderator has a menu at everybody but those who moderate", () => {
  const room = moderating();
  assert.match(new Drawn(menu(room, person(AMAL, "Amal"))).text, /What can be done about/);
  assert.equal(new Drawn(menu(room, person(DANIEL, "Daniel", "moderator"))).text, "");
  assert.equal(new Drawn(menu(room, { ...person(AMAL, "Amal"), removed: "insults" })).text, "");
});

test("nobody else has one", () => {
  const page = loaded();
  page.connect();
  page.introduce(AMAL);
  assert.equal(new Drawn(menu(page.room, person(JUTTA, "Jutta"))).text, "");
});

test("the room reads what it will read before anything happens, and Cancel changes nothing", () => {
  const room = moderating();
  MENU.set(room, AMAL);
  const entries = new Drawn(menu(room, person(AMAL, "Amal")));
  assert.doesNotMatch(entries.text, /Free the place/);
  entries.does("click");
  assert.equal(room.focus, `#removing-${AMAL}`);
  const form = new Drawn(removing(room, person(AMAL, "Amal")));
  assert.match(form.text, /The moderation has removed .Amal.\. The reason:/);
  assert.doesNotMatch(form.text, /absent/);
  form.does("click");
  assert.equal(REMOVING.in(room), null);
  assert.equal(room.outbox.asked.length, 0);
});

test("it is asked once, with the reason that was chosen", () => {
  const room = moderating();
  REMOVING.set(room, { id: AMAL, reason: "insults" });
  const form = new Drawn(removing(room, person(AMAL, "Amal")));
  form.does("submit");
  form.does("submit");
  assert.deepEqual(
    room.outbox.asked.map((each) => [each.do, each.fields]),
    [["people.RemovePerson", { person: AMAL, reason: "insults" }]],
  );
});

test("the place of somebody who is not here can be freed", () => {
  const room = moderating();
  MENU.set(room, JUTTA);
  new Drawn(menu(room, person(JUTTA, "Jutta"))).does("click");
  assert.deepEqual(REMOVING.in(room), { id: JUTTA, reason: "absent" });
  assert.match(new Drawn(removing(room, person(JUTTA, "Jutta"))).text, /as long as a place is free/);
});

test("the room is told who was removed and why, once", () => {
  const room = moderating();
  const before = room.state;
  room.hear({ seq: 11, people: [{ ...person(AMAL, "Amal"), seq: 11, removed: "insults" }] });
  const told = news(before, room.state);
  assert.match(told[0]?.text ?? "", /removed .Amal.*insults/);
  assert.equal(told[0]?.shown, true);
  assert.deepEqual(news(room.state, room.state), []);
});

test("those who were removed are marked in the list", () => {
  const room = moderating();
  room.hear({ seq: 11, people: [{ ...person(AMAL, "Amal"), seq: 11, removed: "insults" }] });
  assert.match(new Drawn(people(room)).text, /Amal[\s\S]*removed/);
});
