/** What travels to and from the room; the types of what is inside come from the server. */

import type * as protocol from "./protocol";
import type { Mine, Parts } from "./protocol";

export interface View {
  seq: number;
  epoch?: string;
  /** With `since` 0 the frame is the whole room, else what changed after it. */
  since?: number;
  now?: number;
  parts?: Partial<Parts>;
  people?: protocol.people.Person[];
  contributions?: protocol.exchange.Contribution[];
}

export interface Reply {
  ref: string;
  seq?: number;
  refused?: string;
}

export type Frame =
  | View
  | Reply
  | { mine: Mine }
  | { present: number[] }
  | { delayed: boolean }
  | { goodbye: number }
  | { close: number }
  | { ping: number }
  | { pong: number };
