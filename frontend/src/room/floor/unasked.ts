/** For the moderation: the floor, or a place on the list, for somebody who has not asked in this room. */

import { html, nothing, type TemplateResult } from "lit-html";
import { Opened } from "../opened";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import * as words from "./words";

const CHOSEN = new Opened("floor.unasked", 0);
const SPEAKERS: readonly protocol.acting.Role[] = ["participant", "recorder", "co_moderator", "moderator"];

export function withoutAsking(room: Room, known: protocol.floor.FloorView): TemplateResult | typeof nothing {
  if (!room.may("floor.PutOnList")) return nothing;
  const people = choosable(room, known);
  if (!people.length) return nothing;
  const chosen = people.find((each) => each.id === CHOSEN.in(room));
  return html`<details class="drawer">
    <summary>${words.unasked()}</summary>
    <div class="field">
      <label class="field__label" for="unasked">${words.whom()}</label>
      <select id="unasked" @change=${(event: Event) => CHOSEN.set(room, Number((event.target as HTMLSelectElement).value))}>
        <option value="0" ?selected=${!chosen}>${words.chooseSomebody()}</option>
        ${people.map(({ id, name }) => html`<option value=${id} ?selected=${id === chosen?.id}>${name}</option>`)}
      </select>
    </div>
    ${chosen ? acts(room, chosen.id) : nothing}
  </details>`;
}

/** Who can speak and is here: participants first. */
function choosable(
  { state }: Room,
  { requests, holder }: protocol.floor.FloorView,
): protocol.people.Person[] {
  const taken = new Set([holder?.person, ...requests.map((each) => each.person)]);
  const here = [...state.people.values()].filter(
    ({ id, role, removed }) => !removed && SPEAKERS.includes(role) && state.present.has(id) && !taken.has(id),
  );
  return here.sort((one, other) => SPEAKERS.indexOf(one.role) - SPEAKERS.indexOf(other.role));
}

function acts(room: Room, person: number): TemplateResult {
  const ask = (name: "floor.PutOnList" | "floor.GiveFloor") => {
    room.focus = ".panel--floor";
    room.ask(name, { person });
    CHOSEN.close(room);
  };
  return html`<div class="acts">
    <button class="button button--secondary" type="button" @click=${() => ask("floor.PutOnList")}>
      ${words.putOnList()}
    </button>
    <button class="button button--secondary" type="button" @click=${() => ask("floor.GiveFloor")}>
      ${words.give()}
    </button>
  </div>`;
}
