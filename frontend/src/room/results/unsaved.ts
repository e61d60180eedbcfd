/** What somebody wrote as the result of a group and had not saved when they left: it can be said in the plenary. */

import { nothing, type TemplateResult } from "lit-html";
import { Opened } from "../opened";
import { waiting } from "../places/begun";
import { waitsThere } from "../places/words";
import type { Room } from "../room";
import { FIELD } from "./draft";
import * as words from "./words";

/** The names of those that are left there. */
const LEFT = new Opened<readonly string[]>("results.left", []);

export function unsaved(room: Room): TemplateResult[] | typeof nothing {
  if (!room.mayCompose) return nothing;
  const open = room.drafts.waiting(FIELD).filter(([name]) => !LEFT.in(room).includes(name));
  return open.map(([name, text]) => one(room, name, text));
}

function one(room: Room, name: string, text: string): TemplateResult {
  const group = Number.parseInt(name.slice(FIELD.length), 10);
  return waiting(room, {
    id: `unsaved-${group}`,
    title: words.unsavedIn(group),
    text,
    take: () => {
      const { text: before } = room.drafts.contribution;
      room.drafts.clear(name);
      room.write({ text: before.trim() ? `${before.trimEnd()}\n${text}` : text }, true);
    },
    leave: () => {
      room.focus = "#doing";
      LEFT.set(room, [...LEFT.in(room), name]);
      room.set({ status: waitsThere(group) });
    },
  });
}
