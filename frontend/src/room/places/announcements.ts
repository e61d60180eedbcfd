/** Who hears what of where they are: each about themselves, and a group what the moderation says to it. */

import { once, type Row, row } from "../announcements";
import { nameOf } from "../people/known";
import type * as protocol from "../protocol";
import type { State } from "../state";
import { companions, isMessage, namesOf, ownGroup, recalledUntil } from "./known";
import * as words from "./words";

export const ANNOUNCEMENTS: Row[] = [
  row({
    event: "one comes into a small group",
    happened: (before, after) => once(hasCome(before, after) && ownGroup(after) > 0),
    hears: {
      everybody: (_, after) => ({
        text: words.nowInGroup(ownGroup(after), namesOf(after, companions(after))),
      }),
    },
  }),
  row({
    event: "one comes back into the plenary",
    happened: (before, after) => once(hasCome(before, after) && ownGroup(after) === 0),
    hears: { everybody: () => ({ text: words.backInPlenary() }) },
  }),
  row({
    event: "everybody is called back",
    happened: (before, after) =>
      once(isHere(before, after) && !recalledUntil(before) && recalledUntil(after) > 0),
    hears: { everybody: () => ({ text: words.soonBack() }) },
  }),
  row({
    event: "everybody stays in their groups after all",
    happened: (before, after) =>
      once(isHere(before, after) && recalledUntil(before) > 0 && !recalledUntil(after)),
    hears: { everybody: () => ({ text: words.stayOn() }) },
  }),
  // To be seen, too, wherever one is in the conversation.
  row<protocol.exchange.Contribution>({
    event: "the moderation says something to a small group",
    happened: messages,
    concerned: ({ by }) => by,
    hears: {
      everybody: ({ by, text }, state) => ({ text: words.message(nameOf(state, by), text), shown: true }),
    },
  }),
];

function hasCome(before: State, after: State): boolean {
  return before.mine !== null && after.mine !== null && ownGroup(before) !== ownGroup(after);
}

/** In a small group, as before. */
function isHere(before: State, after: State): boolean {
  return ownGroup(after) > 0 && ownGroup(before) === ownGroup(after);
}

function messages(before: State, after: State): protocol.exchange.Contribution[] {
  return after.contributions.after(before.seq).filter((each) => isMessage(after, each));
}
