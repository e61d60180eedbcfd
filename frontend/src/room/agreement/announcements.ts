/** Who hears what of the ground rules, and of those that somebody proposes. */

import { once, type Row, row } from "../announcements";
import { nameOf } from "../people/known";
import type * as protocol from "../protocol";
import type { State } from "../state";
import { proposals } from "./known";
import * as words from "./words";

type Proposal = protocol.agreement.Proposal;
/** What is said against it, and by whom. */
type Objected = readonly [Proposal, protocol.agreement.Objection];

export const ANNOUNCEMENTS: Row[] = [
  row({
    event: "the ground rules change",
    happened: (before, after) =>
      once(Boolean(before.mine?.agreement.confirmed && !after.mine?.agreement.confirmed)),
    hears: { everybody: () => ({ text: words.rulesChanged() }) },
  }),
  row<Proposal>({
    event: "somebody proposes a rule",
    happened: (before, after) => proposals(after).filter(({ id }) => !proposal(before, id)),
    concerned: ({ person }) => person,
    hears: {
      everybody: ({ person, text }, state) => ({ text: words.proposes(nameOf(state, person), text) }),
    },
  }),
  row<Objected>({
    event: "somebody objects to a proposed rule",
    happened: (before, after) =>
      proposals(after).flatMap((each) => objected(proposal(before, each.id), each)),
    concerned: ([{ person }]) => person,
    hears: {
      concerned: (objected, state) => ({
        text: words.objectsToYours(nameOf(state, objected[1].person), objected[1].text),
      }),
    },
  }),
  row<number[]>({
    event: "the group goes on without somebody's confirmation",
    happened: (before, after) => {
      const added = without(after).filter((id) => !without(before).includes(id));
      return added.length ? [added] : [];
    },
    hears: {
      everybody: (added, state) => ({ text: words.goesOnWithout(added.map((id) => nameOf(state, id))) }),
    },
  }),
];

function proposal(state: State, id: number): Proposal | undefined {
  return proposals(state).find((each) => each.id === id);
}

/** What is new of what is said against it; of a proposal that is new itself, nothing. */
function objected(known: Proposal | undefined, proposed: Proposal): Objected[] {
  if (!known) return [];
  const heard = new Set(known.objections.map((each) => each.person + each.text));
  return proposed.objections
    .filter((each) => !heard.has(each.person + each.text))
    .map((each) => [proposed, each]);
}

function without({ parts }: State): readonly number[] {
  return parts.agreement?.without ?? [];
}
