import type { Activity } from "../activity";
import { ANNOUNCEMENTS } from "./announcements";
import { forgetTokens } from "./known";
import { steps } from "./moderating";
import { RESULTS } from "./results";
import { progress, stillOpen, voting } from "./view";
import "./vote.css";
import * as words from "./words";

export const ACTIVITY: Activity = {
  name: "vote",
  refusals: words.REFUSALS,
  bottoms: { "vote.hand_in": { view: voting } },
  whoseTurn: progress,
  reminder: stillOpen,
  steps,
  panels: [RESULTS],
  announcements: ANNOUNCEMENTS,
  seen: forgetTokens,
};
