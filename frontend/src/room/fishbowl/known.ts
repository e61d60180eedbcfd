/** Who sits in the inner circle, and how many chairs are free. */

import { participantsHere } from "../people/known";
import type * as protocol from "../protocol";
import type { State } from "../state";

export function inside({ parts }: State): readonly number[] {
  return parts.fishbowl?.inside ?? [];
}

export function isInside(state: State): boolean {
  return inside(state).includes(state.mine?.person ?? 0);
}

export function freeChairs(state: State): number {
  return (state.parts.fishbowl?.chairs ?? 0) - inside(state).length;
}

/** One can sit down: on a free chair, or on that of somebody who has gone. */
export function hasPlace(state: State): boolean {
  return freeChairs(state) > 0 || inside(state).some((person) => !state.present.has(person));
}

export function isAsked(state: State, person = state.mine?.person ?? 0): boolean {
  return state.parts.fishbowl?.asked.includes(person) ?? false;
}

export function outside(state: State): protocol.people.Person[] {
  return participantsHere(state).filter(({ id }) => !inside(state).includes(id));
}
