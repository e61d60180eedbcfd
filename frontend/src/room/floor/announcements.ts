/** Who hears what of the speaking list. */

import { once, type Row, row } from "../announcements";
import { nameOf } from "../people/known";
import type { State } from "../state";
import { peopleBefore } from "../words";
import * as words from "./words";

export const ANNOUNCEMENTS: Row[] = [
  row<number>({
    event: "somebody comes onto the speaking list",
    happened: (before, after) => waiting(after).filter((person) => !waiting(before).includes(person)),
    concerned: (person) => person,
    hears: {
      concerned: (person, state) => ({ text: words.onTheList(waiting(state).indexOf(person)) }),
      moderation: (person, state) => ({ text: words.comesOntoList(nameOf(state, person)) }),
    },
  }),
  row<number>({
    event: "somebody comes to be first on the list",
    happened: (before, after) =>
      waiting(after)
        .slice(0, 1)
        .filter((person) => waiting(before).indexOf(person) > 0),
    concerned: (person) => person,
    hears: { concerned: () => ({ text: peopleBefore(0) }) },
  }),
  row({
    event: "somebody is taken off the list",
    happened: (before, after) => once(Boolean(after.mine?.floor.struck && !before.mine?.floor.struck)),
    hears: { everybody: () => ({ text: words.struck(), shown: true }) },
  }),
  row<number>({
    event: "a turn ends",
    happened: (before, after) => (holder(before) === holder(after) ? [] : one(holder(before))),
    concerned: (person) => person,
    hears: { concerned: () => ({ text: words.floorBack() }) },
  }),
  row<number>({
    event: "somebody gets the floor",
    happened: (before, after) => (holder(before) === holder(after) ? [] : one(holder(after))),
    concerned: (person) => person,
    hears: {
      concerned: () => ({ text: words.haveFloor() }),
      everybody: (person, state) => ({ text: words.hasFloor(nameOf(state, person)) }),
    },
  }),
];

function waiting({ parts: { floor } }: State): number[] {
  return floor?.requests.map(({ person }) => person) ?? [];
}

function holder({ parts: { floor } }: State): number | undefined {
  return floor?.holder?.person;
}

function one(person: number | undefined): number[] {
  return person === undefined ? [] : [person];
}
