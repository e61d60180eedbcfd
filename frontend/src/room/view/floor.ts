/** The speaking list and its rule; in a round, whose turn it is and who comes after. */

import { html, nothing, type TemplateResult } from "lit-html";
import { currentMode, presentInTurn } from "../now";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import * as words from "../words";
import { countdown } from "./doing";
import { isRunning } from "./moderation";
import { name } from "./name";
import { signals } from "./signals";

export function floor(room: Room): TemplateResult | typeof nothing {
  if (!isRunning(room.agenda)) return nothing;
  const mode = currentMode(room.state);
  const known = room.state.parts.floor;
  return html`<section class="panel panel--floor" tabindex="-1" aria-labelledby="floor-title">
    <h2 class="panel__title" id="floor-title">${mode === "round" ? words.order() : words.speakingList()}</h2>
    ${mode === "round" ? round(room) : nothing}
    ${mode === "speaking_list" && known ? speakingList(room, known) : nothing}
    ${mode === "round" || mode === "speaking_list" ? nothing : html`<p class="panel__note">${words.noListNow()}</p>`}
    ${signals(room, "panel__signals")}
  </section>`;
}

function speakingList(room: Room, known: protocol.floor.FloorView): TemplateResult {
  return html`<p class="panel__note">${words.orderRule(known.order)}</p>
    ${known.holder ? holder(room, known.holder) : html`<p class="floor__free">${words.floorFree()}</p>`}
    ${first(room, known)}
    ${
      known.requests.length
        ? html`<ol class="queue" aria-label=${words.waits()}>
            ${known.requests.map((each) => request(room, each))}
          </ol>`
        : html`<p class="panel__note">${words.nobodyWaits()}</p>`
    }
    ${room.may("floor.SetOrder") ? orders(room, known.order) : nothing}`;
}

function holder(room: Room, known: protocol.floor.Holder): TemplateResult {
  const { person } = known;
  const moderating = room.may("floor.ExtendFloor");
  return html`<div class="holder">
    <p class="holder__who">
      ${
        person === room.state.mine?.person
          ? html`<strong>${words.haveFloor()}</strong>`
          : html`<strong>${words.hasFloor(room.nameOf(person))}</strong>`
      }
      <span class="holder__time">${countdown(room, known)}</span>
    </p>
    ${
      moderating
        ? html`<div class="acts">
            <button
              class="button button--secondary"
              type="button"
              @click=${() => room.ask("floor.ExtendFloor", { person, seconds: 60 })}
            >
              ${words.extend()}
            </button>
            <button
              class="button button--secondary"
              type="button"
              @click=${() => room.ask("floor.EndFloor", { person })}
            >
              ${words.endFloor()}
            </button>
          </div>`
        : nothing
    }
  </div>`;
}

/** The next sensible step, as a button of its own. */
function first(room: Room, { requests }: protocol.floor.FloorView): TemplateResult | typeof nothing {
  const next = requests[0];
  if (!next || !room.may("floor.GiveFloor")) return nothing;
  return html`<button
    class="button"
    type="button"
    @click=${() => room.ask("floor.GiveFloor", { person: next.person })}
  >
    ${words.giveTo(room.nameOf(next.person))}
  </button>`;
}

function request(room: Room, { person, direct }: protocol.floor.Request): TemplateResult {
  return html`<li class="queue__place">
    ${name(room, room.state.people.get(person))}
    ${direct ? html`<span class="badge badge--quiet">${words.direct()}</span>` : nothing}
    ${
      room.may("floor.GiveFloor")
        ? html`<button
            class="button button--quiet queue__give"
            type="button"
            aria-label=${words.giveTo(room.nameOf(person))}
            @click=${() => room.ask("floor.GiveFloor", { person })}
          >
            ${words.give()}
          </button>`
        : nothing
    }
  </li>`;
}

function orders(room: Room, now: protocol.floor.Order): TemplateResult {
  const codes: protocol.floor.Order[] = ["balanced", "first_come"];
  return html`<fieldset class="chips">
    <legend class="chips__title">${words.orderOfList()}</legend>
    <div class="chips__row">
      ${codes.map(
        (order) =>
          html`<label class="chip">
            <input
              type="radio"
              name="order"
              .checked=${order === now}
              @change=${() => room.ask("floor.SetOrder", { order })}
            />
            <span>${words.orderName(order)}</span>
          </label>`,
      )}
    </div>
  </fieldset>`;
}

function round(room: Room): TemplateResult {
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
      room.may("agenda.MovePhase") && isNext
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
