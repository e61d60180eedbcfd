/** Slow mode: so many seconds between two contributions of one person, and everybody reads why. */

import { html, nothing, type TemplateResult } from "lit-html";
import { Opened } from "../opened";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { digits } from "../times";
import { field, required } from "../view/field";
import { currentMode } from "./known";
import * as words from "./words";

const LONGEST_REASON = protocol.LIMITS["agenda.LONGEST_REASON"];
const PACES = [30, 60, 120] as const;
const PACE = new Opened<number>("agenda.pace", 60);
/** Under which name the reason is kept while it is written. */
const REASON = "slow-reason";

/** The time until I may contribute again, ms; it keeps nobody who moderates. */
export function waiting({ state, isModerating, clock }: Room): number {
  const slow = slowness(state.parts.agenda);
  if (!slow || currentMode(state) !== "free" || isModerating) return 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const each of state.contributions.values()) {
    if (each.by !== null && each.by === state.mine?.person && !each.revealed) last = each.at;
  }
  return Math.max(0, last + slow * 1000 - clock);
}

function slowness(agenda: protocol.agenda.AgendaView | undefined): number {
  return agenda?.stage === "open" ? agenda.slow : 0;
}

/** Beside the composer: that it goes slowly, why, and how long one still waits. */
export function pace(room: Room): TemplateResult | typeof nothing {
  const { agenda, state } = room;
  const slow = slowness(agenda);
  if (!slow || currentMode(state) !== "free") return nothing;
  const rest = waiting(room);
  return html`<p class="doing__words">
    <span>${words.slowly(slow)} <bdi>${agenda?.slow_reason}</bdi></span>
    ${rest ? html`<span class="doing__time" role="timer">${words.waitStill(digits(rest))}</span>` : nothing}
  </p>`;
}

/** For the moderation, below the next step. */
export function slowing(room: Room): TemplateResult {
  const send = (event: Event) => {
    event.preventDefault();
    const reason = required(room, REASON, "agenda.slow.empty");
    if (!reason) return;
    room.focus = ".panel--moderation";
    room.ask("agenda.SetSlow", { seconds: PACE.in(room), reason }, REASON);
  };
  return html`<form class="small-form" id="asking" tabindex="-1" @submit=${send}>
    <fieldset class="chips">
      <legend class="chips__title">${words.howSlow()}</legend>
      ${PACES.map(
        (seconds) =>
          html`<label class="chip">
            <input type="radio" name="pace" .checked=${PACE.in(room) === seconds} @change=${() => PACE.set(room, seconds)} />
            <span>${words.seconds(seconds)}</span>
          </label>`,
      )}
    </fieldset>
    ${field(room, { name: REASON, label: words.slowReason(), longest: LONGEST_REASON })}
    <button class="button">${words.slowNow()}</button>
  </form>`;
}

export function lifting(room: Room): TemplateResult {
  const lift = () => room.ask("agenda.SetSlow", { seconds: 0 });
  return html`<button class="button button--secondary" type="button" @click=${lift}>${words.asUsual()}</button>`;
}
