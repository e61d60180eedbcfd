/** Who hears what of the inner circle. */

import { type Row, row } from "../announcements";
import { nameOf } from "../people/known";
import type { State } from "../state";
import { inside } from "./known";
import * as words from "./words";

export const ANNOUNCEMENTS: Row[] = [
  row<number>({
    event: "somebody sits down in the inner circle",
    happened: (before, after) => inside(after).filter((person) => !inside(before).includes(person)),
    hears: { everybody: (person, state) => ({ text: words.sitsDown(nameOf(state, person)) }) },
  }),
  row<number>({
    event: "somebody makes room in the inner circle",
    happened: (before, after) => inside(before).filter((person) => goes(person, after)),
    hears: { everybody: (person, state) => ({ text: words.makesRoom(nameOf(state, person)) }) },
  }),
  row<number>({
    event: "somebody is asked to make room",
    happened: (before, after) => asked(after).filter((person) => !asked(before).includes(person)),
    concerned: (person) => person,
    hears: { concerned: () => ({ text: words.youAreAsked() }) },
  }),
];

/** In the next phase nobody makes room: there is no circle any more. */
function goes(person: number, after: State): boolean {
  return (after.parts.fishbowl?.chairs ?? 0) > 0 && !inside(after).includes(person);
}

function asked({ parts }: State): readonly number[] {
  return parts.fishbowl?.asked ?? [];
}
