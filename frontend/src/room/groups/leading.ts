/** Who goes along with a group of the proposal and moderates it: nobody, as a rule. */

import { html, nothing, type TemplateResult } from "lit-html";
import { called, LEADING } from "../people/known";
import type { Room } from "../room";
import { cancel } from "../words";
import { choice } from "./choices";
import { named, type Proposal } from "./known";
import { LED, UNDO } from "./opened";
import * as words from "./words";

/** In place of a person: nobody goes along. */
const NOBODY = -1;

export function leading(room: Room, made: Proposal, group: number): TemplateResult | typeof nothing {
  if (!room.may("groups.SetModerator")) return nothing;
  const moderator = made.groups[group]?.moderator ?? null;
  const isOpen = LED.in(room) === group + 1;
  const toggle = () => (isOpen ? close(room, group) : open(room, group));
  return html`<div>
    ${moderator === null ? nothing : html`<p class="out__line">${words.moderates(named(room.state, moderator))}</p>`}
    <button class="button button--quiet" type="button" id="led-${group}" aria-expanded=${isOpen} aria-label=${words.about(label(moderator), words.group(group + 1))} @click=${toggle}>
      ${label(moderator)}
    </button>
    ${isOpen ? choosing(room, made, group, moderator) : nothing}
  </div>`;
}

function label(moderator: number | null): string {
  return moderator === null ? words.giveModerator() : words.changeModerator();
}

function open(room: Room, group: number): void {
  room.focus = `#led-by-${group}`;
  LED.set(room, group + 1);
}

function close(room: Room, group: number): void {
  room.focus = `#led-${group}`;
  LED.close(room);
}

function choosing(room: Room, made: Proposal, group: number, moderator: number | null): TemplateResult {
  const people = [...room.state.people.values()].filter(
    ({ role, removed }) => LEADING.includes(role) && !removed,
  );
  const others = people
    .filter(({ id }) => id !== moderator)
    .map((each) => ({ value: each.id, label: called(each) }));
  const nobody = moderator === null ? [] : [{ value: NOBODY, label: words.nobodyModerates() }];
  const send = (event: Event) => {
    event.preventDefault();
    const { value } = (event.currentTarget as HTMLFormElement).elements.namedItem(
      "person",
    ) as HTMLSelectElement;
    set(room, made, group, Number(value) === NOBODY ? null : Number(value));
    close(room, group);
  };
  return html`<form class="seat__form" @submit=${send}>
    ${choice(`led-by-${group}`, "person", words.whoModerates(group + 1), [...nobody, ...others])}
    <div class="acts">
      <button class="button">${words.setModerator()}</button>
      <button class="button button--quiet" type="button" @click=${() => close(room, group)}>${cancel()}</button>
    </div>
  </form>`;
}

/** Whoever comes from another group goes back there when that is taken back. */
function set(room: Room, made: Proposal, group: number, person: number | null): void {
  const before = made.groups[group]?.moderator ?? null;
  const from = person === null ? -1 : made.groups.findIndex(({ moderator }) => moderator === person);
  UNDO.set(
    room,
    from < 0 ? { is: "moderator", group, person: before } : { is: "moderator", group: from, person },
  );
  room.ask("groups.SetModerator", { group, person });
}
