/** A returned contribution: what the moderator wrote, and the field to write it differently. */

import { html, nothing, type TemplateResult } from "lit-html";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { field, required } from "../view/field";
import { foreign } from "../view/foreign";
import * as words from "./words";

const LONGEST = protocol.LIMITS["exchange.LONGEST"];

export function rewriting(
  room: Room,
  contribution: protocol.exchange.Contribution,
  mine: boolean,
): TemplateResult | typeof nothing {
  if (contribution.state !== "returned" || !contribution.note) return nothing;
  return html`<blockquote class="note">
      ${mine ? html`<p class="note__who">${words.noteForYou()}</p>` : nothing}
      <p class="note__text" dir="auto" lang=${foreign(room)}>${contribution.note}</p>
    </blockquote>
    ${mine && room.may("exchange.Rewrite") ? form(room, contribution) : nothing}`;
}

function form(room: Room, { id, text }: protocol.exchange.Contribution): TemplateResult {
  const draft = `rewrite-${id}`;
  const send = (event: Event) => {
    event.preventDefault();
    if (room.isRewriting(id)) return;
    const anew = required(room, draft, "exchange.empty", text);
    if (!anew) return;
    room.focus = `#c${id}`;
    room.ask("exchange.Rewrite", { contribution: id, text: anew }, draft);
  };
  return html`<form class="small-form" @submit=${send}>
    ${field(room, { name: draft, label: words.rewrite(), longest: LONGEST, otherwise: text, rows: 4 })}
    <button class="button">${words.sendRewritten()}</button>
  </form>`;
}
