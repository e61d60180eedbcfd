/** For whoever keeps the record: the gist of what somebody said, under their name. */

import { html, nothing, type TemplateResult } from "lit-html";
import { isFocused } from "../focus/known";
import { called } from "../people/known";
import * as protocol from "../protocol";
import type { Room } from "../room";
import type { State } from "../state";
import { field, required } from "../view/field";
import { isHeard, speaking } from "./known";
import { WHOSE } from "./opened";
import * as words from "./words";

const LONGEST = protocol.LIMITS["exchange.LONGEST"];
const SPEAKERS: readonly protocol.acting.Role[] = ["participant", "recorder", "co_moderator", "moderator"];
const DRAFT = "gist";

export function gist(room: Room): TemplateResult | typeof nothing {
  if (!isHeard(room.state) || !room.may("exchange.Record")) return nothing;
  const person = WHOSE.in(room) || speaking(room.state) || 0;
  const send = (event: Event) => {
    event.preventDefault();
    if (!person) {
      room.focus = "#whose";
      room.set({ notice: room.refusal("aloud.whose") });
      return;
    }
    const text = required(room, DRAFT, "exchange.empty");
    if (!text) return;
    WHOSE.close(room);
    room.focus = `#${DRAFT}`;
    room.toEnd = true;
    room.ask("exchange.Record", { person, text, type: "", refers_to: asked(room.state) }, DRAFT);
  };
  return html`<form class="small-form" aria-label=${words.writeDown()} @submit=${send}>
    ${whose(room, person)} ${field(room, { name: DRAFT, label: words.gist(), longest: LONGEST })}
    <p class="composer__hint">${words.recordHint()}</p>
    <button class="button">${words.record()}</button>
  </form>`;
}

/** In focus, what is said answers the question. */
function asked(state: State): number | null {
  return isFocused(state) ? (state.parts.focus?.question ?? null) : null;
}

function whose(room: Room, now: number): TemplateResult {
  const choose = (event: Event) => WHOSE.set(room, Number((event.target as HTMLSelectElement).value));
  const people = [...room.state.people.values()].filter(
    ({ role, removed }) => SPEAKERS.includes(role) && removed === null,
  );
  return html`<div class="field">
    <label class="field__label" for="whose">${words.whoSaid()}</label>
    <select id="whose" @change=${choose}>
      <option value="0" ?selected=${now === 0}>${words.choose()}</option>
      ${people.map((each) => html`<option value=${each.id} ?selected=${each.id === now}>${called(each)}</option>`)}
    </select>
  </div>`;
}
