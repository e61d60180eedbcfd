/** In a round: whose turn it is, and who comes after. */

import { html, nothing, type TemplateResult } from "lit-html";
import { currentMode, isRunning } from "../agenda/known";
import { prepared, preparing } from "../exchange/composer";
import { name } from "../people/name";
import type { Room } from "../room";
import { peopleBefore } from "../words";
import { presentInTurn, whoIsNext } from "./known";
import * as words from "./words";

export function isRound({ agenda, state }: Room): boolean {
  return isRunning(agenda) && currentMode(state) === "round";
}

/** In one line. */
export function whoseTurn(room: Room): TemplateResult | typeof nothing {
  const next = whoIsNext(room.state);
  if (next === undefined || !isRound(room)) return nothing;
  const isMine = next === room.state.mine?.person;
  return html`<p class="turn" data-mine=${isMine}>
    <strong>${isMine ? words.yourTurn() : words.turnOf(room.nameOf(next))}</strong>
  </p>`;
}

export function round(room: Room): TemplateResult {
  const here = presentInTurn(room.state);
  if (!here.length) return html`<p class="panel__note">${words.roundOver()}</p>`;
  return html`<ol class="queue" aria-label=${words.stillToCome()}>
    ${here.map((person, i) => turn(room, person, i === 0))}
  </ol>`;
}

function turn(room: Room, person: number, isNext: boolean): TemplateResult {
  return html`<li class="queue__place" aria-current=${isNext ? "step" : nothing}>
    ${name(room, room.state.people.get(person))}
    ${isNext ? html`<span class="badge">${words.nextInRound()}</span>` : nothing}
    ${
      isNext && room.isModerating && room.may("turns.PassTurn")
        ? html`<button
            class="button button--quiet queue__give"
            type="button"
            aria-label=${words.passFor(room.nameOf(person))}
            @click=${() => room.ask("turns.PassTurn", { person })}
          >
            ${words.pass()}
          </button>`
        : nothing
    }
  </li>`;
}

// --- what one can do ----------------------------------------------------------------------------------------------------

/** In a round one contributes when it is one's turn; moderators at any time. */
export function yourTurn(room: Room): TemplateResult | typeof nothing {
  if (!isWaiting(room)) return nothing;
  return html`<p class="doing__words doing__words--now"><strong>${words.yourTurn()}</strong></p>`;
}

export function mayPass(room: Room): TemplateResult | typeof nothing {
  return isWaiting(room) ? pass(room) : nothing;
}

function isWaiting({ state }: Room): boolean {
  return state.parts.turns?.waiting.includes(state.mine?.person ?? 0) ?? false;
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

function turnLater(room: Room): string {
  const here = presentInTurn(room.state);
  const before = here.indexOf(room.state.mine?.person ?? 0);
  const next = room.nameOf(here[0] ?? null);
  return before === 1 ? words.afterIsYours(next) : `${words.turnOf(next)}. ${peopleBefore(before)}.`;
}

export function taken(room: Room): TemplateResult {
  const next = whoIsNext(room.state);
  return html`<p class="doing__words">
      <strong>${words.turnTaken()}</strong>
      ${next === undefined ? words.roundOver() : words.turnOf(room.nameOf(next))}
    </p>
    ${prepared(room)}`;
}
