/** In a round: whose turn it is, and who comes after. */

import { html, nothing, type TemplateResult } from "lit-html";
import { currentMode, isRunning } from "../agenda/known";
import { isAloud, speaking } from "../aloud/known";
import { prepared, preparing } from "../exchange/composer";
import { name } from "../people/name";
import { away } from "../people/words";
import type { Room } from "../room";
import { inTurn, isWaiting, whoIsNext } from "./known";
import * as words from "./words";

export function isRound({ agenda, state }: Room): boolean {
  return isRunning(agenda) && currentMode(state) === "round";
}

/** In one line. */
export function whoseTurn(room: Room): TemplateResult | typeof nothing {
  const next = whoIsNext(room.state);
  const isSaid = isAloud(room.state) && speaking(room.state) !== null;
  if (next === undefined || isSaid || !isRound(room)) return nothing;
  const isMine = next === room.state.mine?.person;
  return html`<p class="turn" data-mine=${isMine}>
    <strong>${isMine ? words.yourTurn() : words.turnOf(room.nameOf(next))}</strong>
  </p>`;
}

export function round(room: Room): TemplateResult {
  const { waiting = [], passed: whoPassed = [] } = room.state.parts.turns ?? {};
  const next = whoIsNext(room.state);
  return html`${next === undefined ? html`<p class="panel__note">${words.roundOver()}</p>` : nothing}
    ${
      waiting.length
        ? html`<ol class="queue" aria-label=${words.stillToCome()}>
            ${waiting.map((person) => turn(room, person, person === next))}
          </ol>`
        : nothing
    }
    ${
      whoPassed.length
        ? html`<h3 class="part__title">${words.passedTitle()}</h3>
            <ul class="queue queue--plain">
              ${whoPassed.map((person) => passed(room, person))}
            </ul>`
        : nothing
    }`;
}

function passed(room: Room, person: number): TemplateResult {
  const mayTakeBack =
    room.may("turns.TakeBackPass") && (room.isModerating || person === room.state.mine?.person);
  return html`<li class="queue__place">
    ${name(room, room.state.people.get(person))}
    ${
      mayTakeBack
        ? html`<button
            class="button button--quiet queue__give"
            type="button"
            aria-label=${words.takeBackFor(room.nameOf(person))}
            @click=${() => room.ask("turns.TakeBackPass", { person })}
          >
            ${words.takeBack()}
          </button>`
        : nothing
    }
  </li>`;
}

function turn(room: Room, person: number, isNext: boolean): TemplateResult {
  return html`<li class="queue__place" aria-current=${isNext ? "step" : nothing}>
    ${name(room, room.state.people.get(person))}
    ${room.state.present.has(person) ? nothing : html`<span class="badge badge--quiet">${away()}</span>`}
    ${isNext ? html`<span class="badge">${hasBegun(room, person) ? words.speaks() : words.nextInRound()}</span>` : nothing}
    ${
      isNext && room.isModerating && room.may("turns.PassTurn")
        ? html`<button
            class="button button--quiet queue__give"
            type="button"
            aria-label=${words.passFor(room.nameOf(person))}
            @click=${() => room.ask("turns.PassTurn", { person })}
          >
            ${words.passOver()}
          </button>`
        : nothing
    }
  </li>`;
}

function hasBegun({ state }: Room, person: number): boolean {
  return isAloud(state) && speaking(state) === person;
}

// --- what one can do ----------------------------------------------------------------------------------------------------

/** In a round one contributes when it is one's turn; moderators at any time. */
export function yourTurn(room: Room): TemplateResult | typeof nothing {
  if (!isWaiting(room.state)) return nothing;
  return html`<p class="doing__words doing__words--now"><strong>${words.yourTurn()}</strong></p>`;
}

export function mayPass(room: Room): TemplateResult | typeof nothing {
  return isWaiting(room.state) ? pass(room) : nothing;
}

function pass(room: Room): TemplateResult {
  const person = room.state.mine?.person ?? 0;
  return html`<button
    class="button button--quiet"
    type="button"
    @click=${() => room.ask("turns.PassTurn", { person })}
  >
    ${words.pass()}
  </button>`;
}

export function notYet(room: Room): TemplateResult {
  return html`<p class="doing__words"><strong>${turnLater(room)}</strong></p>
    ${preparing(room)} ${pass(room)}`;
}

export function turnLater(room: Room): string {
  const here = inTurn(room.state);
  const before = here.indexOf(room.state.mine?.person ?? 0);
  const next = room.nameOf(here[0] ?? null);
  if (!room.state.present.has(here[0] ?? 0)) return words.isAwayInTurn(next);
  return before === 1 ? words.afterIsYours(next) : words.turnBeforeYours(next, before);
}

export function taken(room: Room): TemplateResult {
  const next = whoIsNext(room.state);
  const { passed: hasPassed } = room.state.mine?.turns ?? {};
  return html`<p class="doing__words">
      <strong>${hasPassed ? words.youPassed() : words.turnTaken()}</strong>
      ${next === undefined ? words.roundOver() : words.turnOf(room.nameOf(next))}
    </p>
    ${hasPassed ? ownTakeBack(room) : nothing} ${prepared(room)}`;
}

function ownTakeBack(room: Room): TemplateResult {
  const person = room.state.mine?.person ?? 0;
  return html`<button
    class="button button--secondary"
    type="button"
    @click=${() => room.ask("turns.TakeBackPass", { person })}
  >
    ${words.takeBackOwn()}
  </button>`;
}
