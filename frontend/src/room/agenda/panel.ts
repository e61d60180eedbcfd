/** The phases with their minutes; the current one open. */

import { html, nothing, type TemplateResult } from "lit-html";
import { ownGroup } from "../places/known";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { isRunning } from "./known";
import * as words from "./words";

export function agenda(room: Room): TemplateResult {
  const { agenda: known } = room;
  return html`<p class="panel__question" dir="auto">${known?.question}</p>
    <ol class="phases">
      ${known?.phases.map((phase, i) => step(known, phase, i, ownGroup(room.state) > 0))}
    </ol>`;
}

/** What was skipped only the plenary knows: a breakout room was not there in all phases. */
function step(
  known: protocol.agenda.AgendaView,
  phase: protocol.agenda.Phase,
  i: number,
  inGroup: boolean,
): TemplateResult {
  const running = isRunning(known);
  const current = running && known.current === i;
  const held = known.held.includes(i);
  const isOver = !inGroup && (known.stage === "closed" || (running && i < known.current));
  return html`<li
    class="phase"
    data-past=${held && !current}
    data-skipped=${isOver && !held}
    aria-current=${current ? "step" : nothing}
  >
    <span class="phase__title"><bdi>${phase.title}</bdi>${note(known, isOver, held, current)}</span>
    <span class="phase__minutes">${words.minutes(phase.minutes)}</span>
    ${current && phase.instruction ? html`<p class="phase__instruction" dir="auto">${phase.instruction}</p>` : nothing}
  </li>`;
}

/** What is no tick: a phase that was jumped over was not held, and may still come. */
function note(
  { stage }: protocol.agenda.AgendaView,
  isOver: boolean,
  held: boolean,
  current: boolean,
): TemplateResult | typeof nothing {
  if (held) return current ? nothing : html`<span class="visually-hidden"> (${words.phaseHeld()})</span>`;
  if (!isOver) return nothing;
  return html` <span class="phase__note">${stage === "closed" ? words.phaseNotHeld() : words.phaseSkipped()}</span>`;
}
