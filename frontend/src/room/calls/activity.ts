import type { Activity } from "../activity";
import { ANNOUNCEMENTS } from "./announcements";
import "./calls.css";
import { acts, standing } from "./view";
import { REFUSALS } from "./words";

export const ACTIVITY: Activity = {
  name: "calls",
  refusals: REFUSALS,
  whoseTurn: standing,
  always: acts,
  announcements: ANNOUNCEMENTS,
};
