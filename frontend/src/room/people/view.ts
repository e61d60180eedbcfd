/** Who takes part, and who of them is here now. */

import { html, nothing, type TemplateResult } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import type { Manner } from "../announcer";
import { groupOf } from "../places/known";
import { group as inGroup } from "../places/words";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { LEADING } from "./known";
import { menu } from "./menu";
import { name } from "./name";
import { HANDING_OVER, MENU, REMOVING } from "./opened";
import { removing } from "./removing";
import { handingOver } from "./roles";
import * as words from "./words";

export function people(room: Room): TemplateResult {
  const { present, elsewhere, moderators, people: known, mine } = room.state;
  return html`<p class="panel__note">${words.peopleHere(present.size)}</p>
    ${room.isModerating ? html`<p class="visually-hidden" id="along-people">${words.alongPeople()}</p>` : nothing}
    ${guard([present, elsewhere, moderators, known, mine, MENU.in(room), REMOVING.in(room), HANDING_OVER.in(room)], () => html`<ul class="people" data-one-stop aria-describedby=${room.isModerating ? "along-people" : nothing}>${inOrder(room).map((each) => one(room, each))}</ul>`)}
    ${withoutPhone(room)} ${announcements(room)}`;
}

/** Where people sit together, somebody may have come without a phone. */
function withoutPhone(room: Room): TemplateResult | typeof nothing {
  if (!room.isModerating || room.agenda?.medium !== "spoken") return nothing;
  return html`<p><a class="link-alone" target="_blank" href="${room.place.session}without-phone/">${words.peopleWithoutPhone()}</a></p>`;
}

/** Moderators first, then who is here, each in the order in which they came; who was removed comes last. */
function inOrder(room: Room): protocol.people.Person[] {
  const rank = (person: protocol.people.Person) =>
    (person.removed ? 4 : 0) +
    (room.state.present.has(person.id) ? 0 : 2) +
    (LEADING.includes(person.role) ? 0 : 1);
  return [...room.state.people.values()].sort((one, other) => rank(one) - rank(other));
}

function one(room: Room, person: protocol.people.Person): TemplateResult {
  return html`<li class="person ${person.removed ? "person--removed" : ""}" data-here=${room.state.present.has(person.id)}>
      ${name(room, person)}
      <span class="person__end">
        <span class="person__here">${place(room, person)}</span>
        ${menu(room, person)}
      </span>
      ${removing(room, person)} ${handingOver(room, person)}
    </li>`;
}

function place({ state }: Room, { id, removed }: protocol.people.Person): string {
  if (removed) return words.gone();
  if (state.present.has(id)) return words.here();
  const group = state.moderators.get(id) ?? (state.elsewhere.has(id) ? groupOf(state, id) : undefined);
  if (group) return inGroup(group);
  if (state.moderators.has(id)) return words.inPlenary();
  return state.elsewhere.has(id) ? words.inAnotherRoom() : words.away();
}

function announcements(room: Room): TemplateResult {
  const choices: [Manner, string][] = [
    ["each", words.announceEach()],
    ["collected", words.announceCollected()],
    ["off", words.announceOff()],
  ];
  return html`<details class="drawer">
    <summary id="announcements">${words.announcements()}</summary>
    <div role="radiogroup" aria-labelledby="announcements">
      ${choices.map(
        ([manner, label]) =>
          html`<label class="choice">
            <input
              type="radio"
              name="announce"
              .checked=${room.announcer.manner === manner}
              @change=${() => room.announce(manner)}
            />
            <span>${label}</span>
          </label>`,
      )}
    </div>
  </details>`;
}
