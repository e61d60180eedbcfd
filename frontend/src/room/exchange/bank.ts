/**
 * Questions that moderators can ask in this phase. They stand in one row below the field, so that one tap takes one: into
 * the field, where it can be changed or taken back, or, in focus, to everybody after a moment in which it can be kept
 * back. All of them, by what they are for, are in a menu beside the row.
 */

import { html, nothing, type TemplateResult } from "lit-html";
import { currentPhase, isUnderWay } from "../agenda/known";
import { isFocused } from "../focus/known";
import type { Room } from "../room";
import { foreign } from "../view/foreign";
import { opens } from "../view/opening";
import { quoted } from "../words";
import { ASKING, BANK, TAKEN_QUESTION } from "./opened";
import * as words from "./words";

/** Questions that are for the same. */
export interface QuestionGroup {
  purpose: string;
  questions: readonly string[];
}

/** So long a question that is asked of everybody can be kept back, ms. */
export const MOMENT = 5_000;
const FIRST = ".questions__one";

export function bank(room: Room): TemplateResult | typeof nothing {
  const groups = groupsOf(room);
  if (!groups.length || !room.may("exchange.Hold") || room.standing || !isUnderWay(room)) return nothing;
  const asking = ASKING.in(room);
  return html`<div class="questions" role="group" aria-label=${words.questionBank()}>
    ${asking ? soon(room, asking.text) : [takingBack(room), all(room, groups), row(room, groups)]}
  </div>`;
}

/** Those that belong to the phase itself come first; a vote has statements instead. */
function groupsOf({ state, place }: Room): readonly QuestionGroup[] {
  const phase = currentPhase(state);
  const own = phase && phase.mode !== "vote" ? phase.asked : [];
  const prepared = place.questions[phase?.code ?? ""] ?? [];
  return own.length ? [{ purpose: words.ofThisPhase(), questions: own }, ...prepared] : prepared;
}

/** In focus a question is asked of everybody at once. */
function asksAll(room: Room): boolean {
  return isFocused(room.state) && room.may("focus.AskFocus");
}

function hint(room: Room): string {
  return asksAll(room) ? words.questionBankAsks() : words.questionBankHint();
}

function row(room: Room, groups: readonly QuestionGroup[]): TemplateResult {
  return html`<ul class="questions__row" data-one-stop="row" aria-label=${hint(room)}>
    ${groups.flatMap(({ questions }) =>
      questions.map(
        (question) => html`<li>
          <button class="questions__one" type="button" @click=${() => take(room, question)}>
            <span class="questions__text" dir="auto" lang=${foreign(room)}>${question}</span>
          </button>
        </li>`,
      ),
    )}
  </ul>`;
}

function all(room: Room, groups: readonly QuestionGroup[]): TemplateResult {
  const toggled = (event: Event) => BANK.set(room, (event.currentTarget as HTMLDetailsElement).open);
  return html`<details class="menu bank" data-menu ?open=${opens(BANK.in(room))} @toggle=${toggled}>
    <summary class="bank__button">
      ${asksAll(room) ? words.askAll() : words.questions()}<span class="visually-hidden">: ${words.questionBank()}</span>
    </summary>
    <div class="menu__entries bank__entries" data-entries>
      <p class="bank__hint">${hint(room)}</p>
      ${groups.map((each) => group(room, each))}
    </div>
  </details>`;
}

function group(room: Room, { purpose, questions }: QuestionGroup): TemplateResult {
  return html`<div role="group" aria-label=${purpose}>
    <p class="bank__purpose">${purpose}</p>
    ${questions.map((question) => entry(room, question))}
  </div>`;
}

function entry(room: Room, question: string): TemplateResult {
  const chosen = () => {
    BANK.close(room);
    take(room, question);
  };
  return html`<button class="menu__entry bank__question" type="button" dir="auto" lang=${foreign(room)} @click=${chosen}>${question}</button>`;
}

function take(room: Room, question: string): void {
  if (asksAll(room)) askSoon(room, question);
  else write(room, question);
}

// --- into the field ---------------------------------------------------------------------------------------------------

function write(room: Room, question: string): void {
  const before = room.drafts.contribution;
  const text = before.text.trim() ? `${before.text.trimEnd()}\n${question}` : question;
  TAKEN_QUESTION.set(room, { before, text });
  room.set({ tab: "conversation" });
  room.write({ text, type: "question" }, true);
}

/** As long as nothing else was written after it. */
function takingBack(room: Room): TemplateResult | typeof nothing {
  const taken = TAKEN_QUESTION.in(room);
  if (!taken || taken.text !== room.drafts.contribution.text) return nothing;
  const back = () => {
    TAKEN_QUESTION.close(room);
    room.write(taken.before);
    room.focus = FIRST;
  };
  return html`<button class="button button--secondary questions__back" type="button" @click=${back}>${words.undo()}</button>`;
}

// --- to everybody -----------------------------------------------------------------------------------------------------

function askSoon(room: Room, text: string): void {
  room.focus = ".questions__back";
  ASKING.set(room, { text, at: room.steady() + MOMENT });
}

function soon(room: Room, text: string): TemplateResult {
  const keep = () => {
    room.focus = FIRST;
    ASKING.close(room);
  };
  return html`<p class="questions__soon" role="status" id="asked-soon">${words.askedSoon(quoted(text, 200))}</p>
    <button class="button button--secondary questions__back" type="button" aria-describedby="asked-soon" @click=${keep}>
      ${words.doNotAsk()}
    </button>`;
}

/** Once a second. Where one can no longer ask it, because the phase is over, it is not asked. */
export function askWhenDue(room: Room): void {
  const asking = ASKING.in(room);
  if (!asking || (room.steady() < asking.at && asksAll(room))) return;
  room.focus = FIRST;
  ASKING.close(room);
  if (asksAll(room)) room.ask("focus.AskFocus", { text: asking.text });
}
