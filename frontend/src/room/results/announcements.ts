/** Who hears what of results: everybody in the group, and in the plenary that there are some. */

import { once, type Row, row } from "../announcements";
import { nameOf } from "../people/known";
import type * as protocol from "../protocol";
import type { State } from "../state";
import { brought, result } from "./known";
import * as words from "./words";

type Known = protocol.results.ResultsView;

export const ANNOUNCEMENTS: Row[] = [
  row<number>({
    event: "somebody is to report for the group",
    happened: (before, after) => changed(before, after, "reporter", ({ reporter }) => reporter),
    concerned: (person) => person,
    hears: {
      concerned: () => ({ text: words.youReport() }),
      everybody: (person, state) => ({ text: words.reports(nameOf(state, person)) }),
    },
  }),
  row<number>({
    event: "the result of the group is written",
    happened: (before, after) => changed(before, after, "seq", ({ by }) => by),
    concerned: (person) => person,
    hears: { everybody: (person, state) => ({ text: words.writes(nameOf(state, person)) }) },
  }),
  // Whoever comes back hears it as well: the results are told before who one is in the plenary.
  row({
    event: "the groups have brought results",
    happened: (before, after) => once(brought(after).length > brought(before).length),
    hears: { everybody: (_, state) => ({ text: words.areAbove(brought(state).length) }) },
  }),
];

/** Whom it is about, where something of it is another. */
function changed(
  before: State,
  after: State,
  what: "reporter" | "seq",
  who: (known: Known) => number | null,
): number[] {
  const [was, is] = [result(before), result(after)];
  const person = was && is && was[what] !== is[what] ? who(is) : null;
  return person === null ? [] : [person];
}
