import type { Activity } from "../activity";
import { isRunning } from "../agenda/known";
import type { Room } from "../room";
import { may } from "../standing";
import { ANNOUNCEMENTS } from "./announcements";
import { isNext, isWaiting } from "./known";
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
  announcements: ANNOUNCEMENTS,
  seen: begin,
  isAwaited: (state) => isRunning(state.parts.agenda) && isWaiting(state),
};

/** A turn begins when its person is shown that it is theirs: from then on nobody who comes back takes it from them. */
function begin(room: Room): void {
  const { state } = room;
  if (!isNext(state) || !may(state, "turns.BeginTurn") || state.parts.turns?.begun === state.mine?.person)
    return;
  room.askByItself("turns.BeginTurn", {});
}
