/** For moderators: the menu at a person, and the form with which they say why they remove somebody. */

import { html, nothing, type TemplateResult } from "lit-html";
import { label } from "../labels";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { cancel } from "../words";
import { LEADING } from "./known";
import { MENU, REMOVING, type Removing } from "./opened";
import * as words from "./words";

const ABSENT: protocol.people.Removal = "absent";
const LIGHTEST: protocol.people.Removal = "own_wish";

/** Whether I can remove this person now. */
function isRemovable(room: Room, { role, removed }: protocol.people.Person): boolean {
  return room.may("people.RemovePerson") && !removed && !LEADING.includes(role);
}

function isAway({ state }: Room, { id }: protocol.people.Person): boolean {
  return !state.present.has(id) && !state.elsewhere.has(id);
}

export function menu(room: Room, person: protocol.people.Person): TemplateResult | typeof nothing {
  if (!isRemovable(room, person)) return nothing;
  const { id } = person;
  const toggled = (event: Event) => {
    const { open } = event.currentTarget as HTMLDetailsElement;
    if (open) MENU.set(room, id);
    else if (MENU.in(room) === id) MENU.close(room);
  };
  return html`<details class="menu" data-menu id="person-${id}" tabindex="-1" ?open=${MENU.in(room) === id} @toggle=${toggled}>
    <summary class="menu__button" aria-label=${words.actionsFor(person.name)}><span aria-hidden="true">⋯</span></summary>
    ${MENU.in(room) === id ? html`<div class="menu__entries">${entries(room, person)}</div>` : nothing}
  </details>`;
}

function entries(room: Room, person: protocol.people.Person): TemplateResult[] {
  const remove = entry(room, words.remove(), { id: person.id, reason: LIGHTEST });
  if (!isAway(room, person)) return [remove];
  return [entry(room, words.freePlace(), { id: person.id, reason: ABSENT }), remove];
}

function entry(room: Room, text: string, removing: Removing): TemplateResult {
  const chosen = () => {
    room.focus = `#removing-${removing.id}`;
    MENU.close(room);
    REMOVING.set(room, removing);
  };
  return html`<button class="menu__entry" type="button" @click=${chosen}>${text}</button>`;
}

/** What the room will read stands there before anything happens. */
export function removing(room: Room, person: protocol.people.Person): TemplateResult | typeof nothing {
  const now = REMOVING.in(room);
  if (now?.id !== person.id || !isRemovable(room, person)) return nothing;
  const send = (event: Event) => {
    event.preventDefault();
    if (REMOVING.in(room)?.id !== person.id) return; // a second click finds it closed
    room.ask("people.RemovePerson", { person: person.id, reason: now.reason });
    end(room, ".panel--people");
  };
  return html`<form class="act" id="removing-${person.id}" tabindex="-1" aria-label=${words.removeWhom(person.name)} @submit=${send}>
    <p><strong>${words.removeWhom(person.name)}</strong></p>
    ${reasons(room, person, now)}
    <p>${words.roomReads()} <q>${removed(person.name, now.reason)}</q></p>
    <p>${now.reason === ABSENT ? words.absentHint() : words.removeHint()}</p>
    <div class="acts">
      <button class="button">${now.reason === ABSENT ? words.freePlace() : words.remove()}</button>
      <button class="button button--quiet" type="button" @click=${() => end(room, `#person-${person.id}`)}>
        ${cancel()}
      </button>
    </div>
  </form>`;
}

/** Nobody who is here is removed for being away. */
function reasons(
  room: Room,
  person: protocol.people.Person,
  { id, reason: chosen }: Removing,
): TemplateResult {
  const offered = protocol.VALUES["people.Removal"].filter((each) => each !== ABSENT || isAway(room, person));
  return html`<fieldset class="chips">
    <legend class="chips__title">${words.whyRemoved()}</legend>
    ${offered.map(
      (reason) =>
        html`<label class="chip">
          <input
            type="radio"
            name="removal"
            .checked=${chosen === reason}
            @change=${() => REMOVING.set(room, { id, reason })}
          />
          <span>${label("people.Removal", reason)}</span>
        </label>`,
    )}
  </fieldset>`;
}

function end(room: Room, focus: string): void {
  room.focus = focus;
  REMOVING.close(room);
}

/** As the room hears it. */
export function removed(name: string, reason: protocol.people.Removal): string {
  return words.wasRemoved(name, label("people.Removal", reason));
}
