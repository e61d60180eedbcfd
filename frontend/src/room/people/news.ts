import type { News } from "../news";
import type * as protocol from "../protocol";
import type { State } from "../state";
import { called } from "./known";
import { removed } from "./removing";
import * as words from "./words";

/** The room is told who was removed, and why; and who has which role from now on. */
export function news(before: State, after: State): News[] {
  if (before.people === after.people) return [];
  return [...after.people.values()].flatMap((person) => {
    const known = before.people.get(person.id);
    return known ? [...removal(known, person), ...role(known, person, after)] : [];
  });
}

function removal(known: protocol.people.Person, person: protocol.people.Person): News[] {
  if (!person.removed || known.removed) return [];
  return [{ text: removed(called(person), person.removed), shown: true }];
}

/** To be seen by whom it concerns, and by all where somebody else leads from now on. */
function role(known: protocol.people.Person, person: protocol.people.Person, { mine }: State): News[] {
  if (known.role === person.role) return [];
  if (person.id === mine?.person) return [{ text: words.yourRole(person.role), shown: true }];
  return [{ text: words.roleOf(called(person), person.role), shown: person.role === "moderator" }];
}
