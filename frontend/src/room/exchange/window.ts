/**
 * Which part of the conversation is drawn. A browser that draws thousands of contributions stands still at each new one,
 * so it draws a window of them, which moves with whoever reads.
 */

import type { Ordered } from "../ordered";
import type { Contribution } from "./known";

/** So many are drawn at most: each drawing looks at all of them, and while one scrolls, each frame is a drawing. */
export const MOST = 100;
/** So many, and a few more, for whoever reads the end: whoever goes up gets more before they need them. */
export const NEWEST = 60;
/** With so few a page begins, which fill the screen of a phone; and so many come in each of the next frames, at either end:
 *  a hundred at once are a task in which a slow phone answers no tap. */
export const BEGIN = 8;
const SLICE = 4;
/** So many stand before and after what is sought. */
const AROUND = 6;
/** So many go at once at the end from which one has gone away: whatever goes above makes a browser look at all that stands
 *  below. */
const TRIM = 20;
/** So near to an end of what is drawn, more of the conversation is drawn there, px. */
export const REACH = 800;

/** From one place in the conversation up to another. */
export interface Drawn {
  from: number;
  to: number;
}

/** For whoever reads above: so many, from the one with this id on. */
export interface Span {
  first: number;
  count: number;
}

/** A conversation of which everything is here from one place on; `newest` of it are drawn at its end. */
export interface Here {
  all: Ordered<Contribution>;
  start: number;
  newest?: number;
}

/** Without a span, the end. */
export function drawn({ all, start, newest = NEWEST }: Here, span: Span | null): Drawn {
  if (span) {
    const from = Math.max(start, all.place(span.first));
    return { from, to: Math.min(all.size, from + span.count) };
  }
  const step = newest < NEWEST ? 1 : TRIM; // while they become more, none goes
  return { from: Math.max(start, Math.floor((all.size - newest) / step) * step), to: all.size };
}

/** How many of the newest are drawn next: a page that has just been opened draws them one part after another. */
export function more(newest: number): number {
  return Math.min(NEWEST, newest + SLICE);
}

/** How many of the newest are drawn first for whoever comes to the end: those that are drawn already stay. */
export function stayingNewest(here: Here, span: Span): number {
  const { from, to } = drawn(here, span);
  return to === here.all.size ? Math.min(NEWEST, Math.max(BEGIN, to - from)) : BEGIN;
}

/** Little of what is drawn stands above what is in view. The ground rules stand above the conversation in the same
 *  `scroller`: they are no part of it, however long they are. */
export function isNearStart(scroller: Element): boolean {
  const talk = scroller.querySelector("[data-talk]");
  return talk !== null && scroller.getBoundingClientRect().top - talk.getBoundingClientRect().top < REACH;
}

/** Further up or down, a part at a time; null where it is at that end already. */
export function moved(here: Here, span: Span | null, way: "up" | "down"): Span | null {
  const { from, to } = drawn(here, span);
  if (way === "up") {
    const begin = Math.max(here.start, from - SLICE);
    return begin < from ? spanOf(here, { from: begin, to: to - begin > MOST ? to - TRIM : to }) : null;
  }
  const end = Math.min(here.all.size, to + SLICE);
  return end > to ? spanOf(here, { from: end - from > MOST ? from + TRIM : from, to: end }) : null;
}

/** What is drawn, if this one is in it; or else what stands around it. */
export function around(here: Here, span: Span | null, id: number): Span | null {
  const { from, to } = drawn(here, span);
  const place = here.all.place(id);
  if (place >= from && place < to) return spanOf(here, { from, to });
  const end = Math.min(here.all.size, place + AROUND + 1);
  return spanOf(here, { from: Math.max(here.start, place - AROUND), to: end });
}

/** What is drawn: it stays while one reads, whatever comes below. */
export function pinned(here: Here, span: Span | null): Span | null {
  return spanOf(here, drawn(here, span));
}

function spanOf({ all }: Here, { from, to }: Drawn): Span | null {
  const first = all.at(from)?.id;
  return first === undefined ? null : { first, count: to - from };
}
