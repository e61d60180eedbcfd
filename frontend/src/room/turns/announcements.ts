/** Who hears what of a round: those whose turn it is, or is next. */

import { type Row, row } from "../announcements";
import { nameOf } from "../people/known";
import { standing } from "../standing";
import type { State } from "../state";
import { inTurn } from "./known";
import * as words from "./words";

export const ANNOUNCEMENTS: Row[] = [
  row<number>({
    event: "somebody's turn comes",
    happened: (before, after) => comesTo(0, before, after).filter(() => standing(after) === ""),
    concerned: (person) => person,
    hears: { concerned: () => ({ text: words.yourTurn() }) },
  }),
  row<number>({
    event: "somebody is the next but one in a round",
    happened: (before, after) => comesTo(1, before, after),
    concerned: (person) => person,
    hears: {
      concerned: (_person, state) => ({
        text: words.afterIsYours(nameOf(state, inTurn(state)[0] ?? null)),
      }),
    },
  }),
  row<number>({
    event: "somebody has passed, or was passed over",
    happened: (before, after) => passed(after).filter((person) => !passed(before).includes(person)),
    concerned: (person) => person,
    hears: { concerned: () => ({ text: words.youPassed() }) },
  }),
];

function passed({ parts: { turns } }: State): readonly number[] {
  return turns?.passed ?? [];
}

/** Who stands now where they did not stand before. */
function comesTo(place: number, before: State, after: State): number[] {
  const person = inTurn(after)[place];
  const wasThere = inTurn(before)[place] === person && (place > 0 || standing(before) === "");
  return person === undefined || wasThere ? [] : [person];
}
