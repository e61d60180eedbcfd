import type { Activity, Deadline } from "../activity";
import type { Room } from "../room";
import { left, rest } from "../times";
import "./agenda.css";
import { ANNOUNCEMENTS } from "./announcements";
import { closed, pause, paused, planned } from "./bottom";
import { pace } from "./pace";
import { agenda } from "./panel";
import { maySignal, signals } from "./signals";
import { steps } from "./steps";
import * as words from "./words";

export const ACTIVITY: Activity = {
  name: "agenda",
  refusals: words.REFUSALS,
  bottoms: {
    "room.planned": { view: planned, covers: true },
    "room.paused": { view: paused, covers: true, mayRead: () => true },
    "room.closed": { view: closed },
  },
  aboveComposer: pace,
  always: signals,
  beforeTalk: pause,
  panels: [
    {
      name: "agenda",
      tab: "agenda",
      column: "start",
      isShown: () => true,
      label: words.agenda,
      picture: "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM10 6v4l3 2",
      view: agenda,
    },
    {
      name: "signals",
      column: "end",
      isShown: maySignal,
      label: words.yourSignal,
      isUntitled: true,
      view: signals,
    },
  ],
  steps,
  announcements: ANNOUNCEMENTS,
  deadline,
};

function deadline({ agenda, clock }: Room): Deadline | undefined {
  if (agenda?.stage !== "open") return undefined;
  const ms = rest(agenda.until, agenda, clock);
  return { since: agenda.since, rest: ms, marks: [0, 60_000, 300_000], say: () => words.timeLeft(left(ms)) };
}
