/** The forms below a contribution: hold, return, withdraw, say what it is. Each shows the words that people will read. */

import { html, nothing, type TemplateResult } from "lit-html";
import { CHOICE } from "../drafts";
import { label } from "../labels";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { field, required } from "../view/field";
import { cancel, save } from "../words";
import { ATTACKS, CLAIMS, REASONS, TYPES } from "./choices";
import { ACT } from "./opened";
import * as words from "./words";

const LONGEST = protocol.LIMITS["exchange.LONGEST"];
const LONGEST_NOTE = protocol.LIMITS["exchange.LONGEST_NOTE"];
const LIGHTEST: protocol.exchange.Reason = "unclear";
/** Chosen to be open; an empty choice is none. */
const OPEN = "open";

export function acts(
  room: Room,
  contribution: protocol.exchange.Contribution,
): TemplateResult | typeof nothing {
  const act = ACT.in(room);
  if (act?.id !== contribution.id) return nothing;
  switch (act.is) {
    case "correct":
      return correcting(room, contribution);
    case "hold":
      return holding(room, contribution);
    case "return":
      return returning(room, contribution);
    case "withdraw":
      return withdrawing(room, contribution);
    case "type":
      return typing(room, contribution);
  }
}

interface Form {
  id: number;
  title: string;
  inside: unknown;
  button: string;
  /** Is anything missing? */
  isReady?: () => boolean;
  submit: () => void;
}

function form(room: Room, { id, title, inside, button, isReady = () => true, submit }: Form): TemplateResult {
  const send = (event: Event) => {
    event.preventDefault();
    if (ACT.in(room)?.id !== id || !isReady()) return; // a second click finds it closed
    submit();
    end(room, id);
  };
  return html`<form class="act" id="act-${id}" tabindex="-1" aria-label=${title} @submit=${send}>
    ${inside}
    <div class="acts">
      <button class="button">${button}</button>
      <button class="button button--quiet" type="button" @click=${() => end(room, id)}>${cancel()}</button>
    </div>
  </form>`;
}

function end(room: Room, id: number): void {
  room.focus = `#c${id}`;
  ACT.close(room);
}

/** What was written down of what one said aloud. */
function correcting(room: Room, { id, text }: protocol.exchange.Contribution): TemplateResult {
  const draft = `rewrite-${id}`;
  const inside = field(room, {
    name: draft,
    label: words.correctHint(),
    longest: LONGEST,
    otherwise: text,
    rows: 3,
  });
  const corrected = () => required(room, draft, "exchange.empty", text);
  const submit = () => room.ask("exchange.Rewrite", { contribution: id, text: corrected() }, draft);
  const isReady = () => corrected() !== "";
  return form(room, { id, title: words.correct(), inside, button: save(), isReady, submit });
}

function holding(room: Room, { id }: protocol.exchange.Contribution): TemplateResult {
  const reason = chosen(room);
  const inside = html`<p class="act__first">
      ${words.checkFirst()}
      <button class="button button--quiet" type="button" @click=${() => check(room, id)}>${words.check()}</button>
    </p>
    ${reasons(room)}
    <p>${words.roomReads()} <q>${words.held(reason)}</q></p>
    <p>${words.holdHint()}</p>`;
  const submit = () => room.ask("exchange.Hold", { contribution: id, reason });
  return form(room, { id, title: words.hold(), inside, button: words.hold(), submit });
}

/** The lightest act: to ask. */
function check(room: Room, id: number): void {
  ACT.close(room);
  room.write({ refersTo: id, type: "validity_question" }, true);
}

