/** The speaking list and its rule. */

import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { currentMode, isRunning } from "../agenda/known";
import { label } from "../labels";
import { knownName } from "../people/known";
import { name } from "../people/name";
import { away } from "../people/words";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { quoted } from "../words";
import { countdown } from "./bottom";
import { withoutAsking } from "./unasked";
import * as words from "./words";

export function hasList({ agenda, state }: Room): boolean {
  return isRunning(agenda) && currentMode(state) === "speaking_list";
}

export function floor(room: Room): unknown {
  const known = room.state.parts.floor;
  return known ? speakingList(room, known) : nothing;
}

/** In one line, with the time of the turn. */
export function whoseTurn(room: Room): TemplateResult | typeof nothing {
  const known = room.state.parts.floor;
  if (!known || !hasList(room)) return nothing;
  if (!known.holder) return html`<p class="turn">${words.floorFree()}</p>`;
  const { person } = known.holder;
  const isMine = person === room.state.mine?.person;
  return html`<p class="turn" data-mine=${isMine}>
    <strong>${isMine ? words.haveFloor() : words.hasFloor(room.nameOf(person))}</strong>
    <span class="turn__time">${countdown(room, known.holder)}</span>
  </p>`;
}

function speakingList(room: Room, known: protocol.floor.FloorView): TemplateResult {
  return html`<p class="panel__note">${words.orderRule(known.order, room.agenda?.medium ?? "written")}</p>
    ${known.holder ? holder(room, known.holder) : html`<p class="floor__free">${words.floorFree()}</p>`}
    ${first(room, known)}
    ${
      known.requests.length
        ? html`<ol class="queue" aria-label=${words.waits()}>
            ${repeat(
              known.requests,
              (each) => each.person,
              (each, place) => request(room, each, place, known),
            )}
          </ol>`
        : html`<p class="panel__note">${words.nobodyWaits()}</p>`
    }
    ${withoutAsking(room, known)} ${room.may("floor.SetOrder") ? orders(room, known.order) : nothing}`;
}

function holder(room: Room, known: protocol.floor.Holder): TemplateResult {
  const { person } = known;
  const moderating = room.may("floor.ExtendFloor");
  return html`<div class="holder">
    ${room.agenda?.stage === "paused" ? goesOn(room, person) : hasIt(room, known)}
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

function hasIt(room: Room, known: protocol.floor.Holder): TemplateResult {
  const isMine = known.person === room.state.mine?.person;
  return html`<p>
    <strong>${isMine ? words.haveFloor() : words.hasFloor(room.nameOf(known.person))}</strong>
    <span class="holder__time">${countdown(room, known)}</span>
  </p>`;
}

/** In a pause time stands still, and nobody is waited for. */
function goesOn(room: Room, person: number): TemplateResult {
  const isMine = person === room.state.mine?.person;
  return html`<p>${isMine ? words.floorAfterPause() : words.hasFloorAfterPause(room.nameOf(person))}</p>`;
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

function request(
  room: Room,
  { person, direct, answers }: protocol.floor.Request,
  place: number,
  known: protocol.floor.FloorView,
): TemplateResult {
  return html`<li class="queue__place">
    ${name(room, room.state.people.get(person))}
    ${direct ? html`<span class="badge badge--quiet">${words.direct()}</span>` : nothing}
    ${room.state.present.has(person) ? nothing : html`<span class="badge badge--quiet">${away()}</span>`}
    ${room.may("floor.GiveFloor") ? keeping(room, person, place, known) : nothing} ${reference(room, answers)}
  </li>`;
}

/** What the moderation can do with a request. */
function keeping(room: Room, person: number, place: number, known: protocol.floor.FloorView): TemplateResult {
  const name = room.nameOf(person);
  return html`<span class="queue__acts">
    ${known.order === "manual" ? movers(room, person, place, known) : nothing}
    ${act(words.strike(), words.strikeWhom(name), () => room.ask("floor.StrikeRequest", { person }))}
    ${act(words.give(), words.giveTo(name), () => room.ask("floor.GiveFloor", { person }))}
  </span>`;
}

function act(text: string, label: string, click: () => void): TemplateResult {
  return html`<button class="button button--quiet" type="button" aria-label=${label} @click=${click}>${text}</button>`;
}

/** What a direct reply answers. */
function reference(room: Room, answers: number | null): TemplateResult | typeof nothing {
  const answered = room.state.contributions.get(answers ?? 0);
  if (!answered) return nothing;
  return html`<p class="queue__answers">
    ${words.answers(knownName(room.state, answered.by))} ${quoted(room.seen(answered).text, 40)}
  </p>`;
}

/** Order by hand, for every pointer and for the keyboard: one place up or down. */
function movers(
  room: Room,
  person: number,
  place: number,
  { requests }: protocol.floor.FloorView,
): TemplateResult {
  const isThere = (to: number) => to >= 0 && to < requests.length;
  const mover = (to: number, sign: string, label: string) =>
    html`<button
      class="button button--quiet queue__move"
      type="button"
      aria-label=${label}
      aria-disabled=${isThere(to) ? "false" : "true"}
      @click=${() => isThere(to) && room.ask("floor.MoveRequest", { person, to })}
    >
      <span aria-hidden="true">${sign}</span>
    </button>`;
  const who = room.nameOf(person);
  return html`${mover(place - 1, "↑", words.moveUp(who))} ${mover(place + 1, "↓", words.moveDown(who))}`;
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
