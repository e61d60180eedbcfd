import type { News } from "../news";
import { nameOf } from "../people/known";
import type * as protocol from "../protocol";
import type { State } from "../state";
import { proposals } from "./known";
import * as words from "./words";

export function news(before: State, after: State): News[] {
  const said = [...rulesChanged(before, after), ...proposed(before, after), ...without(before, after)];
  return said.map((text) => ({ text }));
}

function rulesChanged(before: State, after: State): string[] {
  const isAsked = before.mine?.agreement.confirmed && !after.mine?.agreement.confirmed;
  return isAsked ? [words.rulesChanged()] : [];
}

function proposed(before: State, after: State): string[] {
  const known = new Map(proposals(before).map((each) => [each.id, each]));
  return proposals(after).flatMap((each) => aboutProposal(known.get(each.id), each, after));
}

/** Somebody hears what others propose, and what is said against what they proposed themselves. */
function aboutProposal(
  known: protocol.agreement.Proposal | undefined,
  { person, text, objections }: protocol.agreement.Proposal,
  state: State,
): string[] {
  const isMine = person === state.mine?.person;
  if (!known) return isMine ? [] : [words.proposes(nameOf(state, person), text)];
  if (!isMine) return [];
  const heard = new Set(known.objections.map((each) => each.person + each.text));
  const added = objections.filter((each) => !heard.has(each.person + each.text));
  return added.map((each) => words.objectsToYours(nameOf(state, each.person), each.text));
}

function without(before: State, after: State): string[] {
  const known = new Set(before.parts.agreement?.without);
  const added = after.parts.agreement?.without.filter((id) => !known.has(id)) ?? [];
  return added.length ? [words.goesOnWithout(added.map((id) => nameOf(after, id)))] : [];
}
