/** Contributions that wait for somebody: for a moderator's decision, or for their author; and who could be asked. */

import { html, nothing, type TemplateResult } from "lit-html";
import { isAloud } from "../aloud/known";
import { label } from "../labels";
import { participantsHere } from "../people/known";
import { name } from "../people/name";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { foreign } from "../view/foreign";
import { quoted } from "../words";
import { silent, undecided } from "./known";
import { begin } from "./menu";
import * as words from "./words";

/** What came back to me may stand far above: it is not to be missed. */
export function returned(room: Room): unknown {
  if (!room.may("exchange.Rewrite")) return nothing;
  const mine = room.state.mine?.exchange.contributions.filter((each) => each.state === "returned") ?? [];
  return mine.map(
    ({ id }) =>
      html`<div class="notice">
        <p class="notice__words">
          ${words.waitsForYou()}
          <button class="button button--quiet" type="button" @click=${() => room.show(id)}>${words.goThere()}</button>
        </p>
      </div>`,
  );
}

export function decisions(room: Room): TemplateResult | typeof nothing {
  const waiting = undecided(room.state);
  if (!waiting.length || !room.may("exchange.Release")) return nothing;
  return html`<div class="part part--decisions">
    <h3 class="part__title">${words.needsDecision()}</h3>
    <ul class="decisions">
      ${waiting.map((each) => decision(room, each))}
    </ul>
  </div>`;
}

function decision(
  room: Room,
  { id, by, text, state, reason }: protocol.exchange.Contribution,
): TemplateResult {
  return html`<li class="decision">
    <p>
      ${name(room, room.state.people.get(by ?? 0))}
      ${reason ? html`<span class="badge badge--quiet">${label("exchange.Reason", reason)}</span>` : nothing}
    </p>
    <p dir="auto" lang=${foreign(room)}>${quoted(text, 90)}</p>
    <div class="acts">
      <button class="button button--quiet" type="button" @click=${() => room.show(id)}>${words.goThere()}</button>
      <button
        class="button button--secondary"
        type="button"
        @click=${() => room.ask("exchange.Release", { contribution: id })}
      >
        ${words.release()}
      </button>
      ${
        state === "held"
          ? html`<button
              class="button button--secondary"
              type="button"
              @click=${() => begin(room, { is: "return", id })}
            >
              ${words.giveBack()}
            </button>`
          : nothing
      }
    </div>
  </li>`;
}

/** While the room is open: who could be asked. */
export function invitations(room: Room): TemplateResult | typeof nothing {
  if (!room.may("exchange.Hold") || !room.may("exchange.Contribute")) return nothing;
  return participantsHere(room.state).length ? notSpoken(room) : nothing;
}

/** Names only, without figures: an invitation to ask, not a table of merit. */
function notSpoken(room: Room): TemplateResult {
  const people = silent(room.state);
  return html`<div class="part">
    <h3 class="part__title">${isAloud(room.state) ? words.notWrittenDown() : words.notSpoken()}</h3>
    ${
      people.length
        ? html`<ul class="names">
            ${people.map((each) => html`<li>${name(room, each)}</li>`)}
          </ul>`
        : html`<p class="panel__note">${words.everybodySpoke()}</p>`
    }
    <p class="panel__note">${words.onlyYouSee()}</p>
  </div>`;
}
