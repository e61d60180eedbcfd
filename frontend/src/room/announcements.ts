/** Who hears what: each activity brings a row for each event, with a sentence for each listener whom it concerns. */

import { isModerating } from "./standing";
import type { State } from "./state";

/** Several of one kind become one sentence. */
export type Kind = "said" | "changed" | "came" | "went";

export interface News {
  text: string;
  /** Without a kind it is a notice, which is said as it stands, at once, and to whoever asked for as little as possible. */
  kind?: Kind;
  /** Whose doing it is; null if nobody may know. */
  by?: number | null;
  /** It is to be seen as well, until one has read it. */
  shown?: boolean;
}

/** Whom it is about, whom it answers, who moderates, and all others. Whoever is several of them is the first. */
export const LISTENERS = ["concerned", "addressee", "moderation", "everybody"] as const;
type Listener = (typeof LISTENERS)[number];
type Who<What> = (what: What, after: State) => number | null | undefined;

interface Announcement<What> {
  /** Tests have an example for each. */
  event: string;
  happened: (before: State, after: State) => What[];
  concerned?: Who<What>;
  addressee?: Who<What>;
  /** Whom it concerns hears nothing where nothing stands for them; all others hear what everybody does. */
  hears: Partial<Record<Listener, (what: What, after: State) => News>>;
}

/** A row of the table, whatever its event is made of. */
export interface Row {
  event: string;
  news: (before: State, after: State) => News[];
}

export function row<What>(announcement: Announcement<What>): Row {
  const { event, happened, hears } = announcement;
  const heard = (what: What, after: State) => hears[listener(announcement, what, after)]?.(what, after) ?? [];
  return { event, news: (before, after) => happened(before, after).flatMap((what) => heard(what, after)) };
}

function listener<What>(
  { concerned, addressee, hears }: Announcement<What>,
  what: What,
  after: State,
): Listener {
  const me = after.mine?.person ?? 0;
  if (concerned?.(what, after) === me) return "concerned";
  if (hears.addressee && addressee?.(what, after) === me) return "addressee";
  return hears.moderation && isModerating(after) ? "moderation" : "everybody";
}

/** What happens once, to nobody in particular. */
export function once(happened: boolean): true[] {
  return happened ? [true] : [];
}
