import { participantsHere } from "../people/known";
import type * as protocol from "../protocol";
import type { State } from "../state";

/** As I may see it: my own hidden ones with their text. */
export function seen(
  state: State,
  contribution: protocol.exchange.Contribution,
): protocol.exchange.Contribution {
  if (contribution.state === "published" || !isMine(state, contribution)) return contribution;
  return state.mine?.exchange.contributions.find((own) => own.id === contribution.id) ?? contribution;
}

/** One whose author nobody may know is nobody's. */
export function isMine(state: State, { by }: { by: number | null }): boolean {
  return by !== null && by === state.mine?.person;
}

/** What I may contribute now. */
export function openTypes(state: State): readonly protocol.exchange.Type[] {
  return state.mine?.exchange.types ?? [];
}

/** Participants who are here and have written nothing yet. */
export function silent(state: State): protocol.people.Person[] {
  const spoken = new Set<number | null>();
  for (const contribution of state.contributions.values()) spoken.add(contribution.by);
  return participantsHere(state).filter((person) => !spoken.has(person.id));
}

/** What a moderator has to decide: held ones, and returned ones that their authors have not written anew. */
export function undecided(state: State): protocol.exchange.Contribution[] {
  return [...state.contributions.values()].filter(
    (each) => each.state === "held" || each.state === "returned",
  );
}
