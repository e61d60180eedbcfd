/** Who hears what of people: who comes and goes, and who was removed, and why. */

import { type Kind, type Row, row } from "../announcements";
import type { State } from "../state";
import { nameOf } from "./known";
import { removed } from "./removing";
import * as words from "./words";

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
  ),
  row<number>({
    event: "somebody is removed",
    happened: newlyRemoved,
    hears: {
      everybody: (id, state) => ({
        text: removed(nameOf(state, id), state.people.get(id)?.removed ?? "own_wish"),
        shown: true,
      }),
    },
  }),
];

/** Before one is here oneself, one does not know who is: who is found there then has not just come. */
function moving(
  event: string,
  kind: Kind,
  who: (before: Present, after: Present) => number[],
  say: (name: string) => string,
): Row {
  return row<number>({
    event,
    happened: (before, after) => {
      const me = after.mine?.person ?? 0;
      if (before.present === after.present || !before.present.has(me) || !after.present.has(me)) return [];
      return who(before.present, after.present);
    },
    concerned: (id) => id,
    hears: { everybody: (id, state) => ({ text: say(nameOf(state, id)), kind, by: id }) },
  });
}

function newlyRemoved(before: State, after: State): number[] {
  if (before.people === after.people) return [];
  const isNew = ({ id, removed: reason }: { id: number; removed: unknown }) =>
    reason && before.people.has(id) && !before.people.get(id)?.removed;
  return [...after.people.values()].filter(isNew).map(({ id }) => id);
}
