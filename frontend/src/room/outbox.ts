/** What was asked and not yet answered. Everything is asked again under the same key until there is an answer. */

import { wait } from "./backoff";
import { Bucket } from "./bucket";
import type { Reply } from "./frames";
import type { Commands } from "./protocol";

export type Do = keyof Commands;

/** What is asked, where its text was written (refused, it goes back there), and how far we had read by then. */
export interface Asking<Name extends Do = Do> {
  ref: string;
  do: Name;
  fields: Commands[Name];
  at: number;
  draft: string;
  seq: number;
}

export interface Asked extends Asking {
  tries: number;
  notBefore: number;
  refused: string;
}

export interface Answered {
  asked: Asked;
  refused: string;
}

/** Nothing is wrong with what was asked: the same will be taken later. Value: ms to wait at least. */
const LATER: Record<string, number> = { unavailable: 0, "exchange.too_fast": 5_000, "room.too_fast": 5_000 };
/** So many at once. */
const UNDER_WAY = 8;
/** Whoever sends more than 30 frames at once and 5 a second is thrown out: we stay below, and a second tab has room. */
const BURST = 20;
const A_SECOND = 4;
/** Each waits for the answer to the one before, which may be asked to come again: what people say stays in order. */
const ONE_BY_ONE: Do = "exchange.Contribute";

export class Outbox {
  private asked: Asked[];
  private readonly underWay = new Set<string>();
  private readonly allowance = new Bucket(BURST, A_SECOND);
  private send: ((text: string) => void) | null = null;

  /** `keep` is told of all that holds a text, so that a reload loses nothing that somebody wrote. */
  constructor(
    kept: Asked[],
    private readonly keep: (asked: Asked[]) => void,
  ) {
    this.asked = kept.map((each) => ({ ...each, at: 0, notBefore: 0 })); // the times of another page load say nothing
  }

  get all(): readonly Asked[] {
    return this.asked;
  }

  add(asking: Asking): void {
    this.change([...this.asked, { ...asking, tries: 0, notBefore: 0, refused: "" }]);
    this.flush(asking.at);
  }

  connected(send: (text: string) => void, now: number): void {
    this.send = send;
    this.underWay.clear();
    this.flush(now);
  }

  disconnected(): void {
    this.send = null;
    this.underWay.clear();
  }

  /** Send what may go now. One that has to wait holds back the later ones of its kind. */
  flush(now: number): void {
    const heldBack = new Set<Do>();
    for (const each of this.asked) {
      if (each.refused) continue;
      const isUnderWay = this.underWay.has(each.ref);
      const waits = !isUnderWay && (each.notBefore > now || heldBack.has(each.do));
      if (waits || each.do === ONE_BY_ONE) heldBack.add(each.do);
      if (!isUnderWay && !waits && !this.dispatch(each, now)) return;
    }
  }

  private dispatch({ ref, do: name, fields }: Asked, now: number): boolean {
    if (!this.send || this.underWay.size >= UNDER_WAY || !this.allowance.take(now)) return false;
    this.underWay.add(ref);
    this.send(JSON.stringify({ ref, do: name, fields }));
    return true;
  }

  answer(reply: Reply, now: number): Answered | null {
    this.underWay.delete(reply.ref);
    const asked = this.asked.find((each) => each.ref === reply.ref);
    if (!asked) return null;
    const refused = reply.refused ?? "";
    const later = LATER[refused];
    if (later !== undefined) {
      const tries = asked.tries + 1;
      this.replace({ ...asked, tries, notBefore: now + Math.max(later, wait(tries)) });
      return null;
    }
    if (refused && asked.draft) this.replace({ ...asked, refused });
    else this.drop(asked.ref);
    this.flush(now);
    return { asked, refused };
  }

  drop(ref: string): void {
    this.underWay.delete(ref);
    this.change(this.asked.filter((each) => each.ref !== ref));
  }

  private replace(changed: Asked): void {
    this.change(this.asked.map((each) => (each.ref === changed.ref ? changed : each)));
  }

  private change(asked: Asked[]): void {
    this.asked = asked;
    this.keep(asked.filter((each) => each.draft));
  }
}

/** The words in it that somebody wrote. */
export function written({ fields }: Asked): string {
  const { text, note, reason } = fields as { text?: string; note?: string; reason?: string };
  return note ?? text ?? reason ?? "";
}

/** A random UUID; `crypto.randomUUID` exists only where the page came over HTTPS or from this machine. */
export function newRef(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
