/** A way to the room. What travels is the same on each; the connection decides which one is taken. */

import type { Frame } from "./frames";

/** What we have, which page load of this browser we are (a later one has a greater name), and how often it has said so. */
export interface Hello {
  have: number;
  epoch: string;
  tab: string;
  nth: number;
  /** Which overview of the groups we have; empty for none. */
  groups: string;
}

/** What a line tells; it never does so before its way has returned it. */
export interface Hears {
  hello(): Hello;
  frames(frames: Frame[]): void;
  /** The room has answered and said who we are: what waits may be sent. Said again it means nothing new. */
  opened(): void;
  closed(code: number): void;
}

/** One attempt on a way, until it closes. */
export interface Line {
  send(text: string): void;
  close(): void;
}

export type Way = (hears: Hears) => Line;

/** Nobody said why. */
export const BROKEN = 1006;
