/** What a contribution can be; the usual ones first. The codes come from the server, only their order is ours. */

import { html, type TemplateResult } from "lit-html";
import * as protocol from "../protocol";

type Type = protocol.exchange.Type;

/** Offered first: what opens something, and what answers something. */
export const OPENING: readonly Type[] = ["thesis", "reason", "experience", "question", "proposal"];
export const ANSWERING: readonly Type[] = ["objection", "support", "question", "validity_question", "mirror"];
const QUESTIONS: readonly Type[] = ["question", "validity_question"];
const USUAL: readonly Type[] = ["", ...OPENING, ...ANSWERING];

/** All of them, the usual ones first. */
export const TYPES: readonly Type[] = [...new Set([...USUAL, ...protocol.VALUES["exchange.Type"]])];
export const CLAIMS = protocol.VALUES["exchange.Claim"].filter((each) => each !== "");
export const ATTACKS = protocol.VALUES["exchange.Attack"].filter((each) => each !== "");
/** The lightest first. */
export const REASONS: readonly protocol.exchange.Reason[] = protocol.VALUES["exchange.Reason"];

/** Only questions can be asked now. */
export function areQuestions(types: readonly Type[]): boolean {
  return types.length > 0 && types.every((each) => QUESTIONS.includes(each));
}

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
