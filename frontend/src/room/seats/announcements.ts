/** Who hears what when people change over: each what they do from then on. */

import { once, type Row, row } from "../announcements";
import { nameOf } from "../people/known";
import type { State } from "../state";
import { ownSeat, seated } from "./known";
import { task } from "./view";
import { tellsNow } from "./words";

export const ANNOUNCEMENTS: Row[] = [
  row({
    event: "people change over",
    happened: (before, after) => once(changes(after) > changes(before) && ownSeat(after) !== undefined),
    hears: { everybody: (_, after) => ({ text: heard(after) }) },
  }),
];

function changes({ parts }: State): number {
  return parts.seats?.changes ?? 0;
}

function heard(state: State): string {
  const [first] = seated(state);
  const mine = ownSeat(state);
  if (!mine || !first) return "";
  return mine === first ? `${task(mine)}.` : `${tellsNow(nameOf(state, first.person))} ${task(mine)}.`;
}
