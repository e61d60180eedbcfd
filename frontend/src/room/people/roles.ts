/** For those who moderate: naming somebody, and handing the moderation over. */

import { html, nothing, type TemplateResult } from "lit-html";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { cancel } from "../words";
import { called } from "./known";
import { type Entry, HANDING_OVER } from "./opened";
import * as words from "./words";

type Role = protocol.acting.Role;

/** Whoever moderates keeps that until they hand it over, and a person of trust stays one. */
const CAN_BE_GIVEN: readonly Role[] = ["participant", "co_moderator", "recorder", "observer"];
const GIVEN: readonly Role[] = ["co_moderator", "recorder", "participant"];

function isFree({ role, removed }: protocol.people.Person): boolean {
  return !removed && CAN_BE_GIVEN.includes(role);
}

/** What the menu at somebody offers of it. */
export function roles(room: Room, person: protocol.people.Person): Entry[] {
  if (!isFree(person) || !room.may("people.GiveRole")) return [];
  const { id } = person;
  const others = GIVEN.filter((role) => role !== person.role);
  const entries: Entry[] = others.map((role) => ({
    label: words.nameAs(role),
    choose: () => {
      room.focus = `#person-${id}`;
      room.ask("people.GiveRole", { person: id, role });
    },
  }));
  const handOver = () => {
    room.focus = `#handing-over-${id}`;
    HANDING_OVER.set(room, id);
  };
  return room.may("people.HandOver") ? [...entries, { label: words.handOver(), choose: handOver }] : entries;
}

/** It is asked once more: only the other one can give it back. */
export function handingOver(room: Room, person: protocol.people.Person): TemplateResult | typeof nothing {
  const { id } = person;
  if (HANDING_OVER.in(room) !== id || !isFree(person) || !room.may("people.HandOver")) return nothing;
  const end = () => {
    room.focus = `#person-${id}`;
    HANDING_OVER.close(room);
  };
  const send = () => {
    end();
    room.ask("people.HandOver", { person: id });
  };
  return html`<div class="act" id="handing-over-${id}" tabindex="-1" role="group" aria-label=${words.handOverTo(called(person))}>
    <p><strong>${words.handOverTo(called(person))}</strong></p>
    <p>${words.handOverHint()}</p>
    <div class="acts">
      <button class="button" type="button" @click=${send}>${words.handOver()}</button>
      <button class="button button--quiet" type="button" @click=${end}>${cancel()}</button>
    </div>
  </div>`;
}
