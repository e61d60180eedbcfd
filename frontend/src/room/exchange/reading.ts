/** How far somebody has read: what came since is counted, and a line stands before it. */

import type { Ordered } from "../ordered";
import type * as protocol from "../protocol";

/** The first that somebody has not read, and when it was said. */
export interface Since {
  id: number;
  at: number;
}

export interface Reading {
  /** The last that was read. */
  last: number;
  unread: number;
  since: Since | null;
}

export const NOTHING_READ: Reading = { last: 0, unread: 0, since: null };

/** What a reload must not forget: how far somebody has read in which room. */
export interface Bookmark extends Pick<Reading, "last" | "since"> {
  epoch: string;
}

/** Where somebody goes on who comes in: where they were, or at the end of a room in which they have not been. */
export function begun(
  contributions: Ordered<protocol.exchange.Contribution>,
  bookmark: Bookmark | null,
  epoch: string,
): Reading {
  if (bookmark?.epoch !== epoch) return { ...NOTHING_READ, last: contributions.last?.id ?? 0 };
  return { ...NOTHING_READ, last: bookmark.last, since: bookmark.since };
}

/** Whoever follows reads what comes. The line stays while one reads on, until one says something oneself. */
export function read(
  before: Reading,
  contributions: Ordered<protocol.exchange.Contribution>,
  me: number | undefined,
  follows: boolean,
): Reading {
  const { since } = before;
  if (follows) {
    const answered = since && contributions.after(since.id).some(({ by }) => by === me);
    return { last: contributions.last?.id ?? 0, unread: 0, since: answered ? null : since };
  }
  const found = contributions.after(before.last).filter(({ by }) => by !== me);
  const first = found[0];
  const begins = first && !before.unread;
  return { ...before, unread: found.length, since: begins ? { id: first.id, at: first.at } : since };
}
