/** What the group asks of me in the opening, one thing at a time, above the field in which one writes. */

import { html, nothing, type TemplateResult } from "lit-html";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { foreign } from "../view/foreign";
import { unfold } from "./folding";
import { hasMyWord, proposals, unread } from "./known";
import { consent, OBJECTING, objector } from "./proposals";
import { confirm, isOpening } from "./view";
import * as words from "./words";

export function reminder(room: Room): TemplateResult | typeof nothing {
  if (!isOpening(room) || room.agenda?.stage !== "open" || room.isModerating) return nothing;
  if (!room.state.mine?.agreement.confirmed) return toConfirm(room);
  const open = proposals(room.state).find((each) => !hasMyWord(room.state, each));
  return open && OBJECTING.in(room) !== open.id ? toAnswer(room, open) : nothing;
}

function toConfirm(room: Room): TemplateResult | typeof nothing {
  if (!room.may("agreement.ConfirmRules")) return nothing;
  const added = unread(room.state);
  return html`<div class="reminder">
    ${
      added.length
        ? added.map(
            (rule) =>
              html`<p class="reminder__words">${words.newRuleIs()} <q dir="auto" lang=${foreign(room)}>${rule.text}</q></p>`,
          )
        : html`<p class="reminder__words reminder__words--first">${words.readThenConfirm()}</p>`
    }
    <div class="acts">
      ${confirm(room, "")}
      <button class="button button--quiet reminder__read" type="button" @click=${() => unfold(room)}>
        ${words.readRules()}
      </button>
    </div>
  </div>`;
}

function toAnswer(room: Room, proposal: protocol.agreement.Proposal): TemplateResult {
  const { person, text } = proposal;
  return html`<div class="reminder">
    <p class="reminder__words">${words.proposes(room.nameOf(person), text)}</p>
    <div class="acts">${consent(room, proposal)} ${objector(room, proposal)}</div>
  </div>`;
}
