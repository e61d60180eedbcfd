/** Questions that moderators can ask in this phase, below the field: one tap shows them, one more writes one there. */

import { html, nothing, type TemplateResult } from "lit-html";
import { currentPhase } from "../agenda/known";
import type { Room } from "../room";
import { foreign } from "../view/foreign";
import { BANK } from "./opened";
import * as words from "./words";

export function bank(room: Room): TemplateResult | typeof nothing {
  const questions = room.place.questions[currentPhase(room.state)?.code ?? ""] ?? [];
  if (!questions.length || !room.may("exchange.Hold")) return nothing;
  const toggled = (event: Event) => BANK.set(room, (event.currentTarget as HTMLDetailsElement).open);
  return html`<details class="menu bank" data-menu ?open=${BANK.in(room)} @toggle=${toggled}>
    <summary class="bank__button">${words.questionBank()}</summary>
    <div class="menu__entries bank__entries" data-entries>
      <p class="bank__hint">${words.questionBankHint()}</p>
      ${questions.map((question) => entry(room, question))}
    </div>
  </details>`;
}

function entry(room: Room, question: string): TemplateResult {
  const take = () => {
    const { text } = room.drafts.contribution;
    BANK.close(room);
    room.set({ tab: "conversation" });
    room.write({ text: text.trim() ? `${text.trimEnd()}\n${question}` : question, type: "question" }, true);
  };
  return html`<button class="menu__entry bank__question" type="button" dir="auto" lang=${foreign(room)} @click=${take}>${question}</button>`;
}
