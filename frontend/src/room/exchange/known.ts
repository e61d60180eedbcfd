import { participantsHere } from "../people/known";
import type * as protocol from "../protocol";
import { ownSeat } from "../seats/known";
import type { State } from "../state";
import type { Here } from "./window";

export type Contribution = protocol.exchange.Contribution;

const QUESTIONS: readonly protocol.exchange.Type[] = ["question", "validity_question"];

/** As I may see it: my own hidden ones with their text. */
export function seen(state: State, contribution: Contribution): Contribution {
  if (contribution.state === "published" || !isMine(state, contribution)) return contribution;
  return state.mine?.exchange.contributions.find((own) => own.id === contribution.id) ?? contribution;
}

/** One whose author nobody may know is nobody's; but of mine I am told that it is. */
export function isMine(state: State, { id, by }: Pick<Contribution, "id" | "by">): boolean {
  return by === null ? (state.mine?.exchange.unnamed.includes(id) ?? false) : by === state.mine?.person;
}

/** Whom it concerns, as far as I may know. */
export function authorOf(state: State, contribution: Pick<Contribution, "id" | "by">): number | null {
  return isMine(state, contribution) ? (state.mine?.person ?? null) : contribution.by;
}

/** What I may contribute now: whoever listens only asks. */
export function openTypes(state: State): readonly protocol.exchange.Type[] {
  const types = state.mine?.exchange.types ?? [];
  return ownSeat(state)?.voice === "questions" ? types.filter((each) => QUESTIONS.includes(each)) : types;
}

/** Participants who are here and have written nothing yet, as moderators are told. */
export function silent(state: State): protocol.people.Person[] {
  const spoken = new Set(state.parts.exchange?.speakers);
  return participantsHere(state).filter((person) => !spoken.has(person.id));
}

/** What a moderator has to decide: held ones, and returned ones that their authors have not written anew. */
export function undecided(state: State): Contribution[] {
  const found = (state.parts.exchange?.undecided ?? []).map((id) => state.contributions.get(id));
  return found.filter((each) => each !== undefined);
}

/** The conversation, as far as it is here without a gap. */
export function here({ contributions, opening }: State, newest?: number): Here {
  const all = { all: contributions, start: contributions.place(opening.first.contributions ?? 0) };
  return newest === undefined ? all : { ...all, newest };
}

/** Whether everything that was ever said is here. */
export function isWhole({ opening }: State): boolean {
  return !opening.first.contributions;
}
