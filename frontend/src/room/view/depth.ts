/** How much of the page is drawn. One that was just opened draws what is seen first, and the rest part by part, each in
 *  a frame of its own: on a slow phone no task takes so long that somebody notices it. */

/** After the phase: the tabs and the empty columns; what one can do now; the conversation; then the panels, one of each column at a time. */
export const TABS = 1;
export const DOING = 2;
export const TALK = 3;
const FOURTH_PANEL = TALK + 4;

export const WHOLE = Number.POSITIVE_INFINITY;

/** From the fourth panel on all come at once: few see that many. */
export function deeper(depth: number): number {
  return depth + 1 < FOURTH_PANEL ? depth + 1 : WHOLE;
}

export function panelsAt(depth: number): number {
  return Math.max(0, depth - TALK);
}
