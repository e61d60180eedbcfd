/** Everybody goes back into the plenary at a time that all see coming. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Deadline } from "../activity";
import { lastWords } from "../results/writing";
import type { Room } from "../room";
import { ownGroup, recalledUntil } from "./known";
import * as words from "./words";

/** Up to so many ms after it, by page, so that not all ask at once: whoever comes second finds it done and asks nothing. */
const JITTER = Math.random() * 1_000;
const LAST_SECONDS = 10;

/** In one line, above all else, with what can still be said. */
export function countdown(room: Room): TemplateResult | typeof nothing {
  if (!recalledUntil(room.state) || !ownGroup(room.state)) return nothing;
  return html`<div class="place place--returning">
    <p class="place__words">
      <strong role="timer">${words.secondsLeft(seconds(room))}</strong> <span>${words.oneSentenceForAll()}</span>
    </p>
    ${lastWords(room)}
  </div>`;
}

function seconds(room: Room): number {
  return Math.max(0, Math.ceil((recalledUntil(room.state) - room.clock) / 1_000));
}

export function deadline(room: Room): Deadline | undefined {
  const until = recalledUntil(room.state);
  if (!until || !ownGroup(room.state)) return undefined;
  const say = () => words.secondsLeft(LAST_SECONDS);
  return { since: until, rest: until - room.clock, marks: [LAST_SECONDS * 1_000], say };
}

/** No server does it by itself: any page of the session asks, one in the background, too. */
export function goBack(room: Room): void {
  const until = recalledUntil(room.state);
  if (until && room.clock >= until + JITTER && room.may("places.ComeBack"))
    room.askByItself("places.ComeBack", {});
}
