/** For whoever takes part: their turn, by one tap on their own phone. */

import { html, nothing, type TemplateResult } from "lit-html";
import { currentMode } from "../agenda/known";
import { isInside } from "../fishbowl/known";
import { isFishbowl, listening } from "../fishbowl/view";
import { haveFloor, ownTurn, speakingList } from "../floor/bottom";
import type { Room } from "../room";
import { digits } from "../times";
import { inTurn } from "../turns/known";
import { mayPass, turnLater } from "../turns/view";
import { isAloud, since, speaking } from "./known";
import * as words from "./words";

/** In modes in which there is nothing to tap, the sentence that says what to do says it all. */
export function bottom(room: Room): unknown {
  switch (currentMode(room.state)) {
    case "speaking_list":
      return ownTurn(room) ? haveFloor(room) : speakingList(room);
    case "round":
      return inRound(room);
    default:
      return isFishbowl(room) && !isInside(room.state) && room.may("fishbowl.TakeChair")
        ? listening(room)
        : nothing;
  }
}

/** In one line, with the time: the same on every tab. */
export function whoSpeaks(room: Room): TemplateResult | typeof nothing {
  const person = speaking(room.state);
  if (!isAloud(room.state) || currentMode(room.state) !== "round" || person === null) return nothing;
  const isMine = person === room.state.mine?.person;
  return html`<p class="turn" data-mine=${isMine}>
    <strong>${isMine ? words.youSpeak() : words.speaks(room.nameOf(person))}</strong>
    <span class="turn__time">${clock(room)}</span>
  </p>`;
}

/** How long somebody has been speaking; a pause takes nothing of it. */
export function clock({ state, agenda, clock }: Room): string {
  const now = agenda?.stage === "paused" ? agenda.paused_at : clock;
  return words.since(digits(since(state) - now));
}

function inRound(room: Room): unknown {
  const { state } = room;
  const me = state.mine?.person ?? 0;
  if (speaking(state) === me) return speakingNow(room, me);
  if (!state.parts.turns?.waiting.includes(me)) return nothing;
  if (inTurn(state)[0] !== me || speaking(state) !== null || !room.may("turns.BeginTurn"))
    return html`<p class="doing__words"><strong>${turnLater(room)}</strong></p>
      ${mayPass(room)}`;
  return html`<div class="acts">
    <button class="button button--large" type="button" @click=${() => room.ask("turns.BeginTurn", { person: null })}>
      ${words.begin()}
    </button>
    ${mayPass(room)}
  </div>`;
}

function speakingNow(room: Room, person: number): TemplateResult {
  return html`<p class="doing__words doing__words--now">
      <strong>${words.youSpeak()}</strong>
      <span class="doing__time" role="timer">${clock(room)}</span>
    </p>
    <div class="acts">
      <button class="button button--large" type="button" @click=${() => room.ask("turns.EndTurn", { person })}>
        ${words.done()}
      </button>
    </div>`;
}
