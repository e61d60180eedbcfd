/** What happened between two states, as sentences for people who listen. */

import { ACTIVITIES } from "./activities";
import type { News, Row } from "./announcements";
import type { State } from "./state";

/** The table: event by event, who hears what. */
export function table(): Row[] {
  return ACTIVITIES.flatMap((activity) => activity.announcements ?? []);
}

export function isNotice(news: News): boolean {
  return news.kind === undefined;
}

/** Another room, or another person, is no news. */
export function news(before: State, after: State): News[] {
  if (!before.epoch || before.epoch !== after.epoch) return [];
  if (before.mine?.person !== after.mine?.person) return [];
  return table().flatMap((row) => row.news(before, after));
}
