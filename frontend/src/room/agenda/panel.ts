/** The phases with their minutes; the current one open. */

import { html, nothing, type TemplateResult } from "lit-html";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { isRunning } from "./known";
import * as words from "./words";

export function agenda(room: Room): TemplateResult {
  const { agenda: known } = room;
  return html`<p class="panel__question" dir="auto">${known?.question}</p>
    <ol class="phases">
      ${known?.phases.map((phase, i) => step(known, phase, i))}
    </ol>`;
}

function step(known: protocol.agenda.AgendaView, phase: protocol.agenda.Phase, i: number): TemplateResult {
  const running = isRunning(known);
  const current = running && known.current === i;
  const past = known.stage === "closed" || (running && i < known.current);
  return html`<li class="phase" data-past=${past} aria-current=${current ? "step" : nothing}>
    <span class="phase__title"><bdi>${phase.title}</bdi></span>
    <span class="phase__minutes">${words.minutes(phase.minutes)}</span>
    ${current && phase.instruction ? html`<p class="phase__instruction" dir="auto">${phase.instruction}</p>` : nothing}
  </li>`;
}
