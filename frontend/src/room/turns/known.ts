import { standing } from "../standing";
import type { State } from "../state";

/** Who is still to come in this round and is waited for, in order: those who are here, and whose turn has begun. */
export function inTurn(state: State): number[] {
  const { waiting = [], begun } = state.parts.turns ?? {};
  return waiting.filter((id) => state.present.has(id) || id === begun);
}

export function isWaiting(state: State): boolean {
  return state.parts.turns?.waiting.includes(state.mine?.person ?? 0) ?? false;
}

export function whoIsNext(state: State): number | undefined {
  return inTurn(state)[0];
}

/** It is my turn, and I can take it. */
export function isNext(state: State): boolean {
  return standing(state) === "" && whoIsNext(state) !== undefined && whoIsNext(state) === state.mine?.person;
}
