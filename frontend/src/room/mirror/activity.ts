import type { Activity } from "../activity";
import { ANNOUNCEMENTS } from "./announcements";
import { isNeeded } from "./known";
import "./mirror.css";
import { above, decisions, measure, reminders, waiting } from "./view";
import * as words from "./words";

export const ACTIVITY: Activity = {
  name: "mirror",
  refusals: words.REFUSALS,
  reminder: reminders,
  aboveComposer: above,
  decisions,
  undecided: (room) => waiting(room).length,
  invitations: measure,
  announcements: ANNOUNCEMENTS,
  isAwaited: isNeeded,
};
