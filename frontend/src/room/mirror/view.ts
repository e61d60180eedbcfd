/** Beside a contribution: the way from what somebody understood to the reply. Below everything: whose turn it is in it. */

import { html, nothing, type TemplateResult } from "lit-html";
import { goThere } from "../exchange/words";
import { nameOf } from "../people/known";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { field, required } from "../view/field";
import { foreign } from "../view/foreign";
import { cancel } from "../words";
import {
  authorOf,
  isByMe,
  isMirroring,
  isNeeded,
  isRestatable,
  isSolved,
  isToMe,
  type Mirroring,
  mineOf,
  open,
  restatedBy,
  toReply,
} from "./known";
import { MISSING, RESTATING } from "./opened";
import * as words from "./words";

const LONGEST = protocol.LIMITS["exchange.LONGEST"];
const LONGEST_MISSING = protocol.LIMITS["mirror.LONGEST_MISSING"];
const PATIENCE = protocol.LIMITS["mirror.PATIENCE"];

type Contribution = protocol.exchange.Contribution;

/** What stands below a contribution, for everybody: how far a restatement is; for its author and its person what to do. */
export function below(room: Room, contribution: Contribution): unknown {
  return [restating(room, contribution), answering(room, contribution)];
}

export function restate(room: Room, { id }: Contribution): void {
  room.focus = `#${draftOf(id)}`;
  RESTATING.set(room, id);
  room.show(id);
}

export function mayRestate(room: Room, contribution: Contribution): boolean {
  return isNeeded(room.state) && room.may("mirror.Restate") && isRestatable(room.state, contribution);
}

function draftOf(contribution: number): string {
  return `mirror-${contribution}`;
}

function restating(room: Room, contribution: Contribution): TemplateResult | typeof nothing {
  const { id } = contribution;
  if (RESTATING.in(room) !== id || !mayRestate(room, contribution)) return nothing;
  const close = () => {
    room.focus = `#c${id}`;
    RESTATING.close(room);
  };
  const send = (event: Event) => {
    event.preventDefault();
    const text = required(room, draftOf(id), "exchange.empty");
    if (!text || RESTATING.in(room) !== id) return;
    close();
    room.toEnd = true;
    room.ask("mirror.Restate", { contribution: id, text }, draftOf(id));
  };
  return html`<form class="act" aria-label=${words.restate()} @submit=${send}>
    ${field(room, { name: draftOf(id), label: words.whatIUnderstood(), longest: LONGEST, rows: 3 })}
    <div class="acts">
      <button class="button">${words.sendRestatement()}</button>
      <button class="button button--quiet" type="button" @click=${close}>${cancel()}</button>
    </div>
  </form>`;
}

function answering(room: Room, { id, state }: Contribution): TemplateResult | typeof nothing {
  const mirroring = state === "published" ? restatedBy(room.state, id) : undefined;
  if (!mirroring) return nothing;
  return html`<div class="mirroring" data-understanding=${mirroring.understanding}>
    ${standing(room, mirroring)} ${isToMe(room.state, mirroring) ? answer(room, mirroring) : nothing}
    ${isByMe(room.state, mirroring) ? goOn(room, mirroring) : nothing}
  </div>`;
}

function standing(room: Room, mirroring: Mirroring): TemplateResult | typeof nothing {
  const author = nameOf(room.state, authorOf(room.state, mirroring));
  switch (mirroring.understanding) {
    case "waiting":
      return line(isToMe(room.state, mirroring) ? words.waitsForYou() : words.waitsFor(author));
    case "confirmed":
      return line(words.confirmedBy(author));
    case "opened":
      return line(words.openedByModeration());
    case "refused":
      return missing(room, words.missingSays(author), mirroring);
    case "authors_turn":
      return missing(room, words.authorSaysAnew(author), mirroring);
    case "dropped":
      return nothing;
  }
}

function line(text: string): TemplateResult {
  return html`<p class="mirroring__words">${text}</p>`;
}

function missing(room: Room, text: string, mirroring: Mirroring): TemplateResult {
  return html`${line(text)}
  ${mirroring.missing ? html`<blockquote class="note"><p class="note__text" dir="auto" lang=${foreign(room)}>${mirroring.missing}</p></blockquote>` : nothing}`;
}

