/** Calling the moderation, and saying that the group is done: by one tap each, seen by everybody in the group. */

import { html, nothing, type TemplateResult } from "lit-html";
import { nameOf } from "../people/known";
import { ownGroup } from "../places/known";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { field, required } from "../view/field";
import { quoted } from "../words";
import { call, done } from "./known";
import * as words from "./words";

/** Under which name the sentence is kept while it is written. */
const SENTENCE = "call-sentence";
const LONGEST = protocol.LIMITS["calls.LONGEST_CALL"];

/** Above all tabs: who has called, who comes, and that the group is done. */
export function standing(room: Room): TemplateResult[] {
  return sentences(room).map((each) => html`<p class="place place--state">${each}</p>`);
}

function sentences({ state }: Room): unknown[] {
  const known = call(state);
  const by = done(state);
  return [
    ...(known ? [html`${words.callIs(state, known)} ${known.text ? quoted(known.text) : nothing}`] : []),
    ...(by === null ? [] : [words.saysDone(nameOf(state, by))]),
  ];
}

/** Below all else, where a thumb reaches it. What was pressed stays where it is: a second tap there does nothing more. */
export function acts(room: Room): TemplateResult | typeof nothing {
  if (room.whyNot("calls.Call") === undefined || !ownGroup(room.state)) return nothing;
  return html`<div class="calls" role="group" aria-label=${words.yourGroup()}>
    ${sentence(room)}
    <div class="calls__acts">${calling(room)} ${saying(room)} ${takingBack(room)}</div>
  </div>`;
}

function calling(room: Room): TemplateResult {
  const isCalled = isOpen(room) || !room.may("calls.Call");
  const ask = () => (isCalled ? undefined : room.ask("calls.Call", {}));
  return html`<button class="button button--secondary" type="button" aria-disabled=${isCalled} @click=${ask}>
    ${isCalled ? words.called() : words.callModeration()}
  </button>`;
}

/** Nobody has answered; or it is on its way. */
function isOpen({ state, outbox }: Room): boolean {
  return call(state)?.answer === null || outbox.all.some((each) => each.do === "calls.Call");
}

function saying(room: Room): TemplateResult {
  const isDone = done(room.state) !== null;
  const ask = () => (isDone ? room.ask("calls.SayNotDone", {}) : room.ask("calls.SayDone", {}));
  return html`<button class="signal" type="button" aria-pressed=${isDone} @click=${ask}>${words.weAreDone()}</button>`;
}

function takingBack(room: Room): TemplateResult | typeof nothing {
  if (!call(room.state) || !room.may("calls.TakeBackCall")) return nothing;
  const ask = () => {
    room.focus = "#doing";
    room.ask("calls.TakeBackCall", {});
  };
  return html`<button class="button button--quiet" type="button" @click=${ask}>${words.takeBack()}</button>`;
}

/** Whoever called may say what for, while nobody has answered. */
function sentence(room: Room): TemplateResult | typeof nothing {
  const known = call(room.state);
  if (!known || known.person !== room.state.mine?.person || known.answer || known.text) return nothing;
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
