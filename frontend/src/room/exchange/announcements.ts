/** Who hears what of contributions. A hidden one is announced without its words. */

import { type News, type Row, row } from "../announcements";
import { label } from "../labels";
import { knownName, nameOf } from "../people/known";
import { isMessage } from "../places/known";
import type * as protocol from "../protocol";
import type { State } from "../state";
import { authorOf, seen } from "./known";
import * as words from "./words";

type Contribution = protocol.exchange.Contribution;
/** As it was, and as it is. */
type Change = readonly [Contribution, Contribution];

export const ANNOUNCEMENTS: Row[] = [
  row<Contribution>({
    event: "somebody contributes",
    happened: (before, after) =>
      difference(before, after).added.filter(
        (each) => each.state === "published" && !each.revealed && !each.asks_all && !isMessage(after, each),
      ),
    concerned: ({ by }) => by,
    addressee: ({ refers_to }, state) => state.contributions.get(refers_to ?? 0)?.by,
    hears: {
      addressee: ({ by, type, text }, state) => ({
        text: words.says(nameOf(state, by), words.referenceToYou(type), text),
      }),
      everybody: (contribution, state) => of(contribution, says(contribution, state), "said"),
    },
  }),
  change({
    event: "a contribution is rewritten",
    happened: (before, after) => before.state === "returned" && isBack([before, after]) && after.rewritten,
    hears: { everybody: words.hasRewritten },
  }),
  change({
    event: "a contribution is released",
    happened: (before, after) => isBack([before, after]) && !(before.state === "returned" && after.rewritten),
    hears: { concerned: words.yourReleased, everybody: words.isReleased },
  }),
  change({
    event: "a contribution is withdrawn",
    happened: (before, after) => became("withdrawn", before, after),
    hears: { everybody: words.hasWithdrawn },
  }),
  change({
    event: "a contribution is held",
    happened: (before, after) => became("held", before, after),
    hears: {
      concerned: (_name, { reason }) => (reason ? words.yourHeld(reason) : ""),
      everybody: (name, { reason }) => (reason ? words.isHeld(name, reason) : ""),
    },
  }),
  change({
    event: "a contribution is returned",
    happened: (before, after) => became("returned", before, after),
    hears: {
      concerned: (_name, { reason }) => (reason ? words.yourReturned(reason) : ""),
      everybody: (name, { reason }) => (reason ? words.isReturned(name, reason) : ""),
    },
  }),
  change({
    event: "a contribution gets another type",
    happened: (before, after) => before.type !== after.type && after.state === "published",
    hears: {
      concerned: (_name, { type }) => words.yourTypeIs(type),
      everybody: (name, { type }) => words.typeIs(name, type),
    },
  }),
];

/** Type and reference in one: whose contribution it answers or objects to. */
function says({ by, type, refers_to, text }: Contribution, state: State): string {
  const referred = state.contributions.get(refers_to ?? 0);
  const what = referred ? words.reference(type, knownName(state, referred.by)) : label("exchange.Type", type);
  return words.says(nameOf(state, by), what, text);
}

function of({ by }: Contribution, text: string, kind: News["kind"]): News {
  return kind ? { text, by, kind } : { text };
}

interface Changing {
  event: string;
  happened: (before: Contribution, after: Contribution) => boolean;
  hears: Partial<Record<"concerned" | "everybody", (name: string, contribution: Contribution) => string>>;
}

/** Its author is told at once; for all others it is one change of several. */
function change({ event, happened, hears: { concerned, everybody } }: Changing): Row {
  const told = (say: typeof everybody, kind: News["kind"]) => (changed: Change, state: State) => {
    const contribution = seen(state, changed[1]);
    return of(contribution, say?.(nameOf(state, contribution.by), contribution) ?? "", kind);
  };
  return row<Change>({
    event,
    happened: (before, after) => difference(before, after).changed.filter((each) => happened(...each)),
    concerned: ([, contribution], state) => authorOf(state, contribution),
    hears: {
      ...(concerned && { concerned: told(concerned, undefined) }),
      ...(everybody && { everybody: told(everybody, "changed") }),
    },
  });
}

interface Difference {
  before: State;
  added: Contribution[];
  changed: Change[];
}

/** By what it is now: each row asks, and what changed is looked for once for all rows. */
const differences = new WeakMap<State, Difference>();

function difference(before: State, after: State): Difference {
  const known = differences.get(after);
  if (known?.before === before) return known;
  const found = compared(before, after);
  differences.set(after, found);
  return found;
}

/** What was said earlier, and comes only now, is no news; what changed of it meanwhile was published before. */
function compared(before: State, after: State): Difference {
  const found: Difference = { before, added: [], changed: [] };
  for (const contribution of after.contributions.since(before.contributions)) {
    if (contribution.seq <= before.seq) continue;
    const known = before.contributions.get(contribution.id);
    if (!known && contribution.id > before.seq) found.added.push(contribution);
    else found.changed.push([known ?? { ...contribution, state: "published" }, contribution]);
  }
  return found;
}

/** Whether something that could be read before cannot be read any more. */
export function isAnythingHidden(before: State, after: State): boolean {
  return difference(before, after).changed.some(([, { state, text }]) => state !== "published" || !text);
}

function became(state: protocol.exchange.State, before: Contribution, after: Contribution): boolean {
  return after.state === state && before.state !== state;
}

function isBack([before, after]: Change): boolean {
  return became("published", before, after);
}
