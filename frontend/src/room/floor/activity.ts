import type { Activity, Deadline } from "../activity";
import { currentMode, isRunning } from "../agenda/known";
import type { Room } from "../room";
import { rest } from "../times";
import { ANNOUNCEMENTS } from "./announcements";
import { haveFloor, ownTurn, speakingList } from "./bottom";
import "./floor.css";
import { floor } from "./view";
import * as words from "./words";

export const ACTIVITY: Activity = {
  name: "floor",
  refusals: words.REFUSALS,
  bottoms: { "floor.not_yours": { view: speakingList, prepares: true } },
  aboveComposer: haveFloor,
  panels: [
    {
      name: "floor",
      tab: "order",
      column: "end",
      isShown: (room) => isRunning(room.agenda) && currentMode(room.state) !== "round", // which has its own order
      label: words.speakingList,
      picture: "M4 5h12M4 10h12M4 15h7",
      count: (room) => room.state.parts.floor?.requests.length ?? 0,
      withDoing: true,
      view: floor,
    },
  ],
  announcements: ANNOUNCEMENTS,
  deadline,
};

function deadline(room: Room): Deadline | undefined {
  const holder = ownTurn(room);
  if (!holder) return undefined;
  const say = (mark: number) => (mark ? words.halfMinute() : words.timeUp());
  return { since: holder.since, rest: rest(holder.until, room.agenda, room.clock), marks: [0, 30_000], say };
}
