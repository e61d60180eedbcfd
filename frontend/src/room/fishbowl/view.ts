/** The inner circle: who sits there, how one comes in, and how one makes room. */

import { html, nothing, type TemplateResult } from "lit-html";
import { prepared } from "../exchange/composer";
import { name } from "../people/name";
import { away } from "../people/words";
import type { Room } from "../room";
import { freeChairs, hasPlace, inside, isAsked, isInside, outside } from "./known";
import * as words from "./words";

export function isFishbowl({ state, agenda }: Room): boolean {
  return agenda?.stage === "open" && (state.parts.fishbowl?.chairs ?? 0) > 0;
}

export function circle(room: Room): TemplateResult {
  return html`<ul class="queue queue--plain">
      ${inside(room.state).map((person) => chair(room, person))}
    </ul>
    <p class="panel__note">${words.freeChairs(Math.max(0, freeChairs(room.state)))}</p>
    ${room.isModerating ? askingIn(room) : nothing}`;
}

function chair(room: Room, person: number): TemplateResult {
  const { state } = room;
  return html`<li class="queue__place">
    ${name(room, state.people.get(person))}
    ${state.present.has(person) ? nothing : html`<span class="badge badge--quiet">${away()}</span>`}
    ${isAsked(state, person) ? html`<span class="badge badge--quiet">${words.isAsked()}</span>` : nothing}
    ${room.isModerating ? leading(room, person) : nothing}
  </li>`;
}

function leading(room: Room, person: number): TemplateResult {
  const who = room.nameOf(person);
  return html`<div class="acts">
    ${
      isAsked(room.state, person)
        ? nothing
        : button(words.askForRoom(), words.askForRoomOf(who), () =>
            room.ask("fishbowl.AskForRoom", { person }),
          )
    }
    ${button(words.freeChair(), words.freeChairOf(who), () => room.ask("fishbowl.LeaveChair", { person }))}
  </div>`;
}

function button(label: string, about: string, click: () => void): TemplateResult {
  return html`<button class="button button--quiet" type="button" aria-label=${about} @click=${click}>${label}</button>`;
}

/** For the moderation: one chair stays free for whoever comes by themselves. */
function askingIn(room: Room): TemplateResult | typeof nothing {
  const others = outside(room.state);
  if (freeChairs(room.state) < 2 || !others.length) return nothing;
  return html`<details class="drawer">
    <summary>${words.askIn()}</summary>
    ${others.map(
      ({ id }) =>
        html`<button
          class="button button--quiet button--line"
          type="button"
          aria-label=${words.askInWhom(room.nameOf(id))}
          @click=${() => room.ask("fishbowl.TakeChair", { person: id })}
        >
          ${room.nameOf(id)}
        </button>`,
    )}
  </details>`;
}

/** At the bottom of the outer circle. */
export function reading(room: Room): TemplateResult {
  return html`${listening(room)} ${prepared(room)}`;
}

/** Likewise where people talk aloud: they listen, and take a chair. */
export function listening(room: Room): TemplateResult {
  const person = room.state.mine?.person ?? 0;
  if (!hasPlace(room.state)) return html`<p class="doing__words"><strong>${words.full()}</strong></p>`;
  return html`<button
      class="button button--large"
      type="button"
      ?disabled=${!room.may("fishbowl.TakeChair")}
      @click=${() => room.ask("fishbowl.TakeChair", { person })}
    >
      ${words.sitDown()}
    </button>`;
}

/** Above the composer of whoever sits inside: whether somebody else wants to come in. */
export function asked(room: Room): TemplateResult | typeof nothing {
  if (!isFishbowl(room) || !isInside(room.state)) return nothing;
  if (isAsked(room.state)) return html`<p class="doing__words"><strong>${words.youAreAsked()}</strong></p>`;
  return freeChairs(room.state) > 0 ? nothing : html`<p class="doing__words">${words.pleaseMakeRoom()}</p>`;
}

/** Whoever sits inside can leave, also without the floor. */
export function leaving(room: Room): TemplateResult | typeof nothing {
  const person = room.state.mine?.person ?? 0;
  if (!isFishbowl(room) || !isInside(room.state) || !room.may("fishbowl.LeaveChair")) return nothing;
  return html`<button
    class="button button--quiet"
    type="button"
    @click=${() => room.ask("fishbowl.LeaveChair", { person })}
  >
    ${words.leave()}
  </button>`;
}
