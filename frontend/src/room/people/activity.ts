import type { Activity } from "../activity";
import { ANNOUNCEMENTS } from "./announcements";
import { away } from "./away";
import "./people.css";
import { people } from "./view";
import * as words from "./words";

const PICTURE =
  "M7 9a3 3 0 1 1 0-6 3 3 0 0 1 0 6zM1.5 17c0-4 2-6 5.5-6s5.5 2 5.5 6M14 9.5a2.5 2.5 0 1 0-1.5-4.5M15 12c2.3.4 3.5 2.2 3.5 5";

export const ACTIVITY: Activity = {
  name: "people",
  refusals: words.REFUSALS,
  announcements: ANNOUNCEMENTS,
  reminder: away,
  panels: [
    {
      name: "people",
      tab: "people",
      column: "start",
      isShown: () => true,
      label: words.people,
      picture: PICTURE,
      view: people,
    },
  ],
};
