/**
 * Where there is little room, the ground rules of the opening fold away into one line above the conversation: they are
 * open until somebody has confirmed them, and then as they choose. Where there is room enough they stand above the
 * conversation all the time; the sheet of styles knows which it is.
 */

import { html, nothing, type TemplateResult } from "lit-html";
import { Opened } from "../opened";
import type { Room } from "../room";
import { confirmations, proposals, unread } from "./known";
import * as words from "./words";

/** As somebody chose; null as long as they have not. */
const FOLDED = new Opened<boolean | null>("agreement.folded", null);

/** In the opening; what comes before the conversation otherwise is there to be read. */
export function areFoldable(room: Room): boolean {
  return room.may("agreement.ProposeRule");
}

export function areFolded(room: Room): boolean {
  return areFoldable(room) && (FOLDED.in(room) ?? !areToRead(room));
}

/** Nothing was confirmed yet. What is new later stands in a sentence above the field. */
export function areToRead({ state, isModerating }: Room): boolean {
  return !isModerating && !state.mine?.agreement.confirmed && !unread(state).length;
}

export function unfold(room: Room): void {
  room.focus = ".rules";
  room.ui = { ...room.ui, tab: "conversation" };
  FOLDED.set(room, false);
}

/** As if nobody had chosen: what was confirmed folds away. */
export function forgetFolding(room: Room): void {
  FOLDED.close(room);
}

export function bar(room: Room): TemplateResult | typeof nothing {
  if (!areFoldable(room)) return nothing;
  const folded = areFolded(room);
  const count = proposals(room.state).length;
  return html`<button
    class="rules-bar"
    type="button"
    aria-expanded=${!folded}
    @click=${() => (folded ? unfold(room) : FOLDED.set(room, true))}
  >
    <span class="rules-bar__title">${words.groundRules()}</span>
    <span class="rules-bar__more">
      ${count ? html`<span class="badge">${words.proposals(count)}</span>` : nothing}
      ${words.confirmedBy(...confirmations(room.state))}
    </span>
  </button>`;
}
