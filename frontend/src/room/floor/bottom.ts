/** What one can do with the speaking list: ask for the floor, wait, have it. */

import { html, nothing, type TemplateResult } from "lit-html";
import { preparing } from "../exchange/composer";
import { knownName } from "../people/known";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { digits, rest } from "../times";
import { peopleBefore } from "../words";
import { answered, mayReplyDirectly, replyDirectly } from "./direct";
import * as words from "./words";

export function countdown(room: Room, holder: protocol.floor.Holder): string {
  const ms = rest(holder.until, room.agenda, room.clock);
  return ms > 0 ? words.secondsLeft(digits(ms)) : words.secondsOver(digits(ms));
}

/** Who has the floor, if that is me. */
export function ownTurn({ state }: Room): protocol.floor.Holder | undefined {
  const holder = state.parts.floor?.holder;
  return holder && holder.person === state.mine?.person ? holder : undefined;
}

export function haveFloor(room: Room): TemplateResult | typeof nothing {
  const holder = ownTurn(room);
  if (!holder) return nothing;
  return html`<p class="doing__words doing__words--now">
    <strong>${words.haveFloor()}</strong>
    <span class="doing__time" role="timer">${countdown(room, holder)}</span>
    <button
      class="button button--secondary"
      type="button"
      @click=${() => room.ask("floor.EndFloor", { person: holder.person })}
    >
      ${words.handBack()}
    </button>
  </p>`;
}

export function speakingList(room: Room): TemplateResult {
  const requests = room.state.parts.floor?.requests ?? [];
  const place = requests.findIndex((each) => each.person === room.state.mine?.person);
  const mine = requests[place];
  const direct = directReply(room);
  if (!mine) return html`${struck(room)} ${request(room, direct)}`;
  return html`<div class="acts acts--asking">
      <p class="doing__words"><strong>${peopleBefore(place)}</strong></p>
      ${direct}
      <button class="button button--quiet" type="button" @click=${() => room.ask("floor.WithdrawRequest", {})}>
        ${words.withdrawRequest()}
      </button>
    </div>
    ${room.agenda?.medium === "spoken" ? nothing : preparing(room)}`;
}

function request(room: Room, direct: unknown): TemplateResult {
  return html`<div class="acts acts--asking">
      <button class="button button--large" type="button" @click=${() => room.ask("floor.RequestFloor", {})}>
        ${words.requestFloor()}
      </button>
      ${direct}
    </div>
    ${direct === nothing ? nothing : html`<p class="composer__hint">${words.directReplyHint()}</p>`}`;
}

/** Somebody who was away reads why they are not on the list any more. */
function struck(room: Room): TemplateResult | typeof nothing {
  return room.state.mine?.floor.struck ? html`<p class="doing__words">${words.struck()}</p>` : nothing;
}

function directReply(room: Room): TemplateResult | typeof nothing {
  const contribution = mayReplyDirectly(room) ? answered(room) : undefined;
  if (!contribution) return nothing;
  return html`<button
    class="button button--secondary"
    type="button"
    @click=${() => replyDirectly(room, contribution)}
  >
    ${words.directReplyTo(knownName(room.state, contribution.by))}
  </button>`;
}
