/** Who hears what of where they are: each about themselves. */

import { once, type Row, row } from "../announcements";
import type { State } from "../state";
import { companions, ownGroup } from "./known";
import * as words from "./words";

export const ANNOUNCEMENTS: Row[] = [
  row({
    event: "one comes into a small group",
    happened: (before, after) => once(hasCome(before, after) && ownGroup(after) > 0),
    hears: { everybody: (_, after) => ({ text: words.nowInGroup(ownGroup(after), companions(after)) }) },
  }),
  row({
    event: "one comes back into the plenary",
    happened: (before, after) => once(hasCome(before, after) && ownGroup(after) === 0),
    hears: { everybody: () => ({ text: words.backInPlenary() }) },
  }),
];

function hasCome(before: State, after: State): boolean {
  return before.mine !== null && after.mine !== null && ownGroup(before) !== ownGroup(after);
}
