/** What this browser knows of the room. Merging is generic: the server decides, nothing is worked out again here. */

import type { Presence, View } from "./frames";
import { ITEMS, type Items, type Mine, type Parts } from "./protocol";

type ById<Item> = ReadonlyMap<number, Item>;
/** What travels one by one, by its id. */
type Collections = { [Name in keyof Items]: ById<Items[Name]> };

export interface State extends Collections {
  seq: number;
  epoch: string;
  /** The server's clock minus ours, ms. */
  offset: number;
  parts: Partial<Parts>;
  mine: Mine | null;
  present: ReadonlySet<number>;
  /** Those who are in other rooms of the session, as far as one is told. */
  elsewhere: ReadonlySet<number>;
}

export const NOTHING: State = {
  ...collections(() => new Map()),
  seq: 0,
  epoch: "",
  offset: 0,
  parts: {},
  mine: null,
  present: new Set(),
  elsewhere: new Set(),
};

/** Of another epoch it is another room: nothing of before is kept but who I am and who is here, which come next. */
export function merge(state: State, view: View, clock: number): State {
  const epoch = view.epoch ?? state.epoch;
  const anew = view.since === 0 || epoch !== state.epoch;
  const known = anew
    ? { ...NOTHING, mine: state.mine, present: state.present, elsewhere: state.elsewhere }
    : state;
  return {
    ...known,
    ...collections((name) => upsert<{ id: number }>(known[name], view[name])),
    seq: view.seq,
    epoch,
    offset: view.now === undefined ? state.offset : view.now - clock,
    parts: { ...known.parts, ...view.parts },
  };
}

function collections(of: (name: keyof Items) => ById<{ id: number }>): Collections {
  return Object.fromEntries(ITEMS.map((name) => [name, of(name)])) as unknown as Collections;
}

function upsert<Item extends { id: number }>(known: ById<Item>, items: Item[] | undefined): ById<Item> {
  if (!items?.length) return known;
  const merged = new Map(known);
  for (const item of items) merged.set(item.id, item);
  return merged;
}

export function withPresence(state: State, { present, elsewhere = {} }: Presence): State {
  return { ...state, present: new Set(present), elsewhere: new Set(Object.values(elsewhere).flat()) };
}
