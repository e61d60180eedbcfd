/** Who somebody is, and who is here. */

import type * as protocol from "../protocol";
import type { State } from "../state";
import { numbered, somebody } from "./words";

/** Those who may not know who it is read no name. */
export function nameOf(state: State, id: number | null): string {
  return called(state.people.get(id ?? 0));
}

/** For sentences that bend the word for somebody whose name is not known: without a name they have another form. */
export function knownName(state: State, id: number | null): string | undefined {
  const person = state.people.get(id ?? 0);
  return person?.name ? called(person) : undefined;
}

/** How a sentence calls somebody, so that people of one name are told apart. */
export function called(person: protocol.people.Person | undefined): string {
  const name = person?.name || somebody();
  return person && person.number > 1 ? numbered(name, person.number) : name;
}

/** They moderate: they are named first, and cannot be removed. */
export const LEADING: readonly protocol.acting.Role[] = ["moderator", "co_moderator"];

export function isLeading(state: State, id: number | null): boolean {
  const role = state.people.get(id ?? 0)?.role;
  return role !== undefined && LEADING.includes(role);
}

export function participantsHere(state: State): protocol.people.Person[] {
  return [...state.people.values()].filter(
    (person) => person.role === "participant" && state.present.has(person.id),
  );
}
