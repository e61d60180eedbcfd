/** A direct reply: short, at once, and always to something that somebody said. */

import { isMine } from "../exchange/known";
import type * as protocol from "../protocol";
import type { Room } from "../room";

export function mayReplyDirectly(room: Room): boolean {
  const { mine, parts } = room.state;
  const isDirect = parts.floor?.requests.some((each) => each.person === mine?.person && each.direct);
  return (
    room.standing === "floor.not_yours" && room.may("floor.RequestFloor") && !mine?.floor.replied && !isDirect
  );
}

/** What one is referring to already, else what was said last. */
export function answered(room: Room): protocol.exchange.Contribution | undefined {
  const chosen = room.state.contributions.get(room.drafts.contribution.refersTo ?? 0);
  if (chosen && isAnswerable(room, chosen)) return chosen;
  return room.state.contributions.lastWhere((each) => isAnswerable(room, each));
}

export function isAnswerable(room: Room, contribution: protocol.exchange.Contribution): boolean {
  return contribution.state === "published" && !isMine(room.state, contribution);
}

/** What one will say refers to it from the beginning. */
export function replyDirectly(room: Room, { id }: protocol.exchange.Contribution): void {
  room.write({ refersTo: id });
  room.ask("floor.RequestFloor", { answers: id });
}
