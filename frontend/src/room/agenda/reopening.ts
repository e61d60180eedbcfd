/** For those who moderate: going on with what was ended by mistake. */

import { html, nothing, type TemplateResult } from "lit-html";
import { Opened } from "../opened";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { cancel } from "../words";
import * as words from "./words";

const REOPENING = new Opened("agenda.reopening", false);
const LONGEST_REASON = protocol.LIMITS["agenda.LONGEST_REASON"];
const WITHIN = protocol.LIMITS["agenda.REOPEN_WITHIN"];

/** Of a session that is over, `until` says since when. */
export function reopening(room: Room): TemplateResult | typeof nothing {
  const { agenda } = room;
  if (!agenda || !room.may("agenda.ReopenRoom") || room.clock - agenda.until > WITHIN) return nothing;
  return REOPENING.in(room) ? form(room) : opener(room);
}

function opener(room: Room): TemplateResult {
  const open = () => {
    room.focus = "#reopen-reason";
    REOPENING.set(room, true);
  };
  return html`<button class="button button--quiet" type="button" @click=${open}>${words.endedByMistake()}</button>`;
}

/** The field is its own: what is written in it is no text that somebody could not send. */
function form(room: Room): TemplateResult {
  const send = (event: Event) => {
    event.preventDefault();
    const { value } = (event.currentTarget as HTMLFormElement).elements.namedItem(
      "reason",
    ) as HTMLInputElement;
    room.focus = "#reopen-reason";
    room.ask("agenda.ReopenRoom", { reason: value });
  };
  const end = () => {
    room.focus = "#doing";
    REOPENING.close(room);
  };
  return html`<form class="small-form" @submit=${send}>
    <div class="field">
      <label class="field__label" for="reopen-reason">${words.reopenReason()}</label>
      <input id="reopen-reason" name="reason" dir="auto" required maxlength=${LONGEST_REASON} />
    </div>
    <div class="acts">
      <button class="button">${words.reopen()}</button>
      <button class="button button--quiet" type="button" @click=${end}>${cancel()}</button>
    </div>
  </form>`;
}
