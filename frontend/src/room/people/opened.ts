import { Opened } from "../opened";
import type * as protocol from "../protocol";

/** Whom one is about to remove, and why. */
export interface Removing {
  id: number;
  reason: protocol.people.Removal;
}

/** One thing that a menu offers. */
export interface Entry {
  label: string;
  choose: () => void;
}

export const REMOVING = new Opened<Removing | null>("people.removing", null);
/** To whom one is about to hand over the moderation. */
export const HANDING_OVER = new Opened("people.handing-over", 0);
/** The person whose menu is open. */
export const MENU = new Opened("people.menu", 0);
