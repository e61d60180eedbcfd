import { Opened } from "../opened";

/** I am changing what I have handed in. */
export const CHANGING = new Opened("silent.changing", false);
/** The sheet that a moderator is about to hold or return, by its number. */
export const SHEET_ACT = new Opened<{ is: "hold" | "return"; sheet: number } | null>("silent.act", null);
