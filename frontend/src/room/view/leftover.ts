/** What somebody wrote and can no longer send: it stays readable, and can be copied. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Room } from "../room";
import * as words from "../words";
import { foreign } from "./foreign";

export function leftover(room: Room): TemplateResult | typeof nothing {
  const texts = room.unsent;
  if (!texts.length) return nothing;
  return html`<section class="leftover" tabindex="0" aria-labelledby="leftover-title">
    <h3 class="leftover__title" id="leftover-title">${words.notSent()}</h3>
    <p class="leftover__hint">${words.notSentHint()}</p>
    ${texts.map((text) => one(room, text))}
  </section>`;
}

function one(room: Room, text: string): TemplateResult {
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    room.set({ status: words.copied() });
  };
  return html`<div class="leftover__one">
    <p class="leftover__text" dir="auto" lang=${foreign(room)}>${text}</p>
    ${
      navigator.clipboard
        ? html`<button class="button button--quiet" type="button" @click=${copy}>${words.copy()}</button>`
        : nothing
    }
  </div>`;
}
