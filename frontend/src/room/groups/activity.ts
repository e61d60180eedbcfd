import type { Activity } from "../activity";
import { ANNOUNCEMENTS } from "./announcements";
import { banner, calling, waiting } from "./calls";
import "./groups.css";
import { openCalls, promised } from "./known";
import { next } from "./next";
import { PANEL } from "./panel";
import { REFUSALS } from "./words";

export const ACTIVITY: Activity = {
  name: "groups",
  refusals: REFUSALS,
  banner,
  ownTurn: calling,
  decisions: waiting,
  undecided: ({ state }) => openCalls(state).length + promised(state).length,
  steps: next,
  panels: [PANEL],
  announcements: ANNOUNCEMENTS,
};
