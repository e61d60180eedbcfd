import type { Activity } from "../activity";
import { ANNOUNCEMENTS } from "./announcements";
import { asked, circle, isFishbowl, leaving, reading } from "./view";
import * as words from "./words";

export const ACTIVITY: Activity = {
  name: "fishbowl",
  refusals: words.REFUSALS,
  bottoms: { "fishbowl.outside": { view: reading, prepares: true } },
  reminder: asked,
  always: leaving,
  panels: [
    {
      name: "fishbowl",
      tab: "circle",
      column: "end",
      isShown: isFishbowl,
      label: words.circle,
      picture: "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM10 7a3 3 0 1 1 0 6 3 3 0 0 1 0-6z",
      withDoing: true,
      view: circle,
    },
  ],
  announcements: ANNOUNCEMENTS,
};
