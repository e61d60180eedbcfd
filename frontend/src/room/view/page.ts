/** The whole room: on a phone one part at a time, on a wide screen three columns. */

import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { ACTIVITIES } from "../activities";
import { skips } from "../navigation/skips";
import { howToWalk } from "../navigation/words";
import type { Room } from "../room";
import * as words from "../words";
import { DOING, TABS, TALK } from "./depth";
import { bottom, doing, isCovered } from "./doing";
import { type Arrangement, arranged, CONVERSATION, column, hasModeration, showsDoing, tabs } from "./panels";
import { connection, top } from "./top";

export interface Scrolling {
  scrolled: (event: Event) => void;
  toEnd: () => void;
}

export function page(room: Room, scrolling: Scrolling): TemplateResult {
  const parts = arranged(room);
  return html`<div class="page" data-page data-stage=${room.agenda?.stage ?? "loading"}>
    ${skips(room, showsTalk(room), hasModeration(parts))} ${ACTIVITIES.map((each) => each.banner?.(room) ?? nothing)} ${top(room)} ${connection(room)}
    ${room.depth < TABS ? nothing : belowTop(room, parts, scrolling)} ${spoken(room)}
  </div>`;
}

function belowTop(room: Room, parts: Arrangement, scrolling: Scrolling): TemplateResult {
  return html`${tabs(room, parts)}
    <div class="columns">${column(room, "start", parts)} ${middle(room, parts, scrolling)} ${column(room, "end", parts)}</div>`;
}

function middle(room: Room, parts: Arrangement, { scrolled, toEnd }: Scrolling): TemplateResult {
  return html`<section
    class="conversation"
    aria-labelledby="conversation-title"
    data-current=${parts.shown === CONVERSATION}
    data-doing=${showsDoing(parts)}
  >
    <h2 class="visually-hidden" id="conversation-title">${words.conversation()}</h2>
    <div class="listen" data-listen>
      <p class="visually-hidden" id="how-to-walk">${howToWalk()}</p>
      ${room.depth < TALK ? nothing : ACTIVITIES.map((each) => each.aboveTalk?.(room))}
      <div class="scroll" id="scroll" tabindex="-1" role="group" aria-labelledby="conversation-title" aria-describedby="how-to-walk" @scroll=${scrolled}>
        ${room.depth < TALK ? nothing : ACTIVITIES.map((each) => each.beforeTalk?.(room))} ${mayRead(room) ? toggle(room) : nothing}
        ${showsTalk(room) ? ACTIVITIES.map((each) => each.talk?.(room)) : nothing}
        <svg class="answer-lines" data-lines aria-hidden="true"><path></path></svg>
      </div>
      ${
        room.ui.unread && showsTalk(room)
          ? html`<button class="unread" type="button" @click=${toEnd}>
              ${words.newContributions(room.ui.unread)} <span aria-hidden="true">↓</span>
            </button>`
          : nothing
      }
    </div>
    ${room.depth < DOING ? nothing : doing(room)}
  </section>`;
}

export function showsTalk(room: Room): boolean {
  if (room.standing === undefined || room.depth < TALK) return false;
  return !isCovered(room) || (mayRead(room) && room.ui.reading);
}

/** What covers the conversation lets those read who ask for it. */
function mayRead(room: Room): boolean {
  const { standing } = room;
  return Boolean(standing && room.depth >= TALK && isCovered(room) && bottom(standing).mayRead?.(room));
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
