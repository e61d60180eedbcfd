/** The speaking list and its rule. */

import { html, nothing, type TemplateResult } from "lit-html";
import { currentMode } from "../agenda/known";
import { label } from "../labels";
import { name } from "../people/name";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { countdown } from "./bottom";
import * as words from "./words";

export function floor(room: Room): TemplateResult {
  const known = room.state.parts.floor;
  const hasList = currentMode(room.state) === "speaking_list";
  return known && hasList ? speakingList(room, known) : html`<p class="panel__note">${words.noListNow()}</p>`;
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
    <p>
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
  return html`<fieldset class="chips">
    <legend class="chips__title">${words.orderOfList()}</legend>
    <div class="chips__row">
      ${protocol.VALUES["floor.Order"].map(
        (order) =>
          html`<label class="chip">
            <input
              type="radio"
              name="order"
              .checked=${order === now}
              @change=${() => room.ask("floor.SetOrder", { order })}
            />
            <span>${label("floor.Order", order)}</span>
          </label>`,
      )}
    </div>
  </fieldset>`;
}