/** For the author of what was restated. */
function answer(room: Room, mirroring: Mirroring): unknown {
  if (!room.may("mirror.ConfirmMirror")) return nothing;
  if (mirroring.understanding === "waiting")
    return [verdict(room, mirroring), whatIsMissing(room, mirroring)];
  return mirroring.understanding === "authors_turn"
    ? [confirm(room, mirroring), anew(room, mirroring)]
    : nothing;
}

function verdict(room: Room, mirroring: Mirroring): TemplateResult {
  const { restatement } = mirroring;
  const refuse = () => {
    room.focus = `#missing-${restatement}`;
    MISSING.set(room, restatement);
  };
  return html`<div class="acts">
    ${confirm(room, mirroring)}
    <button class="button button--secondary" type="button" aria-expanded=${MISSING.in(room) === restatement} @click=${refuse}>
      ${words.notQuite()}
    </button>
  </div>`;
}

function confirm(room: Room, { contribution, person, restatement }: Mirroring): TemplateResult {
  const ask = () => room.ask("mirror.ConfirmMirror", { contribution, person, seen: restatement });
  return html`<button class="button" type="button" @click=${ask}>${words.isRight()}</button>`;
}

function whatIsMissing(
  room: Room,
  { contribution, person, restatement }: Mirroring,
): TemplateResult | typeof nothing {
  if (MISSING.in(room) !== restatement) return nothing;
  const draft = `missing-${restatement}`;
  const send = (event: Event) => {
    event.preventDefault();
    const text = required(room, draft, "mirror.empty");
    if (!text) return;
    room.focus = `#c${restatement}`;
    MISSING.close(room);
    room.ask("mirror.RefuseMirror", { contribution, person, seen: restatement, missing: text }, draft);
  };
  return html`<form class="small-form" @submit=${send}>
    ${field(room, { name: draft, label: words.whatIsMissing(), longest: LONGEST_MISSING })}
    <button class="button">${words.sendMissing()}</button>
  </form>`;
}

function anew(room: Room, { contribution, person, restatement }: Mirroring): TemplateResult {
  const draft = `anew-${restatement}`;
  const send = (event: Event) => {
    event.preventDefault();
    const text = required(room, draft, "exchange.empty");
    if (!text) return;
    room.toEnd = true;
    room.ask("mirror.SayAnew", { contribution, person, text }, draft);
  };
  return html`<form class="small-form" @submit=${send}>
    ${field(room, { name: draft, label: words.inOtherWords(), longest: LONGEST, rows: 3 })}
    <button class="button">${words.sendAnew()}</button>
  </form>`;
}

/** For whoever restated it. */
function goOn(room: Room, mirroring: Mirroring): TemplateResult | typeof nothing {
  const said = room.state.contributions.get(mirroring.contribution);
  if (!said || !isMirroring(room.state)) return nothing;
  if (isSolved(mirroring)) return html`<div class="acts">${reply(room, mirroring)}</div>`;
  return html`<div class="acts">
    ${
      mirroring.understanding === "refused"
        ? html`<button class="button" type="button" @click=${() => restate(room, said)}>${words.restateAgain()}</button>`
        : nothing
    }
    ${room.may("mirror.TakeBackMirror") ? takeBack(room, mirroring) : nothing}
  </div>`;
}

function takeBack(room: Room, { contribution }: Mirroring): TemplateResult {
  const ask = () => room.ask("mirror.TakeBackMirror", { contribution });
  return html`<button class="button button--quiet" type="button" @click=${ask}>${words.takeBack()}</button>`;
}

function reply(room: Room, { contribution }: Mirroring): TemplateResult {
  const begin = () => room.write({ refersTo: contribution, type: "", claim: "", attack: "" }, true);
  return html`<button class="button button--secondary" type="button" @click=${begin}>${words.replyNow()}</button>`;
}

// --- what is not to be missed -------------------------------------------------------------------------------------------

