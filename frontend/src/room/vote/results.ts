/** What came out of the ballots, in words and figures: what holds across kinds of organisations comes first. */

import { html, nothing, svg, type TemplateResult } from "lit-html";
import type { Panel } from "../activity";
import { label } from "../labels";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { foreign } from "../view/foreign";
import { CHOICES, results } from "./known";
import * as words from "./words";

type Counts = protocol.vote.StatementResult["counts"];

export const RESULTS: Panel = {
  name: "results",
  tab: "results",
  picture: "M4 17V9M10 17V4M16 17v-6",
  column: "start",
  isShown: ({ state }) => results(state).length > 0,
  label: words.results,
  view: (room) => results(room.state).map((each) => result(room, each)),
};

function result(room: Room, found: protocol.vote.BallotResult): TemplateResult {
  return html`<section class="result" id="result-${found.id}" tabindex="-1" aria-label=${words.resultOf(found.sheets)}>
    <p class="panel__note">${words.resultOf(found.sheets)}</p>
    ${found.statements.map((each) => statement(room, found.form, each))}
    ${found.masked && found.statements.some((each) => each.kinds.length) ? html`<p class="panel__note">${words.masked()}</p>` : nothing}
  </section>`;
}

function statement(
  room: Room,
  form: protocol.vote.BallotForm,
  { text, counts, kinds, bridging, reasons }: protocol.vote.StatementResult,
): TemplateResult {
  return html`<div class="result__statement">
    ${bridging ? html`<p class="badge">${words.bridging()}</p>` : nothing}
    <p><strong dir="auto" lang=${foreign(room)}>${text || words.erased()}</strong></p>
    ${bars(form, counts)} ${kinds.length ? byKind(form, kinds) : nothing}
    ${reasons.map((each) => html`<p class="result__reason"><span>${words.CHOICES[each.choice]()}:</span> <span dir="auto" lang=${foreign(room)}>${each.text}</span></p>`)}
  </div>`;
}

/** The bar is for the eye; the words say the same. */
function bars(form: protocol.vote.BallotForm, counts: Counts): TemplateResult {
  const numbers = CHOICES[form].map((choice) => counts[choice] ?? 0);
  const all = numbers.reduce((sum, number) => sum + number, 0);
  return html`<svg class="result__bar" viewBox="0 0 ${all || 1} 1" preserveAspectRatio="none" aria-hidden="true">
      ${numbers.map((number, place) => piece(numbers, number, place))}
    </svg>
    <p class="result__figures">${inWords(form, counts)}</p>`;
}

function piece(numbers: readonly number[], number: number, place: number): TemplateResult<2> {
  const before = numbers.slice(0, place).reduce((sum, each) => sum + each, 0);
  return svg`<rect data-choice=${place} x=${before} width=${number} height="1"></rect>`;
}

function inWords(form: protocol.vote.BallotForm, counts: Counts): string {
  return CHOICES[form].map((choice) => words.figure(choice, counts[choice] ?? 0)).join(" · ");
}

function byKind(
  form: protocol.vote.BallotForm,
  kinds: readonly protocol.vote.StatementOfKind[],
): TemplateResult {
  return html`<details class="drawer">
    <summary>${words.byKind()}</summary>
    <ul class="result__kinds">
      ${kinds.map(({ kind, counts }) => html`<li><strong>${label("people.Kind", kind) || words.noKind()}</strong> ${bars(form, counts)}</li>`)}
    </ul>
  </details>`;
}
