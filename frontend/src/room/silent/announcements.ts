/** Who hears what of a silent round: that it is revealed, all of it in one sentence; and its author, what becomes of a text. */

import { once, type Row, row } from "../announcements";
import type * as protocol from "../protocol";
import type { State } from "../state";
import { isComplete, isSilent, sheet } from "./known";
import * as words from "./words";

export const ANNOUNCEMENTS: Row[] = [
  row<number>({
    event: "a silent round is revealed",
    happened: (before, after) => {
      const count = (after.parts.silent?.revealed ?? 0) - (before.parts.silent?.revealed ?? 0);
      return count > 0 && before.seq > 0 && isSilent(after) ? [count] : [];
    },
    hears: { everybody: (count) => ({ text: words.hasBeenRevealed(count) }) },
  }),
  row({
    event: "as many have handed in as are here",
    happened: (before, after) => once(isSilent(after) && isComplete(after) && !isComplete(before)),
    hears: { moderation: () => ({ text: words.complete() }) },
  }),
  row<protocol.silent.SilentSheet>({
    event: "the moderation holds or returns what one handed in",
    happened: (before, after) => judged(before, after),
    concerned: (_sheet, { mine }) => mine?.person,
    hears: {
      concerned: ({ state, reason }) => ({
        text: reason ? (state === "held" ? words.yourHeld : words.yourReturned)(reason) : "",
        shown: true,
      }),
    },
  }),
];

function judged(before: State, after: State): protocol.silent.SilentSheet[] {
  const now = sheet(after);
  return now && before.mine && now.state !== "ready" && sheet(before)?.state !== now.state ? [now] : [];
}
