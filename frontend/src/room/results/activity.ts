import type { Activity } from "../activity";
import { belongs, ownGroup } from "../places/known";
import type { Room } from "../room";
import { ANNOUNCEMENTS } from "./announcements";
import { cards } from "./cards";
import { follow } from "./draft";
import "./results.css";
import { unsaved } from "./unsaved";
import { REFUSALS } from "./words";
import { WRITING } from "./writing";

export const ACTIVITY: Activity = {
  name: "results",
  refusals: REFUSALS,
  reminder: unsaved,
  aboveTalk: cards,
  panels: [WRITING],
  announcements: ANNOUNCEMENTS,
  seen: follow,
  arrived: remember,
};

/** Back in the plenary, the card of one's own group comes first. */
function remember(room: Room): void {
  const group = ownGroup(room.state);
  if (group && belongs(room.state)) room.kept.write("came_from", group);
}
