/**
 * On a phone, behind one tap: the question, what the moderation wrote for the phase, and what is to be done now. On wide
 * screens it stands on the page; on a phone it would leave little of the conversation.
 */

import { html, nothing, type TemplateResult } from "lit-html";
import { guidance } from "../guidance/view";
import { Opened } from "../opened";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import * as words from "../words";
import { foreign } from "./foreign";
import { opens } from "./opening";

const ABOUT = new Opened("view.about", false);

export function about(room: Room, agenda: protocol.agenda.AgendaView): TemplateResult {
  const toggled = (event: Event) => {
    const { open } = event.currentTarget as HTMLDetailsElement;
    if (open !== ABOUT.in(room)) ABOUT.set(room, open);
  };
  return html`<details class="menu about" data-menu ?open=${opens(ABOUT.in(room))} @toggle=${toggled}>
    <summary class="about__button" aria-label=${words.aboutPhase()}>
      <span class="about__sign" aria-hidden="true">?</span>
    </summary>
    ${ABOUT.in(room) ? html`<div class="menu__entries about__text" data-entries>${text(room, agenda)}</div>` : nothing}
  </details>`;
}

function text(room: Room, agenda: protocol.agenda.AgendaView): TemplateResult {
  const instruction = agenda.stage === "open" ? agenda.phases[agenda.current]?.instruction : "";
  const now = guidance(room.state);
  return html`<p class="about__question" dir="auto" lang=${foreign(room)}>${agenda.question || room.place.title}</p>
    ${instruction ? html`<p dir="auto" lang=${foreign(room)}>${instruction}</p>` : nothing}
    ${now ? html`<p>${now}</p>` : nothing}`;
}
