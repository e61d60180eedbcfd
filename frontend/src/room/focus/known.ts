import { currentMode, isRunning } from "../agenda/known";
import { isModerating } from "../standing";
import type { State } from "../state";

export function isFocused(state: State): boolean {
  return isRunning(state.parts.agenda) && currentMode(state) === "focus";
}

/** The question that I may answer now and nothing else; undefined where I may say other things, too. */
export function toAnswer(state: State): number | undefined {
  if (!isFocused(state) || isModerating(state)) return undefined;
  return state.parts.focus?.question ?? undefined;
}
