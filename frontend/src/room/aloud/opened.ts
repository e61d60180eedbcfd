import { Opened } from "../opened";

/** Of whom something is written down; 0 for whoever speaks now. */
export const WHOSE = new Opened("aloud.whose", 0);
