/** What happened between two states, as sentences for people who listen. */

import { ACTIVITIES } from "./activities";
import type { State } from "./state";

export interface News {
  text: string;
  /** Who said it (null: nobody may know); without it, it is a notice of the room. */
  by?: number | null;
  /** It is to be seen as well, until one has read it. */
  shown?: boolean;
}

export function isNotice(news: News): boolean {
  return news.by === undefined;
}

/** Another room, or another person, is no news. */
export function news(before: State, after: State): News[] {
  if (!before.epoch || before.epoch !== after.epoch) return [];
  if (before.mine?.person !== after.mine?.person) return [];
  return ACTIVITIES.flatMap((activity) => activity.news?.(before, after) ?? []);
}
