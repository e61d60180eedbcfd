/** Who hears what of people: who comes and goes, and who was removed, and why, and who has which role. */

import { type Kind, type Row, row } from "../announcements";
import type * as protocol from "../protocol";
import type { State } from "../state";
import { called, nameOf } from "./known";
import { removed } from "./removing";
import * as words from "./words";

type Person = protocol.people.Person;
type Present = State["present"];

export const ANNOUNCEMENTS: Row[] = [
  moving(
    "somebody comes",
    "came",
    (before, after) => [...after].filter((id) => !before.has(id)),
    words.hasCome,
  ),
  moving(
    "somebody goes",
    "went",
    (before, after) => [...before].filter((id) => !after.has(id)),
    words.hasGone,
    ({ moderators }, id) => !moderators.has(id),
  ),
  // Whoever moderates and walks from group to group has not left.
  row<number>({
    event: "a moderator walks",
    happened: (before, after) =>
      here(
        before,
        after,
        [...before.present].filter((id) => !after.present.has(id) && after.moderators.has(id)),
      ),
    concerned: (id) => id,
    hears: {
      everybody: (id, state) => ({ text: words.isIn(nameOf(state, id), state.moderators.get(id) ?? 0) }),
    },
  }),
  row<Person>({
    event: "somebody is removed",
    happened: (before, after) => changed(before, after, (was, is) => !was.removed && is.removed !== null),
    hears: {
      everybody: (person) => ({ text: removed(called(person), person.removed ?? "own_wish"), shown: true }),
    },
  }),
  // To be seen by whom it concerns, and by all where somebody else leads from now on.
  row<Person>({
    event: "somebody gets a role",
    happened: (before, after) => changed(before, after, (was, is) => was.role !== is.role),
    concerned: ({ id }) => id,
    hears: {
      concerned: ({ role }) => ({ text: words.yourRole(role), shown: true }),
      everybody: (person) => ({
        text: words.roleOf(called(person), person.role),
        shown: person.role === "moderator",
      }),
    },
  }),
];

/** Before one is here oneself, one does not know who is: who is found there then has not just come. */
function here(before: State, after: State, moved: number[]): number[] {
  const me = after.mine?.person ?? 0;
  const isKnown = before.present !== after.present && before.present.has(me) && after.present.has(me);
  return isKnown ? moved : [];
}

function moving(
  event: string,
  kind: Kind,
  who: (before: Present, after: Present) => number[],
  say: (name: string) => string,
  isSo: (after: State, id: number) => boolean = () => true,
): Row {
  return row<number>({
    event,
    happened: (before, after) =>
      here(before, after, who(before.present, after.present)).filter((id) => isSo(after, id)),
    concerned: (id) => id,
    hears: { everybody: (id, state) => ({ text: say(nameOf(state, id)), kind, by: id }) },
  });
}

function changed(before: State, after: State, is: (was: Person, is: Person) => boolean): Person[] {
  if (before.people === after.people) return [];
  return [...after.people.values()].filter((person) => {
    const known = before.people.get(person.id);
    return known !== undefined && is(known, person);
  });
}
