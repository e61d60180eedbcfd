import { Opened } from "../opened";
import type * as protocol from "../protocol";

/** In place of a room: those who are in no group, and all groups. */
export const PLENARY = 0;
export const ALL = -1;

/** What one is about to do with a group that is out, by its room. */
export type Acting = "tell" | "longer" | "move" | "merge" | "close";
export interface Act {
  is: Acting;
  room: number;
}

/** What the proposal will be made by, as the form has it. */
export interface Wanted {
  by: "number" | "size";
  count: number;
  how: How;
  hosts: boolean;
}

export type How = protocol.groups.How;

/** What takes back the last change that somebody made by hand. */
export type TakingBack =
  | { is: "person"; person: number; group: number | null }
  | { is: "host"; group: number; person: number | null }
  | { is: "moderator"; group: number; person: number | null };

export const USUAL: Wanted = { by: "size", count: 4, how: "mixed", hosts: false };

export const FORMING = new Opened("groups.forming", false);
export const WANTED = new Opened<Wanted>("groups.wanted", USUAL);
/** Whether the proposal is being made. */
export const ASKED = new Opened("groups.asked", false);
/** The person of the proposal whom one is about to put elsewhere. */
export const SEAT = new Opened("groups.seat", 0);
/** The group of the proposal, counted from 1, of which one is about to say who moderates it. */
export const LED = new Opened("groups.led", 0);
export const UNDO = new Opened<TakingBack | null>("groups.undo", null);
/** The group whose menu is open, and what was chosen there. */
export const MENU = new Opened("groups.menu", 0);
export const ACT = new Opened<Act | null>("groups.act", null);
