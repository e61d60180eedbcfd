/** Who somebody is: shape, name as they chose it, and what they do here if it is more than taking part. */

import { html, nothing, type TemplateResult } from "lit-html";
import { label } from "../labels";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { avatar } from "./avatar";
import { called } from "./known";
import { shape } from "./shapes";
import * as words from "./words";

export function name(room: Room, person: protocol.people.Person | undefined): TemplateResult {
  return marked(room, person, shape(person?.kind ?? ""));
}

/** The same above what somebody said; `id` is what the contribution is named after. */
export function speaker(room: Room, person: protocol.people.Person | undefined, id = ""): TemplateResult {
  return marked(room, person, avatar(person), id);
}

/** Above what somebody wrote without a name: its author alone reads that it is theirs. */
export function unnamed(isMine: boolean, id: string): TemplateResult {
  return html`<span class="name">
    ${avatar(undefined)}
    <span class="name__text" id=${id}>${words.withoutName()}</span>
    ${isMine ? html`<span class="name__you">${words.you()}</span>` : nothing}
  </span>`;
}

function marked(
  room: Room,
  person: protocol.people.Person | undefined,
  mark: TemplateResult,
  id = "",
): TemplateResult {
  const isMe = person !== undefined && person.id === room.state.mine?.person;
  return html`<span class="name">
    ${mark}
    <bdi class="name__text" id=${id || nothing}>${called(person)}</bdi>
    ${isMe ? html`<span class="name__you">${words.you()}</span>` : nothing}
    ${person?.guest && person.name ? html`<span class="name__guest">${person.shares_device ? words.withoutPhone() : words.guest()}</span>` : nothing}
    ${
      person && person.role !== "participant"
        ? html`<span class="name__role">${label("acting.Role", person.role)}</span>`
        : nothing
    }
  </span>`;
}
