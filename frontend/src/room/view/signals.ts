/** Three quiet signals to the moderator; moderators see how many gave them. */

import { html, nothing, type TemplateResult } from "lit-html";
import { moderates } from "../now";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import * as words from "../words";

const SIGNALS: protocol.agenda.Signal[] = ["ready", "need_time", "pause"];

export function signals(room: Room, where: string): TemplateResult | typeof nothing {
  if (!room.may("agenda.GiveSignal") || moderates(room.me?.role)) return nothing;
  return html`<div class="signals ${where}" role="group" aria-label=${words.yourSignal()}>
    ${SIGNALS.map((each) => toggle(room, each))}
  </div>`;
}

function toggle(room: Room, signal: protocol.agenda.Signal): TemplateResult {
  const given = room.signal === signal;
  return html`<button
    class="signal"
    type="button"
    aria-pressed=${given}
    @click=${() => room.giveSignal(given ? null : signal)}
  >
    ${words.signal(signal)}
  </button>`;
}

export function counts(room: Room): TemplateResult | typeof nothing {
  const given = SIGNALS.filter((each) => room.agenda?.signals[each]);
  if (!given.length) return nothing;
  return html`<ul class="counts">
    ${given.map((each) => html`<li class="badge badge--time">${words.signalCount(each, room.agenda?.signals[each] ?? 0)}</li>`)}
  </ul>`;
}
