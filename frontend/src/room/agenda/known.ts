import type * as protocol from "../protocol";
import type { Room } from "../room";
import type { State } from "../state";

export function currentPhase(state: State): protocol.agenda.Phase | undefined {
  const { agenda } = state.parts;
  return agenda?.phases[agenda.current];
}

/** Meanwhile the plenary is free. */
export const IN_BREAKOUTS: ReadonlySet<protocol.agenda.Formation> = new Set(["pairs", "triads", "groups"]);

/** In which mode this room is, as the server has it. */
export function currentMode(state: State): protocol.agenda.Mode | undefined {
  const phase = currentPhase(state);
  if (phase?.formation === "alone") return "silent_round";
  return phase && IN_BREAKOUTS.has(phase.formation) ? "free" : phase?.mode;
}

export function isRunning(agenda: protocol.agenda.AgendaView | undefined): boolean {
  return agenda?.stage === "open" || agenda?.stage === "paused";
}

/** Turns go on. In a pause nobody has one, whoever had it before. */
export function isUnderWay({ link, agenda }: Room): boolean {
  return link.is !== "over" && agenda?.stage === "open";
}
