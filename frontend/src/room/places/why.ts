/** Why somebody is in this group, in a sentence or two: what the plan says of them, and nothing of anybody else. */

import { currentPhase } from "../agenda/known";
import { nameOf } from "../people/known";
import type * as protocol from "../protocol";
import type { State } from "../state";
import { inARow } from "../words";
import * as words from "./words";

type Why = protocol.explained.Why;

/** Empty for whoever is only visiting, or alone. */
export function why(state: State): string {
  const found = state.mine?.places.why;
  return found?.others ? inARow(BECAUSE[found.because](found, state), mixed(found)) : "";
}

const BECAUSE: Readonly<Record<protocol.explained.Because, (why: Why, state: State) => string>> = {
  stays: (_, state) => inARow(words.youHost(), currentPhase(state)?.rotates ? words.youStay() : ""),
  together: ({ people }, state) => words.keptTogether(people.map((id) => nameOf(state, id))),
  language: () => words.yourLanguage(),
  new: () => words.allAreNew(),
  mixed: ({ others, new: strangers }) => words.asNewAsPossible(others, strangers),
};

function mixed({ kinds }: Why): string {
  return kinds > 1 ? words.kindsHere(kinds) : "";
}
