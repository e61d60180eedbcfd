/** The silent round, as those who moderate have it: how far it is, the reveal, and the texts that they read before. */

import { html, nothing, type TemplateResult } from "lit-html";
import { currentPhase } from "../agenda/known";
import { chosen, reasons } from "../exchange/acts";
import { suggestedNote } from "../exchange/words";
import { label } from "../labels";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { field, required } from "../view/field";
import { foreign } from "../view/foreign";
import { cancel, inARow } from "../words";
import { isAlone, isComplete, isSilent, unrevealed } from "./known";
import { SHEET_ACT } from "./opened";
import * as words from "./words";

const LONGEST_NOTE = protocol.LIMITS["exchange.LONGEST_NOTE"];

export function reveal(room: Room): TemplateResult | typeof nothing {
  if (!isSilent(room.state) || !room.may("silent.Reveal")) return nothing;
  return html`<div class="part">
    <h3 class="part__title">${words.silentRound()}</h3>
    ${isAlone(room.state) ? html`<p class="panel__note">${words.aloneForModeration()}</p>` : revealing(room)}
  </div>`;
}

function revealing(room: Room): TemplateResult {
  const { handed_in: handedIn = 0, expected = 0 } = room.state.parts.silent ?? {};
  const count = unrevealed(room.state);
  return html`<p>${words.progress(handedIn, expected)}</p>
    ${
      count
        ? html`<button class="button button--wide" type="button" @click=${() => room.ask("silent.Reveal", {})}>
            ${words.reveal(count)}
          </button>`
        : nothing
    }
    <p class="panel__note">${hint(room, count)}</p>`;
}

function hint({ state }: Room, count: number): string {
  if (!count) return state.parts.silent?.revealed ? words.allRevealed() : words.nothingToReveal();
  return isComplete(state) ? words.complete() : inARow(words.stillWriting(), words.leavingShowsNothing());
}

/** What waits for the moderation: what it holds back, and what has not come again. */
export function heldSheets({ state }: Room): number {
  return (state.parts.silent?.sheets ?? []).filter((each) => each.state === "held").length;
}

export function sheets(room: Room): TemplateResult | typeof nothing {
  if (!isSilent(room.state) || !currentPhase(room.state)?.premoderated || !room.may("silent.HoldSheet"))
    return nothing;
  const found = room.state.parts.silent?.sheets ?? [];
  return html`<div class="part">
    <h3 class="part__title">${words.readBefore()}</h3>
    ${
      found.length
        ? html`<ul class="decisions">
            ${found.map((each) => sheet(room, each))}
          </ul>`
        : html`<p class="panel__note">${words.fewForReading()}</p>`
    }
  </div>`;
}

function sheet(room: Room, { number, text, state, reason }: protocol.silent.SheetView): TemplateResult {
  const act = SHEET_ACT.in(room);
  return html`<li class="decision" id="sheet-${number}" tabindex="-1">
    <p>
      <strong>${words.sheetNumber(number)}</strong>
      ${
        state === "ready"
          ? nothing
          : html`<span class="badge badge--quiet">${words.STATES[state]()}${reason ? `: ${label("exchange.Reason", reason)}` : ""}</span>`
      }
    </p>
    <p dir="auto" lang=${foreign(room)}>${text}</p>
    ${act?.sheet === number ? judging(room, number, act.is) : choices(room, number, state)}
  </li>`;
}

function choices(room: Room, number: number, state: protocol.silent.SheetState): TemplateResult {
  const begin = (is: "hold" | "return") => {
    room.focus = `#judge-${number}`;
    SHEET_ACT.set(room, { is, sheet: number });
  };
  const one = (word: string, act: () => void) =>
    html`<button class="button button--secondary" type="button" aria-label=${words.actOn(word, number)} @click=${act}>
      ${word}
    </button>`;
  return html`<div class="acts">
    ${state === "ready" ? one(words.hold(), () => begin("hold")) : nothing}
    ${state === "returned" ? nothing : one(words.giveBack(), () => begin("return"))}
    ${state === "ready" ? nothing : one(words.release(), () => room.ask("silent.ReleaseSheet", { sheet: number }))}
  </div>`;
}

function judging(room: Room, number: number, is: "hold" | "return"): TemplateResult {
  const draft = `sheet-note-${number}`;
  const reason = chosen(room);
  const suggested = suggestedNote(reason);
  const submit = (event: Event) => {
    event.preventDefault();
    const note = is === "return" ? required(room, draft, "exchange.note.empty", suggested) : "";
    if (is === "return" && !note) return;
    if (is === "hold") room.ask("silent.HoldSheet", { sheet: number, reason });
    else room.ask("silent.ReturnSheet", { sheet: number, reason, note }, draft);
    end(room, number);
  };
  const word = is === "hold" ? words.hold() : words.giveBack();
  return html`<form class="act" id="judge-${number}" tabindex="-1" aria-label=${words.actOn(word, number)} @submit=${submit}>
    ${reasons(room)}
    ${
      is === "return"
        ? field(room, {
            name: draft,
            label: words.wordsForAuthor(),
            longest: LONGEST_NOTE,
            otherwise: suggested,
            rows: 3,
          })
        : nothing
    }
    <div class="acts">
      <button class="button">${word}</button>
      <button class="button button--quiet" type="button" @click=${() => end(room, number)}>${cancel()}</button>
    </div>
  </form>`;
}

function end(room: Room, number: number): void {
  room.focus = `#sheet-${number}`;
  SHEET_ACT.close(room);
}