function returning(room: Room, { id }: protocol.exchange.Contribution): TemplateResult {
  const reason = chosen(room);
  const draft = noteFor(id);
  const suggested = words.suggestedNote(reason);
  const inside = html`<p>${words.giveBackHint()}</p>
    ${reasons(room)}
    ${field(room, { name: draft, label: words.wordsForAuthor(), longest: LONGEST_NOTE, otherwise: suggested, rows: 3 })}
    <p>${words.roomReads()} <q>${words.returned(reason)}</q></p>`;
  const note = () => required(room, draft, "exchange.note.empty", suggested);
  const isReady = () => note() !== "";
  const submit = () => room.ask("exchange.Return", { contribution: id, reason, note: note() }, draft);
  return form(room, { id, title: words.giveBack(), inside, button: words.giveBack(), isReady, submit });
}

/** Under which name the words to the author are kept. */
export function noteFor(id: number): string {
  return `note-${id}`;
}

export function chosen(room: Room): protocol.exchange.Reason {
  return REASONS.find((each) => each === room.drafts.text(CHOICE)) ?? LIGHTEST;
}

export function reasons(room: Room): TemplateResult {
  const choose = (reason: protocol.exchange.Reason) => {
    room.drafts.setText(CHOICE, reason);
    room.changed();
  };
  return html`<fieldset class="chips">
    <legend class="chips__title">${words.whyReason()}</legend>
    ${REASONS.map(
      (reason) =>
        html`<label class="chip">
          <input type="radio" name="reason" .checked=${chosen(room) === reason} @change=${() => choose(reason)} />
          <span>${label("exchange.Reason", reason)}</span>
        </label>`,
    )}
  </fieldset>`;
}

function withdrawing(room: Room, { id }: protocol.exchange.Contribution): TemplateResult {
  const inside = html`<p>${words.withdrawSure()}</p>`;
  const submit = () => room.ask("exchange.Withdraw", { contribution: id });
  return form(room, { id, title: words.withdraw(), inside, button: words.withdrawYes(), submit });
}

function typing(room: Room, { id, type, claim, attack }: protocol.exchange.Contribution): TemplateResult {
  const choice = room.drafts.text(CHOICE);
  const chosen = choice === OPEN ? "" : (TYPES.find((each) => each === choice) ?? type);
  const choose = (event: Event) => {
    room.drafts.setText(CHOICE, (event.target as HTMLSelectElement).value || OPEN);
    room.changed();
  };
  const inside = html`<div class="field">
      <label class="field__label" for="type-${id}">${words.setType()}</label>
      <select id="type-${id}" @change=${choose}>
        ${options(TYPES, chosen, (each) => label("exchange.Type", each) || words.open())}
      </select>
    </div>
    ${
      chosen === "validity_question"
        ? select(
            `claim-${id}`,
            words.whichClaim(),
            options(CLAIMS, claim, (each) => label("exchange.Claim", each)),
          )
        : nothing
    }
    ${chosen === "objection" ? select(`attack-${id}`, words.whichAttack(), attackOptions(attack)) : nothing}`;
  const submit = () =>
    room.ask("exchange.SetType", {
      contribution: id,
      type: chosenIn<protocol.exchange.Type>(`type-${id}`),
      claim: chosenIn<protocol.exchange.Claim>(`claim-${id}`),
      attack: chosenIn<protocol.exchange.Attack>(`attack-${id}`),
    });
  return form(room, { id, title: words.setType(), inside, button: save(), submit });
}

function select(id: string, label: string, inside: unknown): TemplateResult {
  return html`<div class="field">
    <label class="field__label" for=${id}>${label}</label>
    <select id=${id}>
      ${inside}
    </select>
  </div>`;
}

function attackOptions(now: protocol.exchange.Attack) {
  return options(["", ...ATTACKS], now, (each) => label("exchange.Attack", each) || words.open());
}

/** What is chosen in a list; nothing where it is not shown. */
function chosenIn<Code extends string>(id: string): Code | "" {
  return ((document.getElementById(id) as HTMLSelectElement | null)?.value ?? "") as Code | "";
}

function options<Code extends string>(codes: readonly Code[], now: Code, word: (code: Code) => string) {
  return codes.map((code) => html`<option value=${code} ?selected=${code === now}>${word(code)}</option>`);
}
