import assert from "node:assert/strict";
import { test } from "node:test";
import { speaker } from "../../src/room/people/name";
import { people } from "../../src/room/people/view";
import type * as protocol from "../../src/room/protocol";
import { Drawn } from "./drawn";
import { loaded } from "./page";
import { AMAL, DANIEL, JUTTA, person } from "./people";

const GUEST = { ...person(JUTTA, "Jutta"), seq: 11, guest: true };

/** Daniel moderates, Amal has an account, Jutta came without one. */
function withGuest() {
  const page = loaded();
  page.connect();
  page.introduce(DANIEL);
  page.room.hear({ seq: 11, people: [GUEST] });
  return page.room;
}

function isMarked(drawn: string, name: string): boolean {
  return new RegExp(`${name}</bdi>\\s*<span class="name__guest">guest<`).test(drawn);
}

test("the list of people says of a guest that they are one, and of nobody else", () => {
  const { text } = new Drawn(people(withGuest()));
  assert.equal(isMarked(text, "Jutta"), true);
  assert.equal(text.match(/\bguest\b/g)?.length, 1);
});

test("the mark stands above what a guest said, too", () => {
  const room = withGuest();
  const said = (each: protocol.people.Person) => new Drawn(speaker(room, each)).text;
  assert.equal(isMarked(said(GUEST), "Jutta"), true);
  assert.equal(said(person(AMAL, "Amal")).includes("guest"), false);
});

test("whoever keeps the place with an account is a guest no longer", () => {
  const room = withGuest();
  room.hear({ seq: 12, people: [{ ...GUEST, seq: 12, guest: false }] });
  assert.doesNotMatch(new Drawn(people(room)).text, /\bguest\b/);
});

test("a guest whose name was taken out has no mark: it would tell who it was", () => {
  const room = withGuest();
  room.hear({ seq: 12, people: [{ ...GUEST, seq: 12, name: "" }] });
  assert.doesNotMatch(new Drawn(people(room)).text, /\bguest\b/);
});
