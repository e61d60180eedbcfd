/** What can be done with a group that is out, besides going in. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Do } from "../outbox";
import type { Room } from "../room";
import { opens } from "../view/opening";
import { begin } from "./acts";
import { type Row, rows } from "./known";
import { type Acting, MENU } from "./opened";
import * as words from "./words";

interface Offer {
  is: Acting;
  label: () => string;
  asks: Do;
  isOpen?: (room: Room, row: Row) => boolean;
}

const hasPeople = (_: Room, { people }: Row) => people.length > 0;
const hasOthers = ({ state }: Room) => rows(state).length > 1;

const OFFERS: readonly Offer[] = [
  { is: "tell", label: words.tell, asks: "places.TellGroups" },
  { is: "longer", label: words.longer, asks: "places.ExtendGroup" },
  { is: "move", label: words.move, asks: "places.MovePeople", isOpen: hasPeople },
  { is: "merge", label: words.merge, asks: "places.MergeGroups", isOpen: hasOthers },
  { is: "close", label: words.close, asks: "places.CloseGroup" },
];

function offered(room: Room, row: Row): Offer[] {
  return OFFERS.filter(({ asks, isOpen }) => room.may(asks) && (isOpen?.(room, row) ?? true));
}

/** What a row's menu follows from: as long as it is the same, the row is not drawn anew. */
export function offers(room: Room, row: Row): string {
  return offered(room, row)
    .map(({ is }) => is)
    .join(" ");
}

export function menu(room: Room, row: Row): TemplateResult | typeof nothing {
  const entries = offered(room, row);
  if (!entries.length) return nothing;
  const { room: id, number } = row;
  const isOpen = MENU.in(room) === id;
  const toggled = (event: Event) => {
    if ((event.currentTarget as HTMLDetailsElement).open) MENU.set(room, id);
    else if (MENU.in(room) === id) MENU.close(room);
  };
  return html`<details class="menu" data-menu ?open=${opens(isOpen)} @toggle=${toggled}>
    <summary class="menu__button" id="group-menu-${id}" aria-label=${words.actionsFor(number)}><span aria-hidden="true">⋯</span></summary>
    ${isOpen ? html`<div class="menu__entries" data-entries>${entries.map((each) => entry(room, id, each))}</div>` : nothing}
  </details>`;
}

function entry(room: Room, id: number, { is, label }: Offer): TemplateResult {
  const choose = () => {
    MENU.close(room);
    begin(room, id, is);
  };
  return html`<button class="menu__entry" type="button" @click=${choose}>${label()}</button>`;
}
