/**
 * The result of a group while somebody changes it on this page. Of two who change it at once the second to save it reads
 * both versions and decides: which one was changed is remembered from the moment at which one begins to write.
 */

import { ownGroup } from "../places/known";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { required, written } from "../view/field";
import { result } from "./known";

export const LONGEST = protocol.LIMITS["results.LONGEST_RESULT"];

interface Basis {
  epoch: string;
  /** The seq of the version; 0 where there was none. */
  seen: number;
}

/** How the name begins under which the text is kept: it waits in its group. */
export const FIELD = "we-bring-";

export function draft({ state }: Room): string {
  return FIELD + ownGroup(state);
}

/** What stands in the field where nobody has touched it: what is stored, or on its way to be. */
export function stored(room: Room): string {
  const asked = onItsWay(room);
  return asked === undefined ? (result(room.state)?.text ?? "") : asked;
}

export function onItsWay(room: Room): string | undefined {
  const asked = room.outbox.all.find((each) => each.do === "results.WriteResult" && !each.refused);
  return (asked?.fields as protocol.Commands["results.WriteResult"] | undefined)?.text;
}

export function isChanged(room: Room): boolean {
  return written(room, draft(room), stored(room)) !== stored(room).trim();
}

/** Somebody else has stored another version since one began to write. */
export function isOvertaken(room: Room): boolean {
  const known = result(room.state);
  return (
    known !== undefined && isChanged(room) && known.by !== room.state.mine?.person && known.seq !== seen(room)
  );
}

/** As long as one's own field is untouched, one has seen what is stored. */
export function follow(room: Room): void {
  const known = result(room.state);
  if (!known || room.drafts.has(draft(room)) || onItsWay(room) !== undefined) return;
  if (seen(room) !== known.seq) see(room, known.seq);
}

function seen({ kept, state }: Room): number {
  const { epoch, seen } = kept.read<Basis>("result", { epoch: "", seen: 0 });
  return epoch === state.epoch ? seen : 0;
}

function see({ kept, state }: Room, seen: number): void {
  kept.write("result", { epoch: state.epoch, seen } satisfies Basis);
}

export function save(room: Room): void {
  const known = result(room.state);
  const text = required(room, draft(room), "results.empty", stored(room));
  if (!known || !text) return;
  const basis = known.by === room.state.mine?.person ? known.seq : seen(room);
  room.focus = ".panel--result";
  room.ask("results.WriteResult", { text, seen: basis }, draft(room));
}

/** Of two versions one's own: it takes the place of what one has read now. */
export function keepOwn(room: Room): void {
  see(room, result(room.state)?.seq ?? 0);
  save(room);
}

/** The other version: one's own words are gone from the field. */
export function takeOther(room: Room): void {
  room.drafts.clear(draft(room));
  room.focus = ".panel--result";
  room.changed();
}

/** Both, one below the other, to be made one by hand. */
export function join(room: Room): void {
  const { text = "", seq = 0 } = result(room.state) ?? {};
  room.drafts.setText(draft(room), `${text}\n${room.drafts.text(draft(room))}`);
  see(room, seq);
  room.focus = `#${draft(room)}`;
  room.changed();
}
