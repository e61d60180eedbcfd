/** How much time there is, as whole units that a sentence can be made of. */

import type * as protocol from "./protocol";

export type Left =
  | { is: "left"; minutes: number }
  | { is: "last_minute" }
  | { is: "up" }
  | { is: "over"; minutes: number };

const MINUTE = 60_000;

export function left(ms: number): Left {
  if (ms > MINUTE) return { is: "left", minutes: Math.ceil(ms / MINUTE) };
  if (ms > 0) return { is: "last_minute" };
  const over = Math.floor(-ms / MINUTE);
  return over < 1 ? { is: "up" } : { is: "over", minutes: over };
}

/** 100_000 is "1:40"; time that is over counts up. */
export function digits(ms: number): string {
  const seconds = ms > 0 ? Math.ceil(ms / 1000) : Math.floor(-ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** The time until a deadline, ms; a pause takes nothing from it. */
export function rest(until: number, agenda: protocol.agenda.AgendaView | undefined, clock: number): number {
  return until - (agenda?.stage === "paused" ? agenda.paused_at : clock);
}

/** The lowest of the marks that was passed on the way from one rest to another. */
export function passed(before: number, after: number, marks: readonly number[]): number | undefined {
  return marks.filter((mark) => before > mark && after <= mark).sort((one, other) => one - other)[0];
}
