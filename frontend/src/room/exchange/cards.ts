/** Cards that somebody laid before the session: beside their own field, and seen by nobody else. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Room } from "../room";
import { foreign } from "../view/foreign";
import { opens } from "../view/opening";
import { CARDS, TAKEN } from "./opened";
import * as words from "./words";

export interface LaidCard {
  id: number;
  text: string;
}

export function cards(room: Room): TemplateResult | typeof nothing {
  const laid = here(room);
  if (!laid.length) return nothing;
  const toggled = (event: Event) => CARDS.set(room, (event.currentTarget as HTMLDetailsElement).open);
  return html`<details class="menu bank" data-menu ?open=${opens(CARDS.in(room))} @toggle=${toggled}>
    <summary class="bank__button">${words.yourCards(laid.length)}</summary>
    <div class="menu__entries bank__entries" data-entries>
      <p class="bank__hint">${words.yourCardsHint()}</p>
      ${laid.map((card) => entry(room, card))}
    </div>
  </details>`;
}

function here(room: Room): readonly LaidCard[] {
  const taken = TAKEN.in(room);
  return room.place.cards.filter(({ id }) => !taken.includes(id));
}

function entry(room: Room, card: LaidCard): TemplateResult {
  return html`<button class="menu__entry bank__question" type="button" dir="auto" lang=${foreign(room)} @click=${() => take(room, card)}>${card.text}</button>`;
}

/** First into the field, which is kept on the device, then away: if that fails, the card lies there once more. */
function take(room: Room, { id, text }: LaidCard): void {
  const { text: before } = room.drafts.contribution;
  CARDS.close(room);
  TAKEN.set(room, [...TAKEN.in(room), id]);
  room.set({ tab: "conversation" });
  room.write({ text: before.trim() ? `${before.trimEnd()}\n${text}` : text }, true);
  void putAway(room, id);
}

async function putAway({ place }: Room, id: number): Promise<void> {
  const headers = { "X-CSRFToken": place.token };
  try {
    await fetch(`${place.cardsAt}${id}/away/`, {
      method: "POST",
      headers,
      redirect: "manual",
      keepalive: true,
    });
  } catch {
    // Offline: it is still there when the page is loaded again, and can be put away then.
  }
}
