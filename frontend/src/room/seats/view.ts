/** Who has which task now, when people change, and the way to change earlier. */

import { html, nothing, type TemplateResult } from "lit-html";
import { prepared } from "../exchange/composer";
import { name } from "../people/name";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { digits } from "../times";
import { ownSeat, rest, seated } from "./known";
import * as words from "./words";

type Seated = protocol.seats.Seated;

export function hasSeats({ state, agenda }: Room): boolean {
  return agenda?.stage === "open" && seated(state).length > 0;
}

/** One's own task in one line, plain to see when one tells. */
export function ownTask(room: Room): TemplateResult | typeof nothing {
  const mine = ownSeat(room.state);
  if (!mine || !hasSeats(room)) return nothing;
  const ms = rest(room.state, room.clock);
  return html`<p class="turn" data-mine=${mine.voice === "everything"}>
    <strong>${task(mine)}</strong>
    ${ms === undefined ? nothing : html`<span class="turn__time">${words.changeIn(digits(Math.max(0, ms)))}</span>`}
    ${mine.instruction ? html`<span dir="auto">${mine.instruction}</span>` : nothing}
  </p>`;
}

export function task({ title, voice }: Seated): string {
  return title ? words.yourSeat(title) : words.yourTask(voice);
}

/** All tasks, and who has them; whoever tells, or moderates, lets people change earlier. */
export function seats(room: Room): TemplateResult {
  return html`<ul class="queue queue--plain">
      ${seated(room.state).map((each) => seat(room, each))}
    </ul>
    ${mayChange(room) ? changer(room) : nothing}`;
}

function seat(room: Room, { person, title, voice }: Seated): TemplateResult {
  return html`<li class="queue__place">
    ${name(room, room.state.people.get(person))}
    <span class="badge badge--quiet" dir="auto">${title || words.task(voice)}</span>
  </li>`;
}

function mayChange(room: Room): boolean {
  const [first, ...others] = seated(room.state);
  const isTheirs = room.isModerating || first?.person === room.state.mine?.person;
  return isTheirs && others.length > 0 && room.may("seats.ChangeSeats");
}

function changer(room: Room): TemplateResult {
  const seen = room.state.parts.seats?.changes ?? 0;
  return html`<button
    class="button button--secondary"
    type="button"
    @click=${() => room.ask("seats.ChangeSeats", { seen })}
  >
    ${words.change()}
  </button>`;
}

/** Beside the composer of whoever tells: on a phone the panel is behind a tab. */
export function changing(room: Room): TemplateResult | typeof nothing {
  return hasSeats(room) && !room.isModerating && mayChange(room) ? changer(room) : nothing;
}

export function observing(room: Room): TemplateResult {
  return html`<p class="doing__words"><strong>${words.youObserve()}</strong> ${words.observing()}</p>
    ${prepared(room)}`;
}
