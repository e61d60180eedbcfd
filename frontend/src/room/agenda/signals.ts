/** Three quiet signals to the moderator; moderators see how many gave them. */

import { html, nothing, type TemplateResult } from "lit-html";
import { label } from "../labels";
import { ownGroup } from "../places/known";
import * as protocol from "../protocol";
import type { Room } from "../room";
import * as words from "./words";

const SIGNALS = protocol.VALUES["agenda.Signal"];

/** Whoever moves the phases needs no signal, and in a small group there is nobody to see one: it calls instead. */
export function maySignal(room: Room): boolean {
  return room.may("agenda.GiveSignal") && !room.isModerating && !ownGroup(room.state);
}

export function signals(room: Room): TemplateResult | typeof nothing {
  if (!maySignal(room)) return nothing;
  return html`<div class="signals" role="group" aria-label=${words.yourSignal()}>
    ${SIGNALS.map((each) => toggle(room, each))}
  </div>`;
}

function toggle(room: Room, signal: protocol.agenda.Signal): TemplateResult {
  const given = room.state.mine?.agenda.signal === signal;
  return html`<button
    class="signal"
    type="button"
    aria-pressed=${given}
    @click=${() => room.ask("agenda.GiveSignal", { signal: given ? null : signal })}
  >
    ${label("agenda.Signal", signal)}
  </button>`;
}

export function counts(room: Room): TemplateResult | typeof nothing {
  const given = SIGNALS.filter((each) => room.agenda?.signals[each]);
  if (!given.length) return nothing;
  return html`<ul class="counts">
    ${given.map((each) => html`<li class="badge badge--time">${words.signalCount(each, room.agenda?.signals[each] ?? 0)}</li>`)}
  </ul>`;
}
