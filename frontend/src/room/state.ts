/** What this browser knows of the room. Merging is generic: the server decides, nothing is worked out again here. */

import type { View } from "./frames";
import type * as protocol from "./protocol";
import type { Mine, Parts } from "./protocol";

type ById<Item> = ReadonlyMap<number, Item>;

export interface State {
  seq: number;
  epoch: string;
  /** The server's clock minus ours, ms. */
  offset: number;
  parts: Partial<Parts>;
  people: ById<protocol.people.Person>;
  contributions: ById<protocol.exchange.Contribution>;
  mine: Mine | null;
  present: ReadonlySet<number>;
}

export const NOTHING: State = {
  seq: 0,
  epoch: "",
  offset: 0,
  parts: {},
  people: new Map(),
  contributions: new Map(),
  mine: null,
  present: new Set(),
};

export function merge(state: State, view: View, clock: number): State {
  const epoch = view.epoch ?? state.epoch;
  const anew = view.since === 0 || epoch !== state.epoch;
  const known = anew ? { ...NOTHING, mine: state.mine, present: state.present } : state;
  return {
    ...known,
    seq: view.seq,
    epoch,
    offset: view.now === undefined ? state.offset : view.now - clock,
    parts: { ...known.parts, ...view.parts },
    people: upsert(known.people, view.people),
    contributions: upsert(known.contributions, view.contributions),
  };
}

function upsert<Item extends { id: number }>(known: ById<Item>, items: Item[] | undefined): ById<Item> {
  if (!items?.length) return known;
  const merged = new Map(known);
  for (const item of items) merged.set(item.id, item);
  return merged;
}
