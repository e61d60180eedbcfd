/** What a small group brings into the plenary, while it writes it, and what the groups have brought. */

import { ownGroup } from "../places/known";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import type { State } from "../state";

/** Of this group; in the plenary there is none, nor where afterwards everybody says a sentence, as in pairs. */
export function result(state: State): protocol.results.ResultsView | undefined {
  return state.mine?.places.card ? state.parts.results : undefined;
}

/** In the plenary: what each group has brought. */
export function brought(state: State): readonly protocol.results.ResultCard[] {
  return ownGroup(state) ? [] : (state.parts.results?.cards ?? []);
}

/** The group in which one was last. */
export function cameFrom({ kept }: Room): number {
  return kept.read("came_from", 0);
}

/** One's own group first, the others in their order. */
export function inOrder(room: Room): protocol.results.ResultCard[] {
  const own = cameFrom(room);
  return [...brought(room.state)].sort(
    (one, other) => Number(other.group === own) - Number(one.group === own) || one.group - other.group,
  );
}
