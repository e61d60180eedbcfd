/** To find what was said, also where it is not drawn: the browser's own search finds only what is. */

import { html, nothing, type TemplateResult } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import type { Room } from "../room";
import type { State } from "../state";
import { foreign } from "../view/foreign";
import { quoted } from "../words";
import { type Contribution, seen } from "./known";
import { SEARCH } from "./opened";
import * as words from "./words";

const LONGEST = 100;
/** So many of those that are found are shown, the newest first. */
const MOST = 30;
/** Characters of a text before the words that were looked for. */
const BEFORE = 30;

export function search(room: Room): TemplateResult {
  const wanted = SEARCH.in(room);
  const send = (event: Event) => {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements.namedItem("wanted") as HTMLInputElement;
    SEARCH.set(room, field.value.trim());
    if (field.value.trim()) void room.fetchEarlier();
  };
  return html`<form class="small-form" role="search" @submit=${send}>
      <div class="field">
        <label class="field__label" for="wanted">${words.searchFor()}</label>
        <input class="input" id="wanted" name="wanted" type="search" dir="auto" maxlength=${LONGEST} />
      </div>
      <button class="button button--secondary">${words.search()}</button>
    </form>
    <div role="status">${wanted ? guard([wanted, room.earlier], () => results(room, wanted)) : nothing}</div>`;
}

function results(room: Room, wanted: string): TemplateResult {
  if (room.earlier === "under_way") return html`<p class="panel__note">${words.fetchingEarlier()}</p>`;
  const all = found(room.state, wanted);
  return html`<p class="panel__note">${words.found(all.length)}</p>
    ${room.earlier === "failed" ? html`<p class="panel__note">${words.noEarlier()}</p>` : nothing}
    <ul class="bank">
      ${all.slice(0, MOST).map((each) => result(room, each, wanted))}
    </ul>`;
}

function result(room: Room, contribution: Contribution, wanted: string): TemplateResult {
  const { id, by } = contribution;
  const text = excerpt(seen(room.state, contribution).text, wanted);
  return html`<li>
    <button class="bank__question" type="button" dir="auto" lang=${foreign(room)} @click=${() => room.show(id)}>
      <strong>${room.nameOf(by)}</strong> ${quoted(text)}
    </button>
  </li>`;
}

/** The newest first. */
export function found(state: State, wanted: string): Contribution[] {
  const plain = wanted.toLocaleLowerCase();
  const all = [...state.contributions.values()];
  return all.filter((each) => seen(state, each).text.toLocaleLowerCase().includes(plain)).reverse();
}

/** From shortly before the words that were looked for. */
function excerpt(text: string, wanted: string): string {
  const start = text.toLocaleLowerCase().indexOf(wanted.toLocaleLowerCase()) - BEFORE;
  return start > 0 ? `… ${text.slice(text.indexOf(" ", start) + 1)}` : text;
}
