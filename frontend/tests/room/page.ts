/** Somebody's page of the room, without a browser: what it stores, what it sends, and what the room says to it. */

import "./catalogue";
import { Kept } from "../../src/kept";
import type { Link } from "../../src/room/connection";
import type { View } from "../../src/room/frames";
import type * as protocol from "../../src/room/protocol";
import type { Mine } from "../../src/room/protocol";
import { Room } from "../../src/room/room";
import { AMAL, parts, seenBy, told } from "./people";

Object.defineProperty(globalThis, "window", { value: globalThis });

const LIVE: Link = { is: "live", slow: false };

/** What a tab stores, until it is closed. */
export class Memory {
  private readonly items = new Map<string, string>();
  isFull = false;
  /** What was stored at each change, by name. */
  readonly history: Record<string, string | null>[] = [];

  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (this.isFull) throw new Error("QuotaExceededError");
    this.items.set(key, value);
    this.history.push(Object.fromEntries(this.items));
  }

  removeItem(key: string): void {
    this.items.delete(key);
  }
}

/** A page in the room; with the storage of an earlier one it is that one loaded again. */
export function loaded(storage = new Memory(), me: number = AMAL, mode: protocol.agenda.Mode = "free") {
  const kept = () => new Kept(() => storage as unknown as Storage, "");
  const place = {
    title: "",
    transcript: "",
    session: "",
    login: "",
    address: "/room/",
    ballot: "/ballot/",
    groups: "/groups/",
    token: "",
    cards: [],
    cardsAt: "",
    language: "",
    questions: {},
    rehearsal: "",
    guide: null,
  };
  const room = new Room(
    place,
    kept(),
    kept(),
    () => {},
    () => {},
  );
  const sent: { ref: string; do: string; fields: { text: string } }[] = [];
  const introduce = (person = me, may: Mine["may"] = {}) => {
    const { mine } = told(seenBy(person), {}, may);
    if (mine) room.hear({ mine });
  };
  const connect = () => {
    room.linked(LIVE);
    room.hear(view("open", {}, mode));
    introduce();
    room.hear({ present: [...seenBy(me).present] });
    room.outbox.connected((text) => sent.push(JSON.parse(text)), room.steady());
  };
  return { room, sent, connect, introduce, storage };
}

export function view(
  stage: protocol.agenda.Stage = "open",
  more: Partial<View> = {},
  mode: protocol.agenda.Mode = "free",
): View {
  const { people } = seenBy(AMAL);
  const { agenda, ...others } = parts(mode);
  return {
    seq: 9,
    epoch: "e",
    since: 0,
    parts: { ...others, agenda: { ...agenda, stage } },
    people: [...people.values()],
    ...more,
  };
}

export function says(room: Room, text: string): void {
  room.write({ text });
  room.contribute();
}
