/** Where we are: phase, what to do now, how much time there is; and how the connection is, if it is not fine. */

import { html, nothing, type TemplateResult } from "lit-html";
import { ACTIVITIES } from "../activities";
import { isUnderWay } from "../agenda/known";
import { closed, notOpenYet, paused, timeLeft } from "../agenda/words";
import type * as protocol from "../protocol";
import { CLOSE } from "../protocol";
import type { Room } from "../room";
import { left, rest } from "../times";
import { foreign } from "../view/foreign";
import * as words from "../words";
import { about } from "./about";

export function top(room: Room): TemplateResult {
  const { agenda } = room;
  return html`<section class="top" aria-labelledby="room-title">
    <h1 class="top__title" id="room-title" dir="auto" lang=${foreign(room)}>${agenda?.question || room.place.title}</h1>
    <p class="top__phase">
      ${agenda ? phase(room, agenda) : nothing}
      ${room.place.rehearsal ? html`<span class="top__rehearsal">${room.place.rehearsal}</span>` : nothing}
    </p>
    ${agenda ? about(room, agenda) : nothing}
    <a class="top__leave" href=${room.place.session}>
      <svg class="top__way-out" viewBox="0 0 20 20" width="22" height="22" aria-hidden="true">
        <path d="M12 3H4v14h8M9 10h9M14.5 6.5 18 10l-3.5 3.5" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"></path>
      </svg>
      <span class="top__leaving">${words.leave()}</span>
    </a>
    ${agenda ? instruction(room, agenda) : nothing}
    ${isUnderWay(room) ? ACTIVITIES.map((each) => each.whoseTurn?.(room) ?? nothing) : nothing}
  </section>`;
}

function phase(room: Room, agenda: protocol.agenda.AgendaView): TemplateResult {
  const title = agenda.phases[agenda.current]?.title ?? "";
  switch (agenda.stage) {
    case "planned":
      return html`<strong class="top__name">${notOpenYet()}</strong>`;
    case "closed":
      return html`<strong class="top__name">${closed()}</strong>`;
    default:
      return html`<strong class="top__name"><bdi lang=${foreign(room)}>${title}</bdi></strong>
        <span class="top__time" data-over=${rest(agenda.until, agenda, room.clock) <= 0}
          >${agenda.stage === "paused" ? paused() : timeLeft(left(rest(agenda.until, agenda, room.clock)))}</span
        >`;
  }
}

function instruction(room: Room, agenda: protocol.agenda.AgendaView): TemplateResult | typeof nothing {
  const text = agenda.stage === "open" ? agenda.phases[agenda.current]?.instruction : "";
  return text ? html`<p class="top__instruction" dir="auto" lang=${foreign(room)}>${text}</p>` : nothing;
}

/** Said in words, and only when it is not fine. */
export function connection(room: Room): TemplateResult {
  return html`<div class="link" role="status">${state(room)}</div>`;
}

function state(room: Room): TemplateResult | typeof nothing {
  const { link } = room;
  if (link.is === "returning") return quiet(words.returning());
  if (link.is === "lost") return html`<p class="link__words">${lost(room)}</p>`;
  if (link.is === "blocked") {
    return html`<p class="link__words">
      ${words.blocked()} <a href=${room.place.transcript}>${words.transcript()}</a>
    </p>`;
  }
  if (link.is === "over" && isRehearsed(room, link.code)) {
    return html`<p class="link__words link__words--over">
      ${words.rehearsalOver()} <a href=${room.place.session}>${words.backToSession()}</a>
    </p>`;
  }
  if (link.is === "over") {
    return html`<p class="link__words link__words--over">
      ${words.over(link.code)} ${remedy(room, link.code)}
      <a href=${room.place.session}>${onward(link.code)}</a>
    </p>`;
  }
  const late = room.late.length;
  if (late) return html`<p class="link__words">${words.sendingAgain(late)}</p>`;
  if (room.delayed) return quiet(words.delayed());
  return link.is === "live" && link.slow ? quiet(words.slow()) : nothing;
}

/** Whether the room is gone because the rehearsal in it is over. */
function isRehearsed(room: Room, code: number): boolean {
  return room.place.rehearsal !== "" && code === CLOSE.NOT_FOUND;
}

/** Nobody is promised what their browser does not do. */
function lost(room: Room): string {
  return room.isStored ? words.reconnecting() : words.reconnectingUnstored();
}

function quiet(sentence: string): TemplateResult {
  return html`<p class="link__words link__words--quiet">${sentence}</p>`;
}

/** What the page of the session has for them: whoever was removed is told why there, and cannot go back. */
function onward(code: number): string {
  return code === CLOSE.REMOVED ? words.whyRemoved() : words.backToSession();
}

/** What somebody can do about it. */
function remedy(room: Room, code: number): TemplateResult {
  switch (code) {
    case CLOSE.MOVED:
      return html`<button class="button" type="button" @click=${() => room.continueHere()}>
        ${words.continueHere()}
      </button>`;
    case CLOSE.REVOKED:
      return html`<a href=${room.place.login}>${words.logIn()}</a>`;
    case CLOSE.REMOVED:
      return html``;
    default:
      return html`<a href="">${words.reload()}</a>`;
  }
}
