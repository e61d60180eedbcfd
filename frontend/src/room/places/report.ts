/** Back in the plenary: one sentence from one's group, for all, if one wants. */

import { html, nothing, type TemplateResult } from "lit-html";
import { Opened } from "../opened";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { field, required } from "../view/field";
import * as words from "./words";

const DRAFT = "report";
const LONGEST_REPORT = protocol.LIMITS["places.LONGEST_REPORT"];
/** At which move of the agenda somebody said that they have nothing to add. */
const DECLINED = new Opened("places.declined", 0);

export function reporting(room: Room): TemplateResult | typeof nothing {
  const from = room.state.mine?.places.reports_from ?? 0;
  const moved = room.agenda?.moved ?? 0;
  if (!from || !room.may("places.Report") || DECLINED.in(room) === moved) return nothing;
  return html`<form class="small-form report" @submit=${(event: Event) => report(room, event)}>
    ${field(room, { name: DRAFT, label: words.oneSentence(from), longest: LONGEST_REPORT, rows: 1 })}
    <p class="panel__note">${words.reportHint()}</p>
    <div class="acts">
      <button class="button">${words.tellAll()}</button>
      <button class="button button--quiet" type="button" @click=${() => decline(room, moved)}>${words.nothingToTell()}</button>
    </div>
  </form>`;
}

function report(room: Room, event: Event): void {
  event.preventDefault();
  const text = required(room, DRAFT, "places.report.empty");
  if (!text) return;
  room.focus = "#doing";
  room.ask("places.Report", { text }, DRAFT);
}

function decline(room: Room, moved: number): void {
  room.focus = "#doing";
  DECLINED.set(room, moved);
}
