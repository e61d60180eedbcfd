/** A group calls: wherever one moderates, it stands above everything until somebody has answered. */

import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { Room } from "../room";
import { foreign } from "../view/foreign";
import { age } from "./ages";
import { type Call, caller, isThere, named, openCalls, promised, type Row } from "./known";
import { enter } from "./walking";
import * as words from "./words";

/** No live region: the listening table says it, and once is enough. */
export function banner(room: Room): TemplateResult | typeof nothing {
  const calls = openCalls(room.state);
  if (!calls.length || room.link.is === "over") return nothing;
  return html`<section class="banner" aria-label=${words.calls()} tabindex="-1">
    ${list(room, calls)}
  </section>`;
}

function list(room: Room, calls: readonly Row[]): TemplateResult {
  return html`<ul class="banner__calls">
    ${repeat(
      calls,
      ({ room: from }) => from,
      (row) => (row.call ? one(room, row, row.call) : nothing),
    )}
  </ul>`;
}

function one(room: Room, row: Row, call: Call): TemplateResult {
  return html`<li class="banner__call" id="call-${row.room}" tabindex="-1">
    <p class="banner__words">
      <strong>${words.callsYou(row.number, named(room.state, caller(call)))}</strong>
      ${call.text ? html`<q class="banner__text" dir="auto" lang=${foreign(room)}>${call.text}</q>` : nothing}
      <span class="banner__since">${words.waitsSince(age(room, call.at))}</span>
    </p>
    ${answers(room, row)}
  </li>`;
}

/** Entering answers, too. Whoever is there already says so by staying: one tap is enough. */
function answers(room: Room, row: Row): TemplateResult {
  const there = isThere(room.state, row);
  return html`<div class="acts">
    ${there ? nothing : go(room, row)} ${answer(room, row, "coming", words.coming())}
    ${there ? nothing : answer(room, row, "soon", words.soon())}
  </div>`;
}

function go(room: Room, { room: to, number }: Row): TemplateResult {
  return html`<button class="button" type="button" aria-label=${words.about(words.goInto(), words.group(number))} @click=${() => enter(room, to)}>
    ${words.goInto()}
  </button>`;
}

function answer(room: Room, row: Row, answer: "coming" | "soon", label: string): TemplateResult {
  const say = () => room.ask("calls.AnswerCall", { room: row.room, answer });
  return html`<button
    class="button button--secondary"
    type="button"
    aria-label=${words.about(label, words.group(row.number))}
    @click=${say}
  >
    ${label}
  </button>`;
}

/** What one has promised waits among what needs a decision, until one is there. */
export function waiting(room: Room): TemplateResult | typeof nothing {
  const rows = promised(room.state);
  if (!rows.length) return nothing;
  return html`<div class="part part--decisions">
    <h3 class="part__title">${words.calls()}</h3>
    <ul class="decisions">
      ${repeat(
        rows,
        ({ room: from }) => from,
        (row) =>
          html`<li class="decision">
            <p>${words.youPromised(row.number, row.call?.answer ?? "coming")}</p>
            <div class="acts">${go(room, row)}</div>
          </li>`,
      )}
    </ul>
  </div>`;
}

/** In the title of the page, for whoever looks elsewhere meanwhile. */
export function calling(room: Room): string | undefined {
  const numbers = openCalls(room.state).map(({ number }) => number);
  return numbers.length ? words.callsTitle(numbers) : undefined;
}
