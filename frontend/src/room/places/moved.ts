/** Somebody has come into another room: with which words they were moved, and what they had begun before. */

import { isLeading, nameOf } from "../people/known";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { inARow } from "../words";
import { companions, namesOf, ownGroup } from "./known";
import * as words from "./words";

/** What the moderation said so shortly before goes with the move, ms; and among so many that were said last. */
const RECENT = 5_000;
const LAST = 10;

/** Pages that have been loaded: where one was found then is no news to the room, but to whoever listens. */
const LOADED = new WeakSet<Room>();

export function arrived(room: Room): void {
  const { state } = room;
  const group = ownGroup(state);
  if (group && !LOADED.has(room)) room.speak([words.nowInGroup(group, namesOf(state, companions(state)))]);
  LOADED.add(room);
  const said = wordsOfMove(room);
  if (said)
    room.set({ notice: inARow(words.message(nameOf(room.state, said.by), said.text), room.ui.notice) });
  const begun = room.mayCompose ? room.drafts.begun : [];
  if (begun.length) room.speak(begun.map(({ group }) => words.begunIn(group)));
}

/** It is no news in the room, where it was said before one came. */
function wordsOfMove({ state, clock }: Room): protocol.exchange.Contribution | undefined {
  const { contributions, mine } = state;
  const last = contributions.slice(contributions.size - LAST, contributions.size).reverse();
  return last.find(
    ({ type, by, at }) =>
      type === "process" && isLeading(state, by) && by !== mine?.person && clock - at < RECENT,
  );
}
