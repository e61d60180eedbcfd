/** Below the moderation's own part, and behind its tab, which it makes where there is nothing else for the moderation:
 *  the groups that are out, or the next ones. */

import { nothing } from "lit-html";
import type { Panel } from "../activity";
import type { Room } from "../room";
import { forming } from "./forming";
import { openCalls } from "./known";
import { overview } from "./overview";
import { proposed } from "./proposal";
import * as words from "./words";

export const PANEL: Panel = {
  name: "groups",
  tab: "moderation",
  column: "end",
  label: words.groups,
  picture: "M6 6h3v3H6zM14 5h3v3h-3zM4 14h3v3H4zM12 13h3v3h-3z",
  count: ({ state }) => openCalls(state).length,
  view: parts,
};

function parts(room: Room): unknown {
  if (room.link.is === "over") return nothing;
  const all = [proposed(room), overview(room), forming(room)];
  return all.some((each) => each !== nothing) ? all : nothing;
}
