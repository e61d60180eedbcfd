/** Whether the moderation was called into this small group, and whether the group is done. */

import type * as protocol from "../protocol";
import type { State } from "../state";

export function call({ parts: { calls } }: State): protocol.calls.GroupCall | null {
  return calls?.call ?? null;
}

/** Who has said that the group is done. */
export function done({ parts: { calls } }: State): number | null {
  return calls?.done?.person ?? null;
}
