/** The small groups that are out, as all who moderate are told wherever they are, and the proposal for the next ones. */

import { knownName, nameOf } from "../people/known";
import { ownGroup } from "../places/known";
import type * as protocol from "../protocol";
import type { State } from "../state";
import type { How } from "./opened";

/** They talk in small groups; who moderates or observes is in none. */
const PLACED: readonly protocol.acting.Role[] = ["participant", "recorder"];

export type Row = protocol.overview.GroupRow;
export type Call = protocol.calls.GroupCall;

export function rows({ groups }: State): readonly Row[] {
  return groups?.groups ?? [];
}

export function rowOf(state: State, room: number): Row | undefined {
  return rows(state).find((each) => each.room === room);
}

/** Until when people go on before everybody comes back, ms; 0 where nobody was recalled. */
export function recalledUntil({ groups }: State): number {
  return groups?.recalled_until ?? 0;
}

/** Whether somebody still has to answer. */
export function isOpen({ call }: Row): boolean {
  return call !== null && call.answer === null;
}

/** Whoever put it into words speaks for the group. */
export function caller({ person, writer }: Call): number {
  return writer ?? person;
}

export function openCalls(state: State): Row[] {
  return rows(state).filter(isOpen);
}

/** Those that I promised to come to, and where I am not yet. */
export function promised(state: State): Row[] {
  const me = state.mine?.person;
  return rows(state).filter(
    ({ call, moderators }) => me !== undefined && call?.by === me && !moderators.includes(me),
  );
}

/** In a group one knows the people of that group only: those of others are named by the overview. */
export function named(state: State, person: number | null): string {
  return knownName(state, person) ?? (state.groups?.names[person ?? 0] || nameOf(state, person));
}

export function isDone({ done }: Row): boolean {
  return done !== null;
}

export function isThere(state: State, row: Row): boolean {
  return ownGroup(state) === row.number;
}

/** Those who can be in a group and are in the session now. */
export function present(state: State): protocol.people.Person[] {
  return [...state.people.values()].filter(
    ({ id, role, removed }) =>
      PLACED.includes(role) && !removed && (state.present.has(id) || state.elsewhere.has(id)),
  );
}

/** Who is here while the others are in groups, and belongs to none: they came late, or were called back. */
export function withoutGroup(state: State): protocol.people.Person[] {
  if (!rows(state).length || ownGroup(state)) return [];
  const placed = new Set(rows(state).flatMap(({ people }) => people));
  return present(state).filter(({ id }) => !placed.has(id));
}

// --- the proposal -------------------------------------------------------------------------------------------------------

export type Proposal = protocol.groups.GroupsProposal;

export function proposal({ parts: { groups } }: State): Proposal | null {
  return groups?.proposal ?? null;
}

/** The code of the reason why groups cannot be formed so just now; empty if they can. */
export function whyNot({ parts: { groups } }: State, how: How): string {
  if (how === "as_last" && !groups?.last) return "groups.no_groups_yet";
  return how === "prepared" && !groups?.prepared ? "groups.nothing_prepared" : "";
}

/** In which group of the proposal somebody is, counted from 0; null where they are in none. */
export function seatOf({ groups }: Proposal, person: number): number | null {
  const found = groups.findIndex(({ people }) => people.includes(person));
  return found < 0 ? null : found;
}

/** Who is here and would stay behind: they came after the proposal was made, or were taken out of it. */
export function unseated(state: State, made: Proposal): protocol.people.Person[] {
  return present(state).filter(({ id }) => seatOf(made, id) === null);
}

/** Who is in the proposal and has left since. */
export function isAway(state: State, person: number): boolean {
  return !state.present.has(person) && !state.elsewhere.has(person);
}
