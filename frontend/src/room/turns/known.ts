import type { State } from "../state";

/** Who is still to come in this round and is here, in order. */
export function presentInTurn(state: State): number[] {
  return (state.parts.turns?.waiting ?? []).filter((id) => state.present.has(id));
}

export function whoIsNext(state: State): number | undefined {
  return presentInTurn(state)[0];
}
