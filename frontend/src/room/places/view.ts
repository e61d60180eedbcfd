/** Where one is, and with whom. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Room } from "../room";
import { companions, ownGroup } from "./known";
import * as words from "./words";

/** In one line, above all else: everybody sees at any time which group this is. */
export function where(room: Room): TemplateResult | typeof nothing {
  const number = ownGroup(room.state);
  if (!number) return nothing;
  return html`<p class="place">
    <strong>${words.group(number)}</strong> <span>${words.together(companions(room.state))}</span>
    ${room.isModerating ? back(room) : nothing}
  </p>`;
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
