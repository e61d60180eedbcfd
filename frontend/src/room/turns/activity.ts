import type { Activity } from "../activity";
import { currentMode, isRunning } from "../agenda/known";
import { ANNOUNCEMENTS } from "./announcements";
import { mayPass, notYet, round, taken, yourTurn } from "./view";
import * as words from "./words";

export const ACTIVITY: Activity = {
  name: "turns",
  refusals: words.REFUSALS,
  bottoms: {
    "turns.not_yet": { view: notYet, prepares: true },
    "turns.taken": { view: taken },
  },
  aboveComposer: yourTurn,
  belowComposer: mayPass,
  panels: [
    {
      name: "turns",
      tab: "order",
      column: "end",
      isShown: (room) => isRunning(room.agenda) && currentMode(room.state) === "round",
      label: words.order,
      picture: "M4 5h12M4 10h12M4 15h7",
      withDoing: true,
      view: round,
    },
  ],
  announcements: ANNOUNCEMENTS,
};
