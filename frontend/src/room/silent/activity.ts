import type { Activity } from "../activity";
import { ANNOUNCEMENTS } from "./announcements";
import { heldSheets, reveal, sheets } from "./moderating";
import "./silent.css";
import { notes, progress, takeAlong, writing } from "./view";
import * as words from "./words";

export const ACTIVITY: Activity = {
  name: "silent",
  refusals: words.REFUSALS,
  bottoms: { "silent.hand_in": { view: writing } },
  whoseTurn: progress,
  belowComposer: notes,
  left: takeAlong,
  decisions: sheets,
  undecided: heldSheets,
  steps: reveal,
  announcements: ANNOUNCEMENTS,
};
