/** What people wrote has a language: a screen reader and the browser are told where it is not that of the interface. */

import { nothing } from "lit-html";
import type { Room } from "../room";

/** For the attribute `lang` of every text that stands in the room and not in the interface. */
export function foreign(room: Room): string | typeof nothing {
  return room.place.language || nothing;
}
