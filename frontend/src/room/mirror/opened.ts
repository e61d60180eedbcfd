import { Opened } from "../opened";

/** The contribution that one restates. */
export const RESTATING = new Opened("mirror.restating", 0);
/** The restatement in which one says what is missing. */
export const MISSING = new Opened("mirror.missing", 0);
