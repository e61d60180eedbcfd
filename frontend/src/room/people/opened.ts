import { Opened } from "../opened";
import type * as protocol from "../protocol";

/** Whom one is about to remove, and why. */
export interface Removing {
  id: number;
  reason: protocol.people.Removal;
}

export const REMOVING = new Opened<Removing | null>("people.removing", null);
/** The person whose menu is open. */
export const MENU = new Opened("people.menu", 0);
