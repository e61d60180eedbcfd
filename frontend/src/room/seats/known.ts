/** Who sits where in this room, and when people change. */

import type * as protocol from "../protocol";
import type { State } from "../state";

export function seated({ parts }: State): readonly protocol.seats.Seated[] {
  return parts.seats?.people ?? [];
}

export function ownSeat(state: State): protocol.seats.Seated | undefined {
  return seated(state).find(({ person }) => person === state.mine?.person);
}

/** ms until people change by themselves; undefined where they do not any more. */
export function rest({ parts }: State, clock: number): number | undefined {
  const at = parts.seats?.next_at ?? 0;
  return at ? at - clock : undefined;
}
