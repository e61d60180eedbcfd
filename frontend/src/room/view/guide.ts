/** The issue guide of the session, as its page brings it: the question, the background, the approaches. */

import type { Panel } from "../activity";
import * as words from "../words";

export const GUIDE: Panel = {
  name: "guide",
  tab: "guide",
  column: "start",
  isShown: (room) => room.place.guide !== null,
  label: words.issueGuide,
  picture: "M4 3h9l3 3v11H4zM7 8h6M7 11h6M7 14h4",
  view: (room) => room.place.guide,
};
