/** What this browser knows of the room. Merging is generic: the server decides, nothing is worked out again here. */

import type { Earlier, First, Groups, Presence, View } from "./frames";
import { type Numbered, Ordered } from "./ordered";
import { ITEMS, type Items, type Mine, type overview, type Parts } from "./protocol";
import { shared } from "./sharing";
import { isModerating } from "./standing";

/** What travels one by one. */
type Collections = { [Name in keyof Items]: Ordered<Items[Name]> };

/** When the room was told as a whole, and what was left out then and has not come since. */
export interface Opening {
  readonly seq: number;
  readonly first: First;
}

export interface State extends Collections {
  seq: number;
  epoch: string;
  opening: Opening;
  /** The server's clock minus ours, ms. */
  offset: number;
  parts: Partial<Parts>;
  mine: Mine | null;
  /** The small groups that are out, as those who moderate are told in whichever room they are. */
  groups: overview.Overview | null;
  /** Which of them that is, for the server to know whether there is another one. */
  groupsTag: string;
  present: ReadonlySet<number>;
  /** Those who are in other rooms of the session, as far as one is told. */
  elsewhere: ReadonlySet<number>;
  /** Those of them who moderate, and the number of the group in which they are; 0: the plenary. Everybody is told. */
  moderators: ReadonlyMap<number, number>;
}

export const NOTHING: State = {
  ...collections(() => new Ordered()),
  seq: 0,
  epoch: "",
  opening: { seq: 0, first: {} },
  offset: 0,
  parts: {},
  mine: null,
  groups: null,
  groupsTag: "",
  present: new Set(),
  elsewhere: new Set(),
  moderators: new Map(),
};

/**
 * Of another epoch it is another room: nothing of before is kept but who I am and which groups there are, which come
 * next. Who is here comes next, too: those of the room before have not gone, and those who are found here have not just
 * come.
 */
export function merge(state: State, view: View, clock: number): State {
  const epoch = view.epoch ?? state.epoch;
  const isOther = epoch !== state.epoch;
  const anew = view.since === 0 || isOther;
  const { present, elsewhere, moderators } = isOther ? NOTHING : state;
  const { mine, groups, groupsTag } = state;
  const known = anew ? { ...NOTHING, mine, groups, groupsTag, present, elsewhere, moderators } : state;
  return {
    ...known,
    ...collections((name) => (known[name] as Ordered<Numbered>).with(view[name] ?? [])),
    seq: view.seq,
    epoch,
    opening: anew ? { seq: view.seq, first: view.first ?? {} } : state.opening,
    offset: view.now === undefined ? state.offset : view.now - clock,
    parts: { ...known.parts, ...shared(known.parts, view.parts) },
  };
}

/**
 * What was left out of the opening. What was told meanwhile is newer; what this tells of later is told in its turn, so
 * that nothing is missed that is said aloud then.
 */
export function mergeEarlier(state: State, earlier: Earlier): State {
  const { first } = state.opening;
  return {
    ...state,
    ...collections((name) => {
      const known = state[name] as Ordered<Numbered & { seq: number }>;
      const isLacking = ({ id, seq }: { id: number; seq: number }) =>
        id < (first[name] ?? 0) && seq <= state.seq && seq > (known.get(id)?.seq ?? -1);
      return known.with((earlier[name] ?? []).filter(isLacking));
    }),
    opening: { ...state.opening, first: {} },
  };
}

function collections(of: (name: keyof Items) => Ordered<Numbered>): Collections {
  return Object.fromEntries(ITEMS.map((name) => [name, of(name)])) as unknown as Collections;
}

/** It comes as a whole at each change: a group in which nothing happened stays the same object. */
export function withGroups(state: State, { groups, tag }: Groups): State {
  return { ...state, groups: shared(state.groups, groups), groupsTag: tag };
}

/** Whoever does not moderate any more is told no more of the groups, and forgets what they were told. */
export function withMine(state: State, mine: Mine): State {
  const known = { ...state, mine };
  return isModerating(known) ? known : { ...known, groups: null, groupsTag: "" };
}

export function withPresence(state: State, { present, elsewhere = {}, moderators = {} }: Presence): State {
  return {
    ...state,
    present: new Set(present),
    elsewhere: new Set(Object.values(elsewhere).flat()),
    moderators: new Map(Object.entries(moderators).map(([id, group]) => [Number(id), group])),
  };
}
