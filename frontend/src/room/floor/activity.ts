import type { Activity, Deadline } from "../activity";
import { isRunning } from "../agenda/known";
import type { Room } from "../room";
import type { State } from "../state";
import { rest } from "../times";
import { ANNOUNCEMENTS } from "./announcements";
import { haveFloor, ownTurn, speakingList } from "./bottom";
import "./floor.css";
import { floor, hasList, whoseTurn } from "./view";
import * as words from "./words";

export const ACTIVITY: Activity = {
  name: "floor",
  refusals: words.REFUSALS,
  bottoms: { "floor.not_yours": { view: speakingList, prepares: true } },
  aboveComposer: haveFloor,
  whoseTurn,
  ownTurn: (room) => ownTurn(room) && words.haveFloor(),
  panels: [
    {
      name: "floor",
      tab: "order",
      column: "end",
      isShown: hasList,
      label: words.speakingList,
      picture: "M4 5h12M4 10h12M4 15h7",
      count: (room) => room.state.parts.floor?.requests.length ?? 0,
      withDoing: true,
      view: floor,
    },
  ],
  announcements: ANNOUNCEMENTS,
  deadline,
  seen: age,
  isAwaited: (state) =>
    isRunning(state.parts.agenda) &&
    (isListed(state) || state.parts.floor?.holder?.person === state.mine?.person),
};

/** Somebody has waited so long that the list becomes another one: nothing happens in the room that would tell it. */
function age(room: Room): void {
  const { ages_at = null } = room.state.parts.floor ?? {};
  if (ages_at !== null && ages_at <= room.clock && room.may("floor.AgeRequests"))
    room.askByItself("floor.AgeRequests", {});
}

function isListed({ parts, mine }: State): boolean {
  return parts.floor?.requests.some((each) => each.person === mine?.person) ?? false;
}

function deadline(room: Room): Deadline | undefined {
  const holder = ownTurn(room);
  if (!holder) return undefined;
  const say = (mark: number) => (mark ? words.halfMinute() : words.timeUp());
  return { since: holder.since, rest: rest(holder.until, room.agenda, room.clock), marks: [0, 30_000], say };
}
