import type { Activity, Deadline } from "../activity";
import type { Room } from "../room";
import { may } from "../standing";
import { ANNOUNCEMENTS } from "./announcements";
import { ownSeat, rest, seated } from "./known";
import { changing, hasSeats, observing, ownTask, seats, task } from "./view";
import * as words from "./words";

export const ACTIVITY: Activity = {
  name: "seats",
  refusals: words.REFUSALS,
  bottoms: { "seats.observes": { view: observing } },
  whoseTurn: ownTask,
  ownTurn: (room) => {
    const mine = ownSeat(room.state);
    return mine?.voice === "everything" && hasSeats(room) ? task(mine) : undefined;
  },
  belowComposer: changing,
  panels: [
    {
      name: "seats",
      tab: "tasks",
      column: "end",
      isShown: hasSeats,
      label: words.tasks,
      picture: "M3 6l1.5 1.5 2.5-3M3 13l1.5 1.5 2.5-3M10 6h7M10 13h7",
      withDoing: true,
      view: seats,
    },
  ],
  announcements: ANNOUNCEMENTS,
  deadline,
  seen: changeInTime,
  isAwaited: (state) => state.parts.agenda?.stage === "open" && ownSeat(state) !== undefined,
};

function deadline({ state, clock, agenda }: Room): Deadline | undefined {
  const ms = rest(state, clock);
  if (ms === undefined || agenda?.stage !== "open" || !ownSeat(state)) return undefined;
  return { since: state.parts.seats?.changes ?? 0, rest: ms, marks: [30_000], say: words.soon };
}

/** The page asks for the change when its time has come: that of whoever has the first seat at once, the others a second
 *  later each, in case it is asleep. */
function changeInTime(room: Room): void {
  const { state } = room;
  const place = seated(state).findIndex(({ person }) => person === state.mine?.person);
  const ms = rest(state, room.clock);
  if (place < 0 || ms === undefined || ms > -1000 * place || !may(state, "seats.ChangeSeats")) return;
  room.askByItself("seats.ChangeSeats", { seen: state.parts.seats?.changes ?? 0 });
}
