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

/** Those of them for whom the opening waits. */
export function waitedFor(state: State): protocol.people.Person[] {
  const without = new Set(state.parts.agreement?.without);
  return missingHere(state).filter((person) => !without.has(person.id));
}

export function proposals(state: State): protocol.agreement.Proposal[] {
  return state.parts.agreement?.proposals ?? [];
}

/** How many participants who are here have confirmed the ground rules, and how many there are. */
export function confirmations(state: State): [count: number, total: number] {
  const total = participantsHere(state).length;
  return [total - missingHere(state).length, total];
}

/** Whether I have said something to it. */
export function hasMyWord(state: State, proposal: protocol.agreement.Proposal): boolean {
  const me = state.mine?.person ?? 0;
  return proposal.consents.includes(me) || proposal.objections.some((each) => each.person === me);
}

/** The rules that are new to me, where I have confirmed others. */
export function unread(state: State): protocol.agreement.GroundRule[] {
  const ids = new Set(state.mine?.agreement.unread);
  return state.parts.agreement?.rules.filter((rule) => ids.has(rule.id)) ?? [];
}
