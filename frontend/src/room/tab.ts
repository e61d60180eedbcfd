/** Which page load of this browser is live: the one with the greatest name. */

import type { Kept } from "../kept";
import { newRef } from "./outbox";

const DIGITS = 15; // of milliseconds since 1970, for many thousand years

/** Greater than the names of all page loads before, as text. What is stored counts on where a clock was set back; the
 *  clock does where nothing can be stored. */
export function newTab(kept: Kept, now: number): string {
  const count = Math.max(now, kept.read("tab", 0) + 1);
  kept.write("tab", count);
  return `${String(count).padStart(DIGITS, "0")}-${newRef()}`;
}
