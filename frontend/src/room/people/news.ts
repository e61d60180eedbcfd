import type { News } from "../news";
import type { State } from "../state";
import { nameOf } from "./known";
import { removed } from "./removing";

/** The room is told who was removed, and why. */
export function news(before: State, after: State): News[] {
  if (before.people === after.people) return [];
  return [...after.people.values()].flatMap(({ id, removed: reason }) => {
    const isNew = reason && before.people.has(id) && !before.people.get(id)?.removed;
    return isNew ? [{ text: removed(nameOf(after, id), reason), shown: true }] : [];
  });
}
