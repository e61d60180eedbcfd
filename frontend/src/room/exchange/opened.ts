import type { Contributing } from "../drafts";
import { Opened } from "../opened";

/** A form below a contribution. */
export type Act = { is: "correct" | "hold" | "return" | "type" | "withdraw"; id: number };

export const ACT = new Opened<Act | null>("exchange.act", null);
/** The contribution whose menu is open. */
export const MENU = new Opened("exchange.menu", 0);
/** All questions that moderators can ask are shown. */
export const BANK = new Opened("exchange.bank", false);
/** The one that is asked of everybody in a moment, and when, by the time of this page. */
export const ASKING = new Opened<{ text: string; at: number } | null>("exchange.asking", null);
/** What stood in the field before a question was taken into it, and the text with it. */
export const TAKEN_QUESTION = new Opened<{ before: Contributing; text: string } | null>(
  "exchange.taken_question",
  null,
);
/** The cards that one laid before are shown; and those that were taken into the field since. */
export const CARDS = new Opened("exchange.cards", false);
export const TAKEN = new Opened<readonly number[]>("exchange.taken", []);
/** How a question can begin is shown, where there is little room for it: to whoever has gone to the field. */
export const STARTERS = new Opened("exchange.starters", false);
/** All kinds are offered, not only the usual ones. */
export const ALL_TYPES = new Opened("exchange.all_types", false);
/** What is looked for in what was said. */
export const SEARCH = new Opened("exchange.search", "");
