/** Calling the moderation, and saying that the group is done: by one tap each, seen by everybody in the group. */

import { html, nothing, type TemplateResult } from "lit-html";
import { nameOf } from "../people/known";
import { ownGroup, recalledUntil } from "../places/known";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { field, required } from "../view/field";
import { quoted } from "../words";
import { call, done } from "./known";
import * as words from "./words";

/** Under which name the sentence is kept while it is written. */
const SENTENCE = "call-sentence";
const LONGEST = protocol.LIMITS["calls.LONGEST_CALL"];
/** So long after a call it is not taken back by a second tap, ms. */
const SETTLES = 2_000;

/** Above all tabs: who has called, who comes, and that the group is done. */
export function standing(room: Room): TemplateResult[] {
  return sentences(room).map((each) => html`<p class="place place--state">${each}</p>`);
}

/** Before all go back nobody comes any more. */
function sentences({ state }: Room): unknown[] {
  if (recalledUntil(state)) return [];
  const known = call(state);
  const by = done(state);
  return [
    ...(known ? [html`${words.callIs(state, known)} ${known.text ? quoted(known.text) : nothing}`] : []),
    ...(by === null ? [] : [words.saysDone(nameOf(state, by))]),
  ];
}

/** Below all else, where a thumb reaches it. */
export function acts(room: Room): TemplateResult | typeof nothing {
  if (room.whyNot("calls.Call") === undefined || !ownGroup(room.state)) return nothing;
  return html`<div class="calls" role="group" aria-label=${words.yourGroup()}>
    ${sentence(room)}
    <div class="calls__acts">${calling(room)} ${saying(room)}</div>
  </div>`;
}

/** One button at one place: whoever taps it twice at once has called, and not taken it back. */
function calling(room: Room): TemplateResult {
  const known = call(room.state);
  if (isJustCalled(room) || known?.answer === "here") return button(words.called());
  if (known) return button(words.takeBack(), () => room.ask("calls.TakeBackCall", {}));
  return button(words.callModeration(), () => room.ask("calls.Call", {}));
}

function isJustCalled({ state, outbox, clock }: Room): boolean {
  const known = call(state);
  const isRecent = known?.answer === null && clock - known.at < SETTLES;
  return isRecent || outbox.all.some((each) => each.do === "calls.Call");
}

/** Without an act it stays where it is, and says why there is none. */
function button(label: string, act?: () => void): TemplateResult {
  return html`<button class="button button--secondary" type="button" aria-disabled=${!act} @click=${() => act?.()}>
    ${label}
  </button>`;
}

function saying(room: Room): TemplateResult {
  const isDone = done(room.state) !== null;
  const ask = () => (isDone ? room.ask("calls.SayNotDone", {}) : room.ask("calls.SayDone", {}));
  return html`<button class="signal" type="button" aria-pressed=${isDone} @click=${ask}>${words.weAreDone()}</button>`;
}

/** Whoever called may say what for, while nobody has answered. */
function sentence(room: Room): TemplateResult | typeof nothing {
  const known = call(room.state);
  const isOwn = known?.answer === null && known.person === room.state.mine?.person;
  if (!isOwn || known.text || recalledUntil(room.state)) return nothing;
  return html`<form class="calls__sentence" @submit=${(event: Event) => say(room, event)}>
    ${field(room, { name: SENTENCE, label: words.whatFor(), longest: LONGEST, rows: 1 })}
    <button class="button button--secondary">${words.addSentence()}</button>
  </form>`;
}

function say(room: Room, event: Event): void {
  event.preventDefault();
  const text = required(room, SENTENCE, "calls.empty");
  if (!text) return;
  room.focus = "#doing";
  room.ask("calls.Call", { text }, SENTENCE);
}
