import { currentMode, currentPhase, isRunning } from "../agenda/known";
import type { Asked } from "../outbox";
import type * as protocol from "../protocol";
import type { Commands } from "../protocol";
import type { Room } from "../room";
import type { State } from "../state";

/** A silent round is going on, or everybody works alone. */
export function isSilent(state: State): boolean {
  return isRunning(state.parts.agenda) && currentMode(state) === "silent_round";
}

export function isAlone(state: State): boolean {
  return currentPhase(state)?.formation === "alone";
}

/** What I have handed in, as the server knows it. */
export function sheet(state: State): protocol.silent.SilentSheet | null {
  return state.mine?.silent.sheet ?? null;
}

/** What I have handed in and the server has not taken yet. */
export function onItsWay(room: Room): string | undefined {
  const asked = room.outbox.all.filter((each: Asked) => each.do === "silent.HandIn" && !each.refused).at(-1);
  return asked && (asked.fields as Commands["silent.HandIn"]).text;
}

/** So many have handed in as are here: perhaps there is nobody left to wait for. */
export function isComplete(state: State): boolean {
  const here = [...state.people.values()].filter(
    (person) => person.role === "participant" && state.present.has(person.id),
  );
  const { handed_in: handedIn = 0 } = state.parts.silent ?? {};
  return handedIn > 0 && handedIn >= here.length;
}

/** How many would be revealed now, as far as one is told: what is held back stays with its author. */
export function unrevealed(state: State): number {
  const { handed_in: handedIn = 0, revealed = 0, sheets = [] } = state.parts.silent ?? {};
  return handedIn - revealed - sheets.filter((each) => each.state !== "ready").length;
}
