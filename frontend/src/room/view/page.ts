/** The whole room: on a phone one part at a time, on a wide screen three columns. */

import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { Room } from "../room";
import * as words from "../words";
import { agenda } from "./agenda";
import { doing } from "./doing";
import { floor } from "./floor";
import { inviting, moderation } from "./moderation";
import { people } from "./people";
import { rules } from "./rules";
import { shownTab, tabs } from "./tabs";
import { connection, top } from "./top";
import { transcript } from "./transcript";

export interface Scrolling {
  scrolled: (event: Event) => void;
  toEnd: () => void;
}

export function page(room: Room, scrolling: Scrolling): TemplateResult {
  const isOver = room.link.is === "over";
  return html`<div class="page" data-tab=${shownTab(room)} data-stage=${room.agenda?.stage ?? "loading"}>
    ${top(room)} ${connection(room)} ${tabs(room)}
    <div class="columns">
      <div class="column-start">${agenda(room)} ${people(room)}</div>
      ${middle(room, scrolling)}
      <div class="column-end">
        ${isOver ? nothing : moderation(room)} ${floor(room)} ${isOver ? nothing : inviting(room)}
      </div>
    </div>
    ${spoken(room)}
  </div>`;
}

function middle(room: Room, { scrolled, toEnd }: Scrolling): TemplateResult {
  return html`<section class="conversation" aria-labelledby="conversation-title">
    <h2 class="visually-hidden" id="conversation-title">${words.conversation()}</h2>
    <div class="listen">
      <div class="scroll" id="scroll" tabindex="0" role="group" aria-labelledby="conversation-title" @scroll=${scrolled}>
        ${instead(room)} ${showsTalk(room) ? transcript(room) : nothing}
      </div>
      ${
        room.ui.unread && showsTalk(room)
          ? html`<button class="unread" type="button" @click=${toEnd}>
              ${words.newContributions(room.ui.unread)} <span aria-hidden="true">↓</span>
            </button>`
          : nothing
      }
    </div>
    ${doing(room)}
  </section>`;
}

/** What stands before the conversation: the ground rules until one has agreed, a pause, the wait for the opening. */
function instead(room: Room): TemplateResult | typeof nothing {
  const { stage, current } = room.agenda ?? {};
  if (stage === "paused") return html`${pause(room)} ${toggle(room)}`;
  if (room.now.is === "agree") return html`${rules(room)} ${room.agenda?.current ? toggle(room) : nothing}`;
  if (stage === "planned" || (stage === "open" && current === 0)) return rules(room);
  return nothing;
}

export function showsTalk(room: Room): boolean {
  const { stage } = room.agenda ?? {};
  if (!stage || stage === "planned") return false;
  return room.ui.reading || !(stage === "paused" || room.now.is === "agree");
}

function pause(room: Room): TemplateResult {
  return html`<div class="pause">
    <h3 class="pause__title">${words.paused()}</h3>
    <p class="pause__reason" dir="auto">${room.agenda?.pause_reason}</p>
    <p class="pause__hint">${words.pausedHint()}</p>
  </div>`;
}

function toggle(room: Room): TemplateResult {
  const { reading } = room.ui;
  return html`<button
    class="button button--quiet reading"
    type="button"
    aria-expanded=${reading}
    @click=${() => room.set({ reading: !reading })}
  >
    ${reading ? words.hideConversation() : words.showConversation()}
  </button>`;
}

/** For the ear only: what happens, in batches, and that one's own contribution has arrived. */
function spoken(room: Room): TemplateResult {
  return html`<div class="visually-hidden" role="log" aria-live="polite">
      ${repeat(
        room.ui.spoken,
        (each) => each.key,
        (each) => html`<p>${each.text}</p>`,
      )}
    </div>
    <div class="visually-hidden" role="status">${room.ui.status}</div>`;
}
