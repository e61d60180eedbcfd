/** What the clocks of a wall say. */

import { digits } from "../room/times";

/** The moments of a clock, ms: when its time is over, or when it began; 0 or none where it has no such moment. */
export type Clock = { until?: number; since?: number };

/** A break takes nothing from the time: it stands still at `paused`, which is 0 while there is none. */
export function reading(clock: Clock, now: number, paused: number): { text: string; over: boolean } {
  const at = paused || now;
  if (!clock.until) return { text: digits(Math.max(0, at - (clock.since || at))), over: false };
  const rest = clock.until - at;
  return rest > 0 ? { text: digits(rest), over: false } : { text: `+${digits(rest)}`, over: true };
}
