/** Choosing a person or a group from a list. Nothing happens before it is sent: arrows walk through a list in some
 *  browsers, and would move people about. */

import { html, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { Room } from "../room";
import { named } from "./known";
import { PLENARY } from "./opened";
import * as words from "./words";

/** Options are kept by what they mean: a list that changes meanwhile still means what one chose. */
interface Choice {
  value: number;
  label: string;
}

export function choice(id: string, name: string, label: string, choices: readonly Choice[]): TemplateResult {
  return html`<div class="field">
    <label class="field__label" for=${id}>${label}</label>
    <select class="input" id=${id} name=${name} required>
      <option value="">${words.choose()}</option>
      ${repeat(
        choices,
        ({ value }) => value,
        ({ value, label: text }) => html`<option value=${value}>${text}</option>`,
      )}
    </select>
  </div>`;
}

export function personChoice(room: Room, id: number, people: readonly number[]): TemplateResult {
  const choices = people.map((value) => ({ value, label: named(room.state, value) }));
  return choice(`group-person-${id}`, "person", words.whom(), choices);
}

export function groupChoice(
  id: number,
  groups: readonly { room: number; number: number }[],
  label: string,
  withPlenary: boolean,
): TemplateResult {
  const choices = groups.map(({ room: value, number }) => ({ value, label: words.group(number) }));
  const plenary = withPlenary ? [{ value: PLENARY, label: words.plenary() }] : [];
  return choice(`group-to-${id}`, "group", label, [...choices, ...plenary]);
}
