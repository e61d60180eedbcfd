/** The first things that Tab reaches: links to where people want to be. */

import { html, nothing, type TemplateResult } from "lit-html";
import "./navigation.css";
import { clockTime } from "../exchange/times";
import type { Room } from "../room";
import * as words from "./words";

/** `talk`: whether the conversation is shown; `moderation`: whether there is anything for whoever moderates. */
export function skips(room: Room, talk: boolean, moderation: boolean): TemplateResult {
  const newest = talk ? (room.state.contributions.last?.id ?? 0) : 0;
  const { since } = room.ui;
  return html`<div class="skips">
    ${link(words.toField(), "doing", () => toField(room))}
    ${newest && since ? link(words.toNew(clockTime(since.at)), `c${since.id}`, () => room.show(since.id)) : nothing}
    ${newest ? link(words.toNewest(), `c${newest}`, () => room.show(newest)) : nothing}
    ${moderation ? link(words.toModeration(), "moderation", () => to(room, ".panel--moderation, .panel--groups", "moderation")) : nothing}
  </div>`;
}

function link(text: string, id: string, go: () => void): TemplateResult {
  const follow = (event: Event) => {
    event.preventDefault(); // the address stays, and so does the way back in the browser's history
    go();
  };
  return html`<a class="skip-link" href="#${id}" @click=${follow}>${text}</a>`;
}

function to(room: Room, focus: string, tab = "conversation"): void {
  room.focus = focus;
  room.set({ tab });
}

/** Where one waits, the field to prepare in; where there is none, what one can do instead. */
function toField(room: Room): void {
  to(room, "#doing");
  if (room.mayCompose) room.write({}, true);
}
