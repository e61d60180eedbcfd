import type { Activity } from "../activity";
import type { News } from "../news";
import { standing } from "../standing";
import type { State } from "../state";
import { whoIsNext } from "./known";
import { isRound, mayPass, notYet, round, taken, whoseTurn, yourTurn } from "./view";
import * as words from "./words";

export const ACTIVITY: Activity = {
  name: "turns",
  refusals: words.REFUSALS,
  bottoms: {
    "turns.not_yet": { view: notYet, prepares: true },
    "turns.taken": { view: taken },
  },
  aboveComposer: yourTurn,
  whoseTurn,
  ownTurn: (room) => (isNext(room.state) ? words.yourTurn() : undefined),
  belowComposer: mayPass,
  panels: [
    {
      name: "turns",
      tab: "order",
      column: "end",
      isShown: isRound,
      label: words.order,
      picture: "M4 5h12M4 10h12M4 15h7",
      withDoing: true,
      view: round,
    },
  ],
  news,
};

function news(before: State, after: State): News[] {
  return isNext(after) && !isNext(before) ? [{ text: words.yourTurn() }] : [];
}

function isNext(state: State): boolean {
  return standing(state) === "" && whoIsNext(state) !== undefined && whoIsNext(state) === state.mine?.person;
}
