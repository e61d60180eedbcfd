import { currentMode, isRunning } from "../agenda/known";
import type { State } from "../state";

/** People talk aloud, and this page is their second screen. */
export function isAloud(state: State): boolean {
  return isRunning(state.parts.agenda) && state.parts.agenda?.medium === "spoken";
}

/** There is something to write down: neither do all write in silence, nor does everybody vote. */
export function isHeard(state: State): boolean {
  const isVoting = currentMode(state) === "vote" && Boolean(state.parts.vote?.ballot);
  return isAloud(state) && currentMode(state) !== "silent_round" && !isVoting;
}

/** Who speaks now, by the speaking list or in the round. */
export function speaking(state: State): number | null {
  const { floor, turns } = state.parts;
  if (currentMode(state) === "speaking_list") return floor?.holder?.person ?? null;
  return currentMode(state) === "round" ? (turns?.begun ?? null) : null;
}

/** Since when, ms of the server's clock. */
export function since(state: State): number {
  const { floor, turns } = state.parts;
  return (currentMode(state) === "round" ? turns?.began_at : floor?.holder?.since) ?? 0;
}