/** It may stand far above: what waits for me, with the way there. */
export function reminders(room: Room): unknown {
  if (!isMirroring(room.state)) return nothing;
  const waiting = open(room.state).map((each) => {
    const text = reminder(room, each);
    return text ? notice(text, [show(room, each)]) : nothing;
  });
  return [waiting, toReply(room.state).map((each) => notice(opened(room, each), [reply(room, each)]))];
}

function opened(room: Room, mirroring: Mirroring): string {
  if (mirroring.understanding === "opened") return words.openedForYou();
  return words.replyIsOpen(nameOf(room.state, authorOf(room.state, mirroring)));
}

function reminder(room: Room, mirroring: Mirroring): string {
  const { state } = room;
  const person = nameOf(state, mirroring.person);
  const author = nameOf(state, authorOf(state, mirroring));
  if (isToMe(state, mirroring)) {
    if (mirroring.understanding === "waiting") return words.saidToYou(person);
    return mirroring.understanding === "authors_turn" ? words.youSayAnew(person) : "";
  }
  const isMyTurn = isByMe(state, mirroring) && mirroring.understanding === "refused";
  return isMyTurn ? words.refusedToYou(author) : "";
}

function notice(text: string, acts: TemplateResult[]): TemplateResult {
  return html`<div class="notice">
    <p class="notice__words">${text} ${acts}</p>
  </div>`;
}

function show(room: Room, { restatement }: Mirroring): TemplateResult {
  return html`<button class="button button--quiet" type="button" @click=${() => room.show(restatement)}>${goThere()}</button>`;
}

/** What the composer is for now. */
export function above(room: Room): TemplateResult | typeof nothing {
  const { state } = room;
  if (!isNeeded(state) || room.drafts.contribution.refersTo !== null) return nothing;
  const text = state.mine?.mirror.stated ? words.stated() : words.oneStatement();
  return html`<p class="doing__words">${text}</p>`;
}

// --- for the moderation -------------------------------------------------------------------------------------------------

/** Whoever waits longer than a minute; the reply can be opened for them. */
export function waiting(room: Room): Mirroring[] {
  if (!room.may("mirror.OpenReply")) return [];
  const { clock } = room;
  return open(room.state).filter(
    ({ at, understanding }) => understanding !== "refused" && clock - at >= PATIENCE,
  );
}

export function decisions(room: Room): TemplateResult | typeof nothing {
  const all = waiting(room);
  if (!all.length) return nothing;
  return html`<div class="part part--decisions">
    <h3 class="part__title">${words.waitingTitle()}</h3>
    <ul class="decisions">
      ${all.map((each) => decision(room, each))}
    </ul>
  </div>`;
}

function decision(room: Room, mirroring: Mirroring): TemplateResult {
  const { contribution, person, restatement } = mirroring;
  const author = nameOf(room.state, authorOf(room.state, mirroring));
  return html`<li class="decision">
    <p>${words.waits(nameOf(room.state, person), author)}</p>
    <div class="acts">
      <button class="button button--quiet" type="button" @click=${() => room.show(restatement)}>${goThere()}</button>
      <button
        class="button button--secondary"
        type="button"
        @click=${() => room.ask("mirror.OpenReply", { contribution, person })}
      >
        ${words.openReply()}
      </button>
    </div>
  </li>`;
}

/** A measure of the room, never of a person. */
export function measure(room: Room): TemplateResult | typeof nothing {
  const { first = 0, second = 0, later = 0 } = room.state.parts.mirror ?? {};
  if (!room.isModerating || first + second + later === 0) return nothing;
  return html`<div class="part">
    <h3 class="part__title">${words.listening()}</h3>
    <p class="panel__note">${words.measure(first, second, later)}</p>
  </div>`;
}

/** Whether somebody may say that they understood: what the menu of a contribution follows from. */
export function offers(room: Room): string {
  const { replies = [], stated } = room.state.mine?.mirror ?? {};
  return isNeeded(room.state) ? `mirror ${replies.join(",")} ${stated}` : "";
}

/** What a contribution is drawn from, beside itself. */
export function drawnFrom(room: Room, { id }: Contribution): unknown[] {
  const { state } = room;
  return [restatedBy(state, id), mineOf(state, id), RESTATING.in(room) === id, MISSING.in(room) === id];
}
