/** For moderators: the form with which they say why they remove somebody. */

import { html, nothing, type TemplateResult } from "lit-html";
import { label } from "../labels";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { cancel } from "../words";
import { called, LEADING } from "./known";
import { type Entry, REMOVING, type Removing } from "./opened";
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

/** What the menu at somebody offers of it. */
export function removals(room: Room, person: protocol.people.Person): Entry[] {
  if (!isRemovable(room, person)) return [];
  const remove = entry(room, words.remove(), { id: person.id, reason: LIGHTEST });
  if (!isAway(room, person)) return [remove];
  return [entry(room, words.freePlace(), { id: person.id, reason: ABSENT }), remove];
}

function entry(room: Room, label: string, removing: Removing): Entry {
  return {
    label,
    choose: () => {
      room.focus = `#removing-${removing.id}`;
      REMOVING.set(room, removing);
    },
  };
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
  return html`<form class="act" id="removing-${person.id}" tabindex="-1" aria-label=${words.removeWhom(called(person))} @submit=${send}>
    <p><strong>${words.removeWhom(called(person))}</strong></p>
    ${reasons(room, person, now)}
    <p>${words.roomReads()} <q>${removed(called(person), now.reason)}</q></p>
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
