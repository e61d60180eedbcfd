import { participantsHere } from "../people/known";
import type * as protocol from "../protocol";
import type { State } from "../state";

/** The code for whoever has not confirmed the ground rules. */
export const CONFIRM_FIRST = "agreement.confirm_first";

/** Participants who are here and have not confirmed the ground rules. */
export function missingHere(state: State): protocol.people.Person[] {
  const missing = new Set(state.parts.agreement?.missing);
  return participantsHere(state).filter((person) => missing.has(person.id));
}
