import type * as protocol from "../protocol";
import type { Room } from "../room";
import type { State } from "../state";

export function currentPhase(state: State): protocol.agenda.Phase | undefined {
  const { agenda } = state.parts;
  return agenda?.phases[agenda.current];
}

export function currentMode(state: State): protocol.agenda.Mode | undefined {
  return currentPhase(state)?.mode;
}

export function isRunning(agenda: protocol.agenda.AgendaView | undefined): boolean {
  return agenda?.stage === "open" || agenda?.stage === "paused";
}

/** Turns go on. In a pause nobody has one, whoever had it before. */
export function isUnderWay({ link, agenda }: Room): boolean {
  return link.is !== "over" && agenda?.stage === "open";
}
