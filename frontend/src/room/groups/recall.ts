/** Everybody back: after a countdown that all see and in which it can still be called off, or at once. */

import { html, nothing, type TemplateResult } from "lit-html";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { digits } from "../times";
import { recalledUntil } from "./known";
import * as words from "./words";

/** One sentence for all can be written in it, s. */
export const COUNTDOWN = protocol.LIMITS["places.USUAL_RECALL"];

export function recall(room: Room): TemplateResult | typeof nothing {
  if (!room.may("places.Recall")) return nothing;
  const until = recalledUntil(room.state);
  return until ? countdown(room, until) : html`${soon(room)} ${now(room, words.recallNow())}`;
}

function countdown(room: Room, until: number): TemplateResult {
  const rest = until - room.clock;
  if (rest <= 0) return html`<p class="recall">${words.comingBack()}</p>`;
  return html`<div class="recall">
    <p class="recall__words"><span role="timer">${words.backIn(digits(rest))}</span></p>
    <div class="acts">
      <button class="button" type="button" id="recall" @click=${() => room.ask("places.CallOffReturn", {})}>${words.callOff()}</button>
      ${now(room, words.nowInstead())}
    </div>
  </div>`;
}

/** What calls it off has the same id: the focus stays with what one has begun. */
function soon(room: Room): TemplateResult {
  return html`<button class="button button--secondary recall-soon" type="button" id="recall" @click=${() => recallSoon(room)}>${words.recallIn(COUNTDOWN)}</button>`;
}

function now(room: Room, label: string): TemplateResult {
  return html`<button class="button button--secondary" type="button" @click=${() => room.ask("places.Recall", { seconds: 0 })}>
    ${label}
  </button>`;
}

export function recallSoon(room: Room): void {
  room.ask("places.Recall", { seconds: COUNTDOWN });
}
