/** The moderation is away: everybody is told, and the co-moderation is asked to go on. */

import { html, nothing, type TemplateResult } from "lit-html";
import { isRunning } from "../agenda/known";
import { ownGroup } from "../places/known";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { list } from "../words";
import { called } from "./known";
import * as words from "./words";

/** Somebody who reloads the page is back by then. */
const NOTICED = 10_000;
/** So long the co-moderation waits before it is asked. */
const ASKED = 60_000;

/** Since when this page has seen nobody who leads the session, ms of our own time. */
const MISSED = new WeakMap<Room, number>();

function here({ state }: Room, role: protocol.acting.Role): protocol.people.Person[] {
  return [...state.people.values()].filter(
    ({ id, role: theirs }) => theirs === role && (state.present.has(id) || state.moderators.has(id)),
  );
}

/** Who moderates is told of to everybody, in whichever room they are. In a small group nobody waits for the moderation
 *  but those who would go on. */
function isMissed(room: Room): boolean {
  if (ownGroup(room.state) && !room.isModerating) return false;
  const isKnown = [...room.state.people.values()].some(({ role }) => role === "moderator");
  return room.link.is === "live" && isRunning(room.agenda) && isKnown && !here(room, "moderator").length;
}

/** How long the moderation has been away, ms; 0 while it is here, and where nobody has to lead anything. */
export function awayFor(room: Room): number {
  if (!isMissed(room)) {
    MISSED.delete(room);
    return 0;
  }
  const since = MISSED.get(room) ?? room.steady();
  MISSED.set(room, since);
  return room.steady() - since;
}

/** The frame is always there, so that a screen reader hears what comes into it. */
export function away(room: Room): TemplateResult {
  const ms = awayFor(room);
  return html`<div class="away" role="status">${ms < NOTICED ? nothing : told(room, ms)}</div>`;
}

function told(room: Room, ms: number): TemplateResult {
  if (room.me?.role === "co_moderator" && ms >= ASKED && room.may("people.TakeOver")) return asked(room);
  const others = here(room, "co_moderator").map(called);
  const sentence = others.length ? words.goesOnMeanwhile(list(others), others.length) : words.pleaseWait();
  return html`<p class="away__words">${words.moderationAway()} ${room.isModerating ? nothing : sentence}</p>`;
}

function asked(room: Room): TemplateResult {
  const take = () => {
    room.focus = "#doing";
    room.ask("people.TakeOver", {});
  };
  return html`<p class="away__words"><strong>${words.takeOverQuestion()}</strong> ${words.takeOverHint()}</p>
    <button class="button" type="button" @click=${take}>${words.takeOver()}</button>`;
}
