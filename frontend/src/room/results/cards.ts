/** Back in the plenary: what the groups bring, side by side, in view wherever one reads in the conversation. */

import { html, nothing, type TemplateResult } from "lit-html";
import { Opened } from "../opened";
import { nameOf } from "../people/known";
import { group } from "../places/words";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { foreign } from "../view/foreign";
import { opens } from "../view/opening";
import { cameFrom, inOrder } from "./known";
import * as words from "./words";

const FOLDED = new Opened("results.folded", false);

export function cards(room: Room): TemplateResult | typeof nothing {
  const all = inOrder(room);
  if (!all.length) return nothing;
  const toggled = (event: Event) => fold(room, !(event.currentTarget as HTMLDetailsElement).open);
  return html`<details class="brought" ?open=${opens(!FOLDED.in(room))} @toggle=${toggled}>
    <summary class="brought__title">${words.fromGroups(all.length)}</summary>
    <ul class="brought__cards">
      ${all.map((each) => card(room, each))}
    </ul>
    <button class="button button--quiet brought__print" type="button" @click=${() => window.print()}>${words.print()}</button>
  </details>`;
}

function fold(room: Room, isFolded: boolean): void {
  if (isFolded !== FOLDED.in(room)) FOLDED.set(room, isFolded);
}

/** What is said of it there has room, as the cards fold away. */
function show(room: Room, contribution: number): void {
  fold(room, true);
  room.show(contribution);
}

function card(
  room: Room,
  { group: number, contribution, reporter, ...known }: protocol.results.ResultCard,
): TemplateResult {
  const isOwn = number === cameFrom(room);
  return html`<li class="brought__card" data-own=${isOwn}>
    <h3 class="brought__group">
      ${group(number)} ${isOwn ? html`<span class="badge">${words.yourGroup()}</span>` : nothing}
    </h3>
    ${content(room, known)}
    ${reporter === null ? nothing : html`<p class="panel__note">${words.reports(nameOf(room.state, reporter))}</p>`}
    ${
      known.text
        ? html`<button class="button button--quiet" type="button" aria-label=${words.talkOf(number)} @click=${() => show(room, contribution)}>
            ${words.inTalk()}
          </button>`
        : nothing
    }
  </li>`;
}

/** A group may have said no more than who reports. */
function content(
  room: Room,
  { text, by, hidden }: Pick<protocol.results.ResultCard, "text" | "by" | "hidden">,
): TemplateResult {
  if (text) return html`<p class="brought__text" dir="auto" lang=${foreign(room)}>${text}</p>`;
  const why = hidden ? words.hidden() : by === null ? words.orally() : words.erased();
  return html`<p class="panel__note">${why}</p>`;
}
