/** What stands at the bottom, and before the conversation, while the room is not open. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Room } from "../room";
import { foreign } from "../view/foreign";
import { backToSession, transcript } from "../words";
import { reopening } from "./reopening";
import * as words from "./words";

export function planned(room: Room): TemplateResult {
  if (!room.may("agenda.OpenRoom"))
    return html`<p class="doing__words"><strong>${words.waiting()}</strong> ${words.waitingMeanwhile()}</p>`;
  return html`<p class="doing__words">${words.openHint()}</p>
    <button class="button button--large" type="button" @click=${() => room.ask("agenda.OpenRoom", {})}>
      ${words.openNow()}
    </button>`;
}

export function paused(room: Room): TemplateResult | typeof nothing {
  if (!room.may("agenda.ResumeRoom")) return nothing;
  return html`<button class="button button--large resume" type="button" @click=${() => room.ask("agenda.ResumeRoom", {})}>
    ${words.resume()}
  </button>`;
}

export function closed(room: Room): TemplateResult {
  return html`<p class="doing__words">${words.closedHint()}</p>
    <p>
      <a class="button" href=${room.place.transcript}>${room.place.rehearsal ? backToSession() : transcript()}</a>
    </p>
    ${reopening(room)}`;
}

export function pause(room: Room): TemplateResult | typeof nothing {
  if (room.agenda?.stage !== "paused") return nothing;
  return html`<div class="pause">
    <h3 class="pause__title">${words.paused()}</h3>
    <p class="pause__reason" dir="auto" lang=${foreign(room)}>${room.agenda.pause_reason}</p>
    <p class="pause__hint">${words.pausedHint()}</p>
  </div>`;
}
