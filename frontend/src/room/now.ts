/** The one thing that somebody can do now. The server decides again; here it is only what the page offers. */

import type { Do } from "./outbox";
import type { Contribution, Holder, Mode, Person, Role } from "./protocol";
import { DOORS } from "./protocol";
import type { State } from "./state";

export type Now =
  | { is: "loading" | "observe" | "wait" | "open" | "paused" | "closed" }
  | { is: "agree" }
  | { is: "write"; onlyQuestions: boolean }
  | { is: "have_floor"; holder: Holder }
  | { is: "list" }
  | { is: "your_turn" }
  | { is: "turn_later"; next: Person | undefined; before: number }
  | { is: "turn_taken"; next: Person | undefined };

const MODERATION: readonly Role[] = ["moderator", "co_moderator"];

export function moderates(role: Role | undefined): boolean {
  return role !== undefined && MODERATION.includes(role);
}

/** As the server's door has it: role, stage and mode. */
export function may(state: State, name: Do): boolean {
  const { agenda } = state.parts;
  const role = state.mine?.role;
  if (!agenda || !role) return false;
  const door = DOORS[name];
  const mode = currentMode(state);
  return (
    door.roles.includes(role) && door.stages.includes(agenda.stage) && (!mode || door.modes.includes(mode))
  );
}

export function currentMode(state: State): Mode | undefined {
  const { agenda } = state.parts;
  return agenda?.phases[agenda.current]?.mode;
}

export function hasConfirmed(state: State): boolean {
  const me = state.mine?.person;
  return me !== undefined && Boolean(state.parts.agreement?.confirmed.includes(me));
}

export function now(state: State): Now {
  const { agenda } = state.parts;
  const role = state.mine?.role;
  if (!agenda || !role) return { is: "loading" };
  if (agenda.stage === "closed") return { is: "closed" };
  if (agenda.stage === "planned") return { is: may(state, "agenda.OpenRoom") ? "open" : "wait" };
  if (agenda.stage === "paused") return { is: "paused" };
  if (!may(state, "exchange.Contribute")) return { is: "observe" };
  if (moderates(role)) return { is: "write", onlyQuestions: false };
  if (!hasConfirmed(state)) return { is: "agree" };
  return speaking(state, currentMode(state) ?? "free");
}

function speaking(state: State, mode: Mode): Now {
  if (mode === "round") return turn(state);
  if (mode !== "speaking_list") return { is: "write", onlyQuestions: mode === "questions_only" };
  const holder = state.parts.floor?.holder;
  return holder && holder.person === state.mine?.person ? { is: "have_floor", holder } : { is: "list" };
}

function turn(state: State): Now {
  const me = state.mine?.person;
  const here = presentInTurn(state);
  const place = here.indexOf(me ?? 0);
  const next = state.people.get(here[0] ?? 0);
  if (place > 0) return { is: "turn_later", next, before: place };
  if (place === 0) return { is: "your_turn" };
  // Who waits in no row of others (a recorder) may write once as well.
  return state.mine?.taken ? { is: "turn_taken", next } : { is: "your_turn" };
}

/** Who is still to come in this round and is here, in order. */
export function presentInTurn(state: State): number[] {
  return (state.parts.turns?.waiting ?? []).filter((id) => state.present.has(id));
}

/** As I may see it: my own hidden ones with their text. */
export function seen(state: State, contribution: Contribution): Contribution {
  if (contribution.state === "published" || contribution.by !== state.mine?.person) return contribution;
  return state.mine.contributions.find((own) => own.id === contribution.id) ?? contribution;
}

/** Participants who are here and have not confirmed the ground rules. */
export function unconfirmed(state: State): Person[] {
  const confirmed = new Set(state.parts.agreement?.confirmed);
  return participantsHere(state).filter((person) => !confirmed.has(person.id));
}

/** Participants who are here and have written nothing yet. */
export function silent(state: State): Person[] {
  const spoken = new Set<number>();
  for (const contribution of state.contributions.values()) spoken.add(contribution.by);
  return participantsHere(state).filter((person) => !spoken.has(person.id));
}

export function participantsHere(state: State): Person[] {
  return [...state.people.values()].filter(
    (person) => person.role === "participant" && state.present.has(person.id),
  );
}

/** What a moderator has to decide: held ones, and returned ones that their authors have not written anew. */
export function undecided(state: State): Contribution[] {
  return [...state.contributions.values()].filter(
    (each) => each.state === "held" || each.state === "returned",
  );
}
