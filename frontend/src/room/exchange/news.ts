import { label } from "../labels";
import type { News } from "../news";
import { nameOf } from "../people/known";
import type * as protocol from "../protocol";
import type { State } from "../state";
import { isMine, seen } from "./known";
import * as words from "./words";

export function news(before: State, after: State): News[] {
  if (before.contributions === after.contributions) return [];
  const found: News[] = [];
  for (const contribution of after.contributions.values()) {
    const known = before.contributions.get(contribution.id);
    if (known === contribution) continue;
    const text = known ? changed(known, contribution, after) : added(contribution, after);
    if (text) found.push(text);
  }
  return found;
}

function added(contribution: protocol.exchange.Contribution, state: State): News | null {
  if (isMine(state, contribution) || contribution.state !== "published") return null;
  const { by, type, text } = contribution;
  return { text: words.says(nameOf(state, by), label("exchange.Type", type), text), by };
}

/** A hold or a return concerns its author; for everybody else it stands in the transcript. */
function changed(
  known: protocol.exchange.Contribution,
  contribution: protocol.exchange.Contribution,
  state: State,
): News | null {
  if (known.state === contribution.state || !isMine(state, contribution)) return null;
  const { reason, state: now } = seen(state, contribution);
  if (now === "held" && reason) return { text: words.yourHeld(reason) };
  return now === "returned" && reason ? { text: words.yourReturned(reason) } : null;
}
