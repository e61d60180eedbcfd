/** Where one is, and with whom. */

import { html, nothing, type TemplateResult } from "lit-html";
import { currentPhase } from "../agenda/known";
import { nameOf } from "../people/known";
import type { Room } from "../room";
import { foreign } from "../view/foreign";
import { companions, ownGroup } from "./known";
import { countdown } from "./returning";
import { why } from "./why";
import * as words from "./words";

/** In one line, above all else: everybody sees at any time which group this is. */
export function where(room: Room): TemplateResult | typeof nothing {
  const number = ownGroup(room.state);
  if (!number) return nothing;
  const line = html`<span><strong>${words.group(number)}</strong> ${words.together(names(room))}</span>`;
  return html`<div class="place">
      ${more(room, line)} ${room.isModerating ? back(room) : nothing}
    </div>
    ${countdown(room)}`;
}

/** The host is marked. */
function names({ state }: Room): string[] {
  const { host = null } = state.mine?.places ?? {};
  return companions(state).map((id) => (id === host ? words.asHost(nameOf(state, id)) : nameOf(state, id)));
}

/** Behind the line: in full what is shortened above, and why one is here. */
function more(room: Room, line: TemplateResult): TemplateResult {
  const instruction = currentPhase(room.state)?.instruction;
  const reason = why(room.state);
  if (!instruction && !reason) return html`<p class="place__words">${line}</p>`;
  return html`<details class="place__more">
    <summary class="place__words">${line}</summary>
    ${instruction ? html`<p dir="auto" lang=${foreign(room)}>${instruction}</p>` : nothing}
    ${reason ? html`<p><strong>${words.whyHere()}</strong> ${reason}</p>` : nothing}
  </details>`;
}

function back(room: Room): TemplateResult {
  const people = [room.state.mine?.person ?? 0];
  return html`<button
    class="button button--secondary"
    type="button"
    @click=${() => room.ask("places.MovePeople", { people, room: null })}
  >
    ${words.toPlenary()}
  </button>`;
}
