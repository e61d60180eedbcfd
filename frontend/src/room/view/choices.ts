/** What a contribution can be, what a question can check and an objection can aim at; the usual ones first. */

import { html, type TemplateResult } from "lit-html";
import type * as protocol from "../protocol";

export const TYPES: readonly Exclude<protocol.exchange.Type, "">[] = [
  "thesis",
  "reason",
  "experience",
  "question",
  "objection",
  "support",
  "proposal",
  "evidence",
  "validity_question",
  "mirror",
  "concession",
  "revision",
  "process",
];
/** Offered first: what opens something, and what answers something. */
export const OPENING: readonly Exclude<protocol.exchange.Type, "">[] = [
  "thesis",
  "reason",
  "experience",
  "question",
  "proposal",
];
export const ANSWERING: readonly Exclude<protocol.exchange.Type, "">[] = [
  "objection",
  "support",
  "question",
  "validity_question",
  "mirror",
];
export const QUESTIONS: readonly Exclude<protocol.exchange.Type, "">[] = ["question", "validity_question"];
export const CLAIMS: readonly Exclude<protocol.exchange.Claim, "">[] = [
  "comprehensibility",
  "truth",
  "rightness",
  "sincerity",
];
export const ATTACKS: readonly Exclude<protocol.exchange.Attack, "">[] = ["undermine", "undercut", "rebut"];

export interface Choice<Code extends string> {
  name: string;
  title: string;
  codes: readonly Code[];
  now: Code;
  word: (code: Code) => string;
  choose: (code: Code) => void;
  /** To see more of them. */
  more?: unknown;
}

/** One of several, as chips: radio buttons, so that the keyboard passes them in one step. */
export function chips<Code extends string>({
  name,
  title,
  codes,
  now,
  word,
  choose,
  more,
}: Choice<Code>): TemplateResult {
  return html`<fieldset class="chips">
    <legend class="chips__title">${title}</legend>
    <div class="chips__row">
      ${codes.map(
        (code) =>
          html`<label class="chip">
            <input type="radio" name=${name} value=${code} .checked=${code === now} @change=${() => choose(code)} />
            <span>${word(code)}</span>
          </label>`,
      )}
      ${more}
    </div>
  </fieldset>`;
}
