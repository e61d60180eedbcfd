/** The issue guide of the session, as its page brings it: the question, the background, the approaches.
 *
 * It stands below the agenda, behind the same tab: a phone of 320 px has no room for one more.
 */

import type { Panel } from "../activity";
import * as words from "../words";

export const GUIDE: Panel = {
  name: "guide",
  tab: "agenda",
  column: "start",
  isShown: (room) => room.place.guide !== null,
  label: words.issueGuide,
  view: (room) => room.place.guide,
};
