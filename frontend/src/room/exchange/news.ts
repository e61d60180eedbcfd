import { label } from "../labels";
import type { News } from "../news";
import { nameOf } from "../people/known";
import type * as protocol from "../protocol";
import type { State } from "../state";
import { isMine, seen } from "./known";
import * as words from "./words";

export function news(before: State, after: State): News[] {
  const others = after.contributions.since(before.contributions);
  const found = others
    .filter(({ seq }) => seq > before.seq) // what was said earlier, and comes only now, is no news
    .map((each) => {
      const known = before.contributions.get(each.id);
      return each.id > before.seq ? added(each, after) : changed(known, each, after);
    });
  return found.filter((each) => each !== null);
}

function added(contribution: protocol.exchange.Contribution, state: State): News | null {
  if (isMine(state, contribution) || contribution.state !== "published") return null;
  const { by, type, text } = contribution;
  return { text: words.says(nameOf(state, by), label("exchange.Type", type), text), by };
}

/** A hold or a return concerns its author; for everybody else it stands in the transcript. */
function changed(
  known: protocol.exchange.Contribution | undefined,
  contribution: protocol.exchange.Contribution,
  state: State,
): News | null {
  if (known?.state === contribution.state || !isMine(state, contribution)) return null;
  const { reason, state: now } = seen(state, contribution);
  if (now === "held" && reason) return { text: words.yourHeld(reason) };
  return now === "returned" && reason ? { text: words.yourReturned(reason) } : null;
}
