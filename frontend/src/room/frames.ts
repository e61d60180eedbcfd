/** What travels to and from the room; the types of what is inside come from the server. */

import type { Items, Mine, overview, Parts } from "./protocol";

type Changes = { [Name in keyof Items]?: Items[Name][] };

/** Of a collection, from which id on nothing is left out. */
export type First = { [Name in keyof Items]?: number };

export interface View extends Changes {
  seq: number;
  epoch?: string;
  /** With `since` 0 the frame is the whole room, else what changed after it. */
  since?: number;
  now?: number;
  first?: First;
  parts?: Partial<Parts>;
}

/** On demand: all that stood before `first`, and after it, as of one seq. */
export interface Earlier extends Changes {
  seq: number;
  epoch: string;
}

export interface Reply {
  ref: string;
  seq?: number;
  refused?: string;
}

/** Who is here; moderators are also told who is in which of the other rooms. Of those who moderate elsewhere in the
 *  session, everybody is told in which group, by its number; 0: in the plenary. */
export interface Presence {
  present: number[];
  elsewhere?: Record<string, number[]>;
  moderators?: Record<string, number>;
}

/** All small groups, for those who moderate; the tag says which overview it is. */
export interface Groups {
  groups: overview.Overview;
  tag: string;
}

export type Frame =
  | View
  | Reply
  | { mine: Mine }
  | Groups
  | Presence
  | { delayed: boolean }
  | { goodbye: number }
  | { close: number }
  | { ping: number }
  | { pong: number };
