import type { Activity } from "../activity";
import type { Room } from "../room";
import { may } from "../standing";
import { ANNOUNCEMENTS } from "./announcements";
import { begun } from "./begun";
import { arrived } from "./moved";
import "./places.css";
import { reporting } from "./report";
import { deadline, goBack } from "./returning";
import { where } from "./view";
import { REFUSALS } from "./words";

export const ACTIVITY: Activity = {
  name: "places",
  refusals: REFUSALS,
  whoseTurn: where,
  reminder: (room) => [reporting(room), begun(room)],
  announcements: ANNOUNCEMENTS,
  deadline,
  seen: enter,
  ticked: goBack,
  arrived,
};

/** Whoever comes while the others are in their groups goes into one by itself. */
function enter(room: Room): void {
  if (may(room.state, "places.EnterGroup")) room.askByItself("places.EnterGroup", {});
}
