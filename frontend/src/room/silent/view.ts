/** The silent round, as those who write have it: the field, what one handed in, and the notes that one kept. */

import { html, nothing, type TemplateResult } from "lit-html";
import { currentPhase } from "../agenda/known";
import type { Mine } from "../protocol";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { field, required, written } from "../view/field";
import { foreign } from "../view/foreign";
import { cancel } from "../words";
import { isAlone, isSilent, onItsWay, sheet } from "./known";
import { CHANGING } from "./opened";
import * as words from "./words";

const LONGEST = protocol.LIMITS["exchange.LONGEST"];
/** Where the text stands until it is handed in: on this device, whatever becomes of the phase. */
const SHEET = "sheet";
/** What one wrote in another room of the session. */
const ALONG = "note";

/** In one line, for everybody, on each tab. */
export function progress({ state }: Room): TemplateResult | typeof nothing {
  const { silent } = state.parts;
  if (!silent || !isSilent(state) || isAlone(state)) return nothing;
  return html`<p class="turn"><strong>${words.progress(silent.handed_in, silent.expected)}</strong></p>`;
}

export function writing(room: Room): TemplateResult {
  const known = sheet(room.state);
  const sent = onItsWay(room);
  if (sent !== undefined) return handedIn(room, sent, words.sending());
  if (room.state.mine?.silent.revealed) return revealed();
  if (known && known.state !== "returned" && !CHANGING.in(room)) return handedIn(room, known.text);
  return form(room, known);
}

function revealed(): TemplateResult {
  return html`<p class="doing__words"><strong>${words.isRevealed()}</strong> ${words.nextPhaseSoon()}</p>`;
}

function form(room: Room, known: protocol.silent.SilentSheet | null): TemplateResult {
  const send = (event: Event) => {
    event.preventDefault();
    const text = required(room, SHEET, "exchange.empty", known?.text);
    if (!text) return;
    CHANGING.close(room);
    room.focus = "#doing";
    room.ask("silent.HandIn", { text }, SHEET);
  };
  const alone = isAlone(room.state);
  const label = alone ? words.yourNote() : words.yourText();
  return html`${judged(room)}
    <form class="small-form sheet-form" @submit=${send}>
      ${field(room, { name: SHEET, label, longest: LONGEST, otherwise: known?.text ?? "", rows: 3 })}
      ${hints(room).map((hint) => html`<p class="panel__note">${hint}</p>`)}
      <div class="acts">
        <button class="button">${alone ? words.keepNote() : words.handIn()}</button>
        ${
          CHANGING.in(room)
            ? html`<button class="button button--quiet" type="button" @click=${() => unchanged(room)}>${cancel()}</button>`
            : nothing
        }
      </div>
    </form>`;
}

function hints({ state }: Room): string[] {
  const phase = currentPhase(state);
  if (isAlone(state)) return [words.aloneHint()];
  return [
    phase?.anonymous ? words.anonymousHint() : words.handInHint(),
    ...(phase?.premoderated ? [words.premoderatedHint()] : []),
  ];
}

function unchanged(room: Room): void {
  room.drafts.clear(SHEET);
  room.focus = "#doing";
  CHANGING.close(room);
}

/** What the moderation did with it, which nobody else is told. */
function judged(room: Room): TemplateResult | typeof nothing {
  const known = sheet(room.state);
  if (!known?.reason) return nothing;
  const say = known.state === "held" ? words.yourHeld : words.yourReturned;
  return html`<p class="doing__words"><strong>${say(known.reason)}</strong></p>
    ${known.note ? html`<p class="doing__words" dir="auto" lang=${foreign(room)}>${known.note}</p>` : nothing}`;
}

function handedIn(room: Room, text: string, status = ""): TemplateResult {
  const [title, hint] = isAlone(room.state)
    ? [words.noted(), words.aloneHint()]
    : [words.handedIn(), words.untilTheReveal()];
  return html`${judged(room)}
    <p class="doing__words"><strong>${status || title}</strong> ${hint}</p>
    <p class="sheet__text" dir="auto" lang=${foreign(room)}>${text}</p>
    ${status ? nothing : acts(room)}`;
}

function acts(room: Room): TemplateResult {
  const change = () => {
    room.focus = `#${SHEET}`;
    CHANGING.set(room, true);
  };
  /** What was taken back stands in the field again. */
  const takeBack = () => {
    room.drafts.setText(SHEET, sheet(room.state)?.text ?? "");
    room.focus = `#${SHEET}`;
    room.ask("silent.TakeBack", {});
  };
  return html`<div class="acts">
    ${
      room.may("silent.HandIn")
        ? html`<button class="button button--secondary" type="button" @click=${change}>${words.change()}</button>`
        : nothing
    }
    ${
      room.may("silent.TakeBack")
        ? html`<button class="button button--quiet" type="button" @click=${takeBack}>${words.takeBack()}</button>`
        : nothing
    }
  </div>`;
}

// --- what was never revealed --------------------------------------------------------------------------------------------

/** Notes from earlier phases, with what was not even handed in; wherever one writes what all will read. */
export function notes(room: Room): TemplateResult | typeof nothing {
  if (isSilent(room.state) || !room.mayCompose) return nothing;
  const kept = room.state.mine?.silent.notes ?? [];
  const drafts = [ALONG, SHEET].filter((name) => {
    const text = written(room, name);
    return text && !kept.some((each) => each.text === text);
  });
  if (!kept.length && !drafts.length) return nothing;
  return html`<details class="drawer">
    <summary>${words.yourNote()}</summary>
    <p class="panel__note">${words.notes()}</p>
    ${kept.map(({ id, text }) => note(room, text, () => room.ask("silent.DropNote", { note: id })))}
    ${drafts.map((name) => note(room, written(room, name), () => room.drafts.clear(name)))}
  </details>`;
}

/** The log of a room knows nothing of the others: what somebody wrote alone goes with them on their device. */
export function takeAlong(room: Room, { silent }: Mine): void {
  const text = silent.sheet?.text ?? silent.notes.at(-1)?.text;
  if (text) room.drafts.setText(ALONG, text);
}

function note(room: Room, text: string, drop: () => void): TemplateResult {
  const take = () => {
    const { text: before } = room.drafts.contribution;
    room.write({ text: before.trim() ? `${before.trimEnd()}\n${text}` : text }, true);
  };
  const away = () => {
    room.focus = "#doing";
    drop();
    room.changed();
  };
  return html`<div class="notes__one">
    <p class="sheet__text" dir="auto" lang=${foreign(room)}>${text}</p>
    <div class="acts">
      <button class="button button--secondary" type="button" @click=${take}>${words.intoComposer()}</button>
      <button class="button button--quiet" type="button" @click=${away}>${words.drop()}</button>
    </div>
  </div>`;
}
