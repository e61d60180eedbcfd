/**
 * Which part of the conversation is drawn. A browser that draws thousands of contributions stands still at each new one,
 * so it draws a window of them, which moves with whoever reads.
 */

import type { Ordered } from "../ordered";
import type { Contribution } from "./known";

/** So many are drawn at once. */
export const MOST = 200;
/** So many, and a few more, for whoever reads the end: whoever goes up gets more before they need them. */
export const NEWEST = 60;
/** So many come in when one nears an end of the window, and so many go at the other. */
const STEP = MOST / 2;
/** There the oldest go by so many at once: whatever goes above makes a browser look at all that stands below. */
const TRIM = 20;
/** With so few a page begins, which fill the screen of a phone; and so many come in each of the next frames. */
export const BEGIN = 8;
const SLICE = 6;
/** So near to an end of what is drawn, more of the conversation is drawn there, px. */
export const REACH = 800;

/** From one place in the conversation up to another. */
export interface Drawn {
  from: number;
  to: number;
}

/** A conversation of which everything is here from one place on; `newest` of it are drawn at its end. */
export interface Here {
  all: Ordered<Contribution>;
  start: number;
  newest?: number;
}

/** `first`: the id with which the window begins, for whoever reads above; null: it ends with the newest. */
export function drawn({ all, start, newest = NEWEST }: Here, first: number | null): Drawn {
  const step = newest < NEWEST ? 1 : TRIM; // while they become more, none goes
  const latest = Math.max(start, Math.floor((all.size - newest) / step) * step);
  const from = first === null ? latest : Math.min(Math.max(start, all.place(first)), latest);
  return { from, to: Math.min(all.size, from + MOST) };
}

/** How many of the newest are drawn next: a page that has just been opened draws them one part after another. */
export function more(newest: number): number {
  return Math.min(NEWEST, newest + SLICE);
}

/** Little of what is drawn stands above what is in view. The ground rules stand above the conversation in the same
 *  `scroller`: they are no part of it, however long they are. */
export function isNearStart(scroller: Element): boolean {
  const talk = scroller.querySelector("[data-talk]");
  return talk !== null && scroller.getBoundingClientRect().top - talk.getBoundingClientRect().top < REACH;
}

/** The window further up or down, by its first id; null where it is at that end already. */
export function moved(here: Here, first: number | null, way: "up" | "down"): number | null {
  const { from, to } = drawn(here, first);
  if (way === "up") return from > here.start ? idAt(here, Math.max(here.start, from - STEP)) : null;
  return to < here.all.size ? idAt(here, from + STEP) : null;
}

/** The window with this one in it: as it is, or else around it. */
export function around(here: Here, first: number | null, id: number): number | null {
  const { from, to } = drawn(here, first);
  const place = here.all.place(id);
  return place >= from && place < to ? idAt(here, from) : idAt(here, Math.max(here.start, place - STEP));
}

/** Where the window that is drawn begins: it stays there while one reads, whatever comes below. */
export function pinned(here: Here, first: number | null): number | null {
  return idAt(here, drawn(here, first).from);
}

function idAt({ all }: Here, place: number): number | null {
  return all.at(place)?.id ?? null;
}
