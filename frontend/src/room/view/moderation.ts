/** The moderator's column: what needs a decision, the next sensible step; below all else, what can be asked. */

import { nothing } from "lit-html";
import { ACTIVITIES } from "../activities";
import type { Activity, Panel } from "../activity";
import type { Room } from "../room";
import * as words from "../words";

type Part = "decisions" | "steps" | "invitations";

/** Each in its place, also where there is nothing: what comes above another part does not draw that anew, nor take its
 *  focus away. */
function brought(room: Room, parts: readonly Part[]): unknown {
  const all = parts.flatMap((part) => ACTIVITIES.map((each: Activity) => each[part]?.(room) ?? nothing));
  return all.some((each) => each !== nothing) ? all : nothing;
}

function panel(name: string, label: () => string, parts: readonly Part[], more: Partial<Panel> = {}): Panel {
  return {
    name,
    tab: "moderation",
    column: "end",
    label,
    view: (room) => (room.link.is === "over" ? nothing : brought(room, parts)),
    ...more,
  };
}

export const MODERATION = panel("moderation", words.moderation, ["decisions", "steps"], {
  picture: "M10 2v4M10 14v4M2 10h4M14 10h4M10 7a3 3 0 1 1 0 6 3 3 0 0 1 0-6z",
  withDoing: true,
  count: (room) => ACTIVITIES.reduce((sum, each) => sum + (each.undecided?.(room) ?? 0), 0),
});

export const INVITING = panel("inviting", words.helpForModerating, ["invitations"], { isUntitled: true });
