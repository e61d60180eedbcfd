/** In which small group one is, and who is in which. */

import { nameOf } from "../people/known";
import type { State } from "../state";

/** The number of the group that this room is; 0 where it is none. */
export function ownGroup({ mine }: State): number {
  return mine?.places.group ?? 0;
}

/** The others who belong to it. */
export function companions(state: State): string[] {
  const { people = [] } = state.mine?.places ?? {};
  return people.filter((id) => id !== state.mine?.person).map((id) => nameOf(state, id));
}

/** As moderators in the plenary are told; 0 where somebody is in none. */
export function groupOf({ parts: { places } }: State, person: number): number {
  const room = places?.at[person];
  return places && room !== undefined ? places.rooms.indexOf(room) + 1 : 0;
}

export interface SmallGroup {
  room: number;
  number: number;
  people: number[];
  host: number | undefined;
}

/** Of this phase, as moderators in the plenary see them. */
export function smallGroups({ parts: { places } }: State): SmallGroup[] {
  const { rooms = [], at = {}, groups = [], hosts = {} } = places ?? {};
  const people = Object.entries(at).map(([id, room]) => ({ id: Number(id), room }));
  return groups.map((room) => ({
    room,
    number: rooms.indexOf(room) + 1,
    people: people.filter((each) => each.room === room).map(({ id }) => id),
    host: hosts[room],
  }));
}
