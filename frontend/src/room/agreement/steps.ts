/** For the moderation: to go on in the opening without somebody who does not confirm. */

import { html, nothing, type TemplateResult } from "lit-html";
import { name } from "../people/name";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { waitedFor } from "./known";
import * as words from "./words";

export function steps(room: Room): TemplateResult | typeof nothing {
  if (!room.may("agreement.GoOnWithout") || room.whyNot("agenda.MovePhase") !== "agenda.not_agreed")
    return nothing;
  const people = inTheWay(room);
  if (!people.length) return nothing;
  return html`<div class="part">
    <h3 class="part__title">${words.notConfirmedYet()}</h3>
    <p class="panel__note">${words.withoutHint()}</p>
    <ul class="decisions">
      ${people.map((each) => html`<li class="missing">${name(room, each)} ${button(room, [each.id], words.withoutOne(each.name), words.goOnWithout())}</li>`)}
    </ul>
    ${
      people.length > 1
        ? button(
            room,
            people.map((each) => each.id),
            words.withoutAll(people.length),
          )
        : nothing
    }
  </div>`;
}

/** Where nobody who is here is waited for, nobody has confirmed at all: then it is everybody. */
function inTheWay(room: Room): protocol.people.Person[] {
  const here = waitedFor(room.state);
  if (here.length) return here;
  const missing = room.state.parts.agreement?.missing ?? [];
  return missing.flatMap((id) => room.state.people.get(id) ?? []);
}

function button(room: Room, people: number[], label: string, text = label): TemplateResult {
  return html`<button
    class="button button--quiet"
    type="button"
    aria-label=${label}
    @click=${() => room.ask("agreement.GoOnWithout", { people })}
  >
    ${text}
  </button>`;
}
