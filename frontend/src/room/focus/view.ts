/** One question that all answer: pinned above everything; and for the moderation, where it is asked. */

import { html, nothing, type TemplateResult } from "lit-html";
import { preparing } from "../exchange/composer";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { field, required } from "../view/field";
import { isFocused } from "./known";
import * as words from "./words";

/** Under which name it is kept while it is written. */
export const DRAFT = "focus-question";

export function question({ state, place }: Room): TemplateResult | typeof nothing {
  const asked = isFocused(state) ? state.parts.focus?.text : "";
  return asked
    ? html`<p class="pinned" tabindex="0" aria-label=${words.theQuestion()} role="note" dir="auto" lang=${place.language || nothing}>
        <strong>${asked}</strong>
      </p>`
    : nothing;
}

export function notAsked(room: Room): TemplateResult {
  return html`<p class="doing__words"><strong>${words.noQuestionYet()}</strong></p>
    ${preparing(room)}`;
}

export function asking(room: Room): TemplateResult | typeof nothing {
  if (!isFocused(room.state) || !room.may("focus.AskFocus")) return nothing;
  const send = (event: Event) => {
    event.preventDefault();
    const text = required(room, DRAFT, "focus.empty");
    if (text) room.ask("focus.AskFocus", { text }, DRAFT);
  };
  const isNext = Boolean(room.state.parts.focus?.text);
  return html`<form class="part small-form" @submit=${send}>
    ${field(room, { name: DRAFT, label: words.askEverybody(), longest: protocol.LIMITS["focus.LONGEST"] })}
    <p class="panel__note">${words.askHint()}</p>
    <button class="button button--wide">${isNext ? words.askNext() : words.ask()}</button>
  </form>`;
}
