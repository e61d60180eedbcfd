/** What the server says that I may, and why not. Nothing is decided here. */

import type { Do } from "./outbox";
import type { State } from "./state";

/** The code of a role that can never contribute. */
export const NEVER = "room.not_your_role";

export function may(state: State, name: Do): boolean {
  return state.mine?.may[name] === "";
}

/** The code of the reason why I may not now; undefined for what somebody in my role can never do. */
export function whyNot(state: State, name: Do): string | undefined {
  return state.mine?.may[name];
}

/** Whether I have the commands of the moderation, at some time or other. */
export function isModerating(state: State): boolean {
  return whyNot(state, "agenda.MovePhase") !== undefined;
}

/** The code that decides what stands at the bottom: why I may not contribute, empty if I may; undefined until we know. */
export function standing(state: State): string | undefined {
  const { agenda } = state.parts;
  if (!agenda || !state.mine) return undefined;
  if (agenda.stage !== "open") return `room.${agenda.stage}`;
  return whyNot(state, "exchange.Contribute") ?? NEVER;
}
