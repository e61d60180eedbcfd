import type { Activity, Deadline } from "../activity";
import { isRunning } from "../agenda/known";
import type { News } from "../news";
import { nameOf } from "../people/known";
import type { Room } from "../room";
import type { State } from "../state";
import { rest } from "../times";
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
  news,
  deadline,
  isAwaited: (state) =>
    isRunning(state.parts.agenda) &&
    (isListed(state) || state.parts.floor?.holder?.person === state.mine?.person),
};

function news(before: State, after: State): News[] {
  return [...taken(before, after), ...listed(before, after)];
}

/** I was put on the list, or taken off it. */
function listed(before: State, after: State): News[] {
  if (after.mine?.floor.struck && !before.mine?.floor.struck) return [{ text: words.struck(), shown: true }];
  return isListed(after) && !isListed(before) ? [{ text: words.onList() }] : [];
}

function isListed({ parts, mine }: State): boolean {
  return parts.floor?.requests.some((each) => each.person === mine?.person) ?? false;
}

function taken(before: State, after: State): News[] {
  const had = before.parts.floor?.holder?.person;
  const has = after.parts.floor?.holder?.person;
  const me = after.mine?.person;
  if (had === has) return [];
  if (has !== undefined && has === me) return [{ text: words.haveFloor() }];
  const ended = had !== undefined && had === me ? [{ text: words.floorBack() }] : [];
  return has === undefined ? ended : [...ended, { text: words.hasFloor(nameOf(after, has)) }];
}

function deadline(room: Room): Deadline | undefined {
  const holder = ownTurn(room);
  if (!holder) return undefined;
  const say = (mark: number) => (mark ? words.halfMinute() : words.timeUp());
  return { rest: rest(holder.until, room.agenda, room.clock), marks: [0, 30_000], say };
}
