/** How long something is ago, in whole minutes: a figure that changes each second is read by nobody. */

import type { Room } from "../room";

const MINUTE = 60_000;

export function age(room: Room, at: number): number {
  return Math.max(0, Math.floor((room.clock - at) / MINUTE));
}
