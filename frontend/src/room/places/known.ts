/** In which small group one is, and who is in which. */

import { isLeading, nameOf } from "../people/known";
import type * as protocol from "../protocol";
import type { State } from "../state";

/** The number of the group that this room is; 0 where it is none. */
export function ownGroup({ mine }: State): number {
  return mine?.places.group ?? 0;
}

/** Whether one belongs to it, and is not there as whoever moderates. */
export function belongs({ mine }: State): boolean {
  return mine?.places.people.includes(mine.person) ?? false;
}

/** The others who belong to it. */
export function companions(state: State): number[] {
  const { people = [] } = state.mine?.places ?? {};
  return people.filter((id) => id !== state.mine?.person);
}

export function namesOf(state: State, people: readonly number[]): string[] {
  return people.map((id) => nameOf(state, id));
}

/** When everybody goes back, as those in the groups and all who moderate are told; 0 as long as nobody has said so. */
export function recalledUntil({ mine, parts: { places } }: State): number {
  return mine?.places.recalled_until || places?.recalled_until || 0;
}

/** As moderators in the plenary are told; 0 where somebody is in none. */
export function groupOf({ parts: { places } }: State, person: number): number {
  const room = places?.at[person];
  return (room !== undefined && places?.numbers?.[room]) || 0;
}

/** What the moderation says to a small group, from wherever it is: nobody there is to miss it. */
export function isMessage(state: State, { type, by }: protocol.exchange.Contribution): boolean {
  return ownGroup(state) > 0 && type === "process" && isLeading(state, by);
}

export interface SmallGroup {
  room: number;
  number: number;
  people: number[];
  host: number | undefined;
}

/** Of this phase, as moderators in the plenary see them. */
export function smallGroups({ parts: { places } }: State): SmallGroup[] {
  const { at = {}, groups = [], hosts = {}, numbers = {} } = places ?? {};
  const people = Object.entries(at).map(([id, room]) => ({ id: Number(id), room }));
  return groups.map((room) => ({
    room,
    number: numbers[room] ?? 0,
    people: people.filter((each) => each.room === room).map(({ id }) => id),
    host: hosts[room],
  }));
}
