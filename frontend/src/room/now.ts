/** The one thing that somebody can do now. The server decides again; here it is only what the page offers. */

import type { Do } from "./outbox";
import type * as protocol from "./protocol";
import type { Mine } from "./protocol";
import type { State } from "./state";

export type Now =
  | { is: "loading" | "observe" | "wait" | "open" | "paused" | "closed" }
  | { is: "agree" }
  | { is: "write"; onlyQuestions: boolean }
  | { is: "have_floor"; holder: protocol.floor.Holder }
  | { is: "list" }
  | { is: "your_turn" }
  | { is: "turn_later"; next: protocol.people.Person | undefined; before: number }
  | { is: "turn_taken"; next: protocol.people.Person | undefined };

const MODERATION: readonly protocol.acting.Role[] = ["moderator", "co_moderator"];

export function moderates(role: protocol.acting.Role | undefined): boolean {
  return role !== undefined && MODERATION.includes(role);
}

/** Whether I may, as the server says it. */
export function may(state: State, name: Do): boolean {
  return state.mine?.may[name] === "";
}

/** The code of the reason why I may not now; undefined for what somebody in my role can never do. */
export function whyNot(state: State, name: Do): string | undefined {
  return state.mine?.may[name];
}

export function currentMode(state: State): protocol.agenda.Mode | undefined {
  const { agenda } = state.parts;
  return agenda?.phases[agenda.current]?.mode;
}

export function hasConfirmed(state: State): boolean {
  return state.mine?.agreement.confirmed ?? false;
}

export function now(state: State): Now {
  const { agenda } = state.parts;
  const { mine } = state;
  if (!agenda || !mine) return { is: "loading" };
  if (agenda.stage === "closed") return { is: "closed" };
  if (agenda.stage === "planned") return { is: may(state, "agenda.OpenRoom") ? "open" : "wait" };
  if (agenda.stage === "paused") return { is: "paused" };
  return speaking(state, mine);
}

function speaking(state: State, mine: Mine): Now {
  switch (whyNot(state, "exchange.Contribute")) {
    case "":
      return speakingNow(state, mine);
    case "agreement.confirm_first":
      return { is: "agree" };
    case "floor.not_yours":
      return { is: "list" };
    case "turns.not_yet":
    case "turns.taken":
      return turn(state);
    default:
      return { is: "observe" };
  }
}

function speakingNow(state: State, mine: Mine): Now {
  const holder = state.parts.floor?.holder;
  if (holder?.person === mine.person && !moderates(mine.role)) return { is: "have_floor", holder };
  if (currentMode(state) === "round" && !moderates(mine.role)) return { is: "your_turn" };
  return { is: "write", onlyQuestions: !mine.exchange.types.includes("") };
}

function turn(state: State): Now {
  const here = presentInTurn(state);
  const place = here.indexOf(state.mine?.person ?? 0);
  const next = state.people.get(here[0] ?? 0);
  return place > 0 ? { is: "turn_later", next, before: place } : { is: "turn_taken", next };
}

/** Who is still to come in this round and is here, in order. */
export function presentInTurn(state: State): number[] {
  return (state.parts.turns?.waiting ?? []).filter((id) => state.present.has(id));
}

/** As I may see it: my own hidden ones with their text. */
export function seen(
  state: State,
  contribution: protocol.exchange.Contribution,
): protocol.exchange.Contribution {
  if (contribution.state === "published" || contribution.by !== state.mine?.person) return contribution;
  return state.mine.exchange.contributions.find((own) => own.id === contribution.id) ?? contribution;
}

/** Participants who are here and have not confirmed the ground rules. */
export function unconfirmed(state: State): protocol.people.Person[] {
  const missing = new Set(state.parts.agreement?.missing);
  return participantsHere(state).filter((person) => missing.has(person.id));
}

/** Participants who are here and have written nothing yet. */
export function silent(state: State): protocol.people.Person[] {
  const spoken = new Set<number | null>();
  for (const contribution of state.contributions.values()) spoken.add(contribution.by);
  return participantsHere(state).filter((person) => !spoken.has(person.id));
}

export function participantsHere(state: State): protocol.people.Person[] {
  return [...state.people.values()].filter(
    (person) => person.role === "participant" && state.present.has(person.id),
  );
}

/** What a moderator has to decide: held ones, and returned ones that their authors have not written anew. */
export function undecided(state: State): protocol.exchange.Contribution[] {
  return [...state.contributions.values()].filter(
    (each) => each.state === "held" || each.state === "returned",
  );
}
