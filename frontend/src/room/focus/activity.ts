import type { Activity } from "../activity";
import { ANNOUNCEMENTS } from "./announcements";
import "./focus.css";
import { asking, notAsked, question } from "./view";
import * as words from "./words";

export const ACTIVITY: Activity = {
  name: "focus",
  refusals: words.REFUSALS,
  bottoms: { "focus.no_question": { view: notAsked, prepares: true } },
  whoseTurn: question,
  steps: asking,
  announcements: ANNOUNCEMENTS,
};
