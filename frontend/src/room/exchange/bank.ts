/** Questions that moderators can ask in this phase, by what they are for: one tap shows them, one more asks one. */

import { html, nothing, type TemplateResult } from "lit-html";
import { currentPhase } from "../agenda/known";
import { isFocused } from "../focus/known";
import type { Room } from "../room";
import { BANK } from "./opened";
import * as words from "./words";

/** Questions that are for the same. */
export interface QuestionGroup {
  purpose: string;
  questions: readonly string[];
}

export function bank(room: Room): TemplateResult | typeof nothing {
  const groups = groupsOf(room);
  if (!groups.length || !room.may("exchange.Hold")) return nothing;
  const toggled = (event: Event) => BANK.set(room, (event.currentTarget as HTMLDetailsElement).open);
  return html`<details class="menu bank" data-menu ?open=${BANK.in(room)} @toggle=${toggled}>
    <summary class="bank__button">${words.questionBank()}</summary>
    <div class="menu__entries bank__entries" data-entries>
      <p class="bank__hint">${asksAll(room) ? words.questionBankAsks() : words.questionBankHint()}</p>
      ${groups.map((each) => group(room, each))}
    </div>
  </details>`;
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

function group(room: Room, { purpose, questions }: QuestionGroup): TemplateResult {
  return html`<div role="group" aria-label=${purpose}>
    <p class="bank__purpose">${purpose}</p>
    ${questions.map((question) => entry(room, question))}
  </div>`;
}

function entry(room: Room, question: string): TemplateResult {
  const take = () => {
    BANK.close(room);
    if (asksAll(room)) room.ask("focus.AskFocus", { text: question });
    else write(room, question);
  };
  return html`<button class="menu__entry bank__question" type="button" dir="auto" lang=${room.place.language || nothing} @click=${take}>${question}</button>`;
}

function write(room: Room, question: string): void {
  const { text } = room.drafts.contribution;
  room.set({ tab: "conversation" });
  room.write({ text: text.trim() ? `${text.trimEnd()}\n${question}` : question, type: "question" }, true);
}
