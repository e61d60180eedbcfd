/** One person of the proposal: put elsewhere by dragging, or by what opens at their name. */

import { html, nothing, type TemplateResult } from "lit-html";
import { called } from "../people/known";
import { shape } from "../people/shapes";
import { away } from "../people/words";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { cancel } from "../words";
import { choice } from "./choices";
import { isAway, type Proposal, seatOf } from "./known";
import { SEAT, type TakingBack, UNDO } from "./opened";
import * as words from "./words";

/** Under which type the browser carries somebody who is dragged: nothing else is taken in. */
const CARRIED = "application/x-zweiklang-person";

export function seat(room: Room, made: Proposal, person: protocol.people.Person): TemplateResult {
  const { id } = person;
  const isOpen = SEAT.in(room) === id;
  const at = seatOf(made, id);
  const toggle = () => {
    if (!isOpen) room.focus = `#seat-to-${id}`;
    SEAT.set(room, isOpen ? 0 : id);
  };
  const drag = (event: DragEvent) => event.dataTransfer?.setData(CARRIED, String(id));
  return html`<li class="seat" draggable="true" data-here=${!isAway(room.state, id)} @dragstart=${drag}>
    <span class="seat__grip"></span>
    <button class="menu__button seat__name" type="button" id="seat-${id}" aria-expanded=${isOpen} @click=${toggle}>
      ${shape(person.kind)} <bdi>${called(person)}</bdi>
      ${at !== null && made.groups[at]?.host === id ? html`<span class="badge badge--quiet">${words.host()}</span>` : nothing}
      ${isAway(room.state, id) ? html`<span class="badge badge--quiet">${away()}</span>` : nothing}
    </button>
    ${isOpen ? putting(room, made, person, at) : nothing}
  </li>`;
}

function putting(
  room: Room,
  made: Proposal,
  person: protocol.people.Person,
  at: number | null,
): TemplateResult {
  const { id } = person;
  const send = (event: Event) => {
    event.preventDefault();
    const { value } = (event.currentTarget as HTMLFormElement).elements.namedItem(
      "group",
    ) as HTMLSelectElement;
    put(room, made, id, Number(value) < 0 ? null : Number(value));
    close(room, id);
  };
  const groups = made.groups.map((_, value) => ({ value, label: words.group(value + 1) }));
  const elsewhere = [...groups, { value: -1, label: words.notInAGroup() }].filter(
    ({ value }) => value !== (at ?? -1),
  );
  return html`<form class="seat__form" @submit=${send}>
    ${choice(`seat-to-${id}`, "group", words.putWhere(called(person)), elsewhere)}
    <div class="acts">
      <button class="button">${words.putThere()}</button>
      ${at === null ? nothing : hosting(room, made, id, at)}
      <button class="button button--quiet" type="button" @click=${() => close(room, id)}>${cancel()}</button>
    </div>
  </form>`;
}

function close(room: Room, id: number): void {
  room.focus = `#seat-${id}`;
  SEAT.close(room);
}

function hosting(room: Room, made: Proposal, person: number, group: number): TemplateResult {
  const before = made.groups[group]?.host ?? null;
  const isHost = before === person;
  const set = () => {
    UNDO.set(room, { is: "host", group, person: before });
    room.ask("groups.SetHost", { group, person: isHost ? null : person });
    close(room, person);
  };
  return html`<button class="button button--secondary" type="button" @click=${set}>
    ${isHost ? words.noHost() : words.makeHost()}
  </button>`;
}

/** As it was before can be restored by one tap. */
export function put(room: Room, made: Proposal, person: number, group: number | null): void {
  const before = seatOf(made, person);
  if (before === group) return;
  UNDO.set(room, { is: "person", person, group: before });
  room.ask("groups.PutPerson", { person, group });
}

export function undo(room: Room, last: TakingBack): void {
  UNDO.close(room);
  if (last.is === "person") room.ask("groups.PutPerson", { person: last.person, group: last.group });
  else
    room.ask(last.is === "host" ? "groups.SetHost" : "groups.SetModerator", {
      group: last.group,
      person: last.person,
    });
}

// --- dragging -----------------------------------------------------------------------------------------------------------

/** What takes people in says so while somebody is over it; the page is not drawn for that. */
export function over(event: DragEvent): void {
  if (!event.dataTransfer?.types.includes(CARRIED)) return;
  event.preventDefault();
  (event.currentTarget as HTMLElement).dataset.over = "true";
}

export function out(event: DragEvent): void {
  const group = event.currentTarget as HTMLElement;
  if (!group.contains(event.relatedTarget as Node | null)) delete group.dataset.over;
}

export function drop(room: Room, made: Proposal, group: number | null, event: DragEvent): void {
  delete (event.currentTarget as HTMLElement).dataset.over;
  const person = Number(event.dataTransfer?.getData(CARRIED) || 0);
  if (!person) return;
  event.preventDefault();
  put(room, made, person, group);
}
