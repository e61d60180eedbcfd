/** Who hears what of a ballot: that it is open, that all have voted, that it is closed. Nothing about who. */

import { once, type Row, row } from "../announcements";
import { ballot, isComplete, results } from "./known";
import * as words from "./words";

export const ANNOUNCEMENTS: Row[] = [
  row({
    event: "a ballot is opened",
    happened: (before, after) => once(before.seq > 0 && !ballot(before) && ballot(after) !== null),
    hears: { everybody: () => ({ text: words.isOpen() }) },
  }),
  row({
    event: "everybody who is expected has voted",
    happened: (before, after) => once(ballot(after) !== null && isComplete(after) && !isComplete(before)),
    hears: { moderation: () => ({ text: words.complete() }) },
  }),
  row<number>({
    event: "a ballot is closed",
    happened: (before, after) =>
      before.seq > 0
        ? results(after)
            .filter((each) => !before.ballots.has(each.id))
            .map((each) => each.sheets)
        : [],
    hears: { everybody: (sheets) => ({ text: words.isClosed(sheets) }) },
  }),
];
