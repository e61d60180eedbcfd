/** For those who moderate: what can be done about somebody. */

import { html, nothing, type TemplateResult } from "lit-html";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { opens } from "../view/opening";
import { called } from "./known";
import { type Entry, MENU } from "./opened";
import { removals } from "./removing";
import { roles } from "./roles";
import * as words from "./words";

export function menu(room: Room, person: protocol.people.Person): TemplateResult | typeof nothing {
  const entries = [...roles(room, person), ...removals(room, person)];
  if (!entries.length) return nothing;
  const { id } = person;
  const toggled = (event: Event) => {
    const { open } = event.currentTarget as HTMLDetailsElement;
    if (open) MENU.set(room, id);
    else if (MENU.in(room) === id) MENU.close(room);
  };
  return html`<details class="menu" data-menu id="person-${id}" tabindex="-1" ?open=${opens(MENU.in(room) === id)} @toggle=${toggled}>
    <summary class="menu__button" aria-label=${words.actionsFor(called(person))}><span aria-hidden="true">⋯</span></summary>
    ${MENU.in(room) === id ? html`<div class="menu__entries" data-entries>${entries.map((each) => entry(room, each))}</div>` : nothing}
  </details>`;
}

function entry(room: Room, { label, choose }: Entry): TemplateResult {
  const chosen = () => {
    MENU.close(room);
    choose();
  };
  return html`<button class="menu__entry" type="button" @click=${chosen}>${label}</button>`;
}
