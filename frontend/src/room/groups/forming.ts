/** Forming groups at any time: how many, and who with whom. What is not possible says why. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Room } from "../room";
import { cancel } from "../words";
import { propose } from "./asking";
import { present, proposal, rows, whyNot } from "./known";
import { ASKED, FORMING, type How, WANTED, type Wanted } from "./opened";
import * as words from "./words";

/** The usual one first. */
const WAYS: readonly How[] = ["mixed", "random", "by_hand", "as_last", "prepared"];
/** They say themselves how many groups there are. */
const COUNTED: readonly How[] = ["mixed", "random", "by_hand"];
const MOST = 500;

export function forming(room: Room): TemplateResult | typeof nothing {
  if (!room.may("groups.SendGroups") || proposal(room.state)) return nothing;
  return FORMING.in(room) ? form(room) : opener(room);
}

function opener(room: Room): TemplateResult {
  const open = () => {
    room.focus = "#forming";
    FORMING.set(room, true);
  };
  const label = rows(room.state).length ? words.formOthers() : words.form();
  return html`<button class="button button--secondary button--wide" type="button" id="forming" @click=${open}>${label}</button>`;
}

function form(room: Room): TemplateResult {
  const wanted = WANTED.in(room);
  const count = present(room.state).length;
  const send = (event: Event) => {
    event.preventDefault();
    // As it is chosen now: the page may not have been drawn since, as when Enter is pressed in the field.
    if (!ASKED.in(room)) void propose(room, WANTED.in(room));
  };
  return html`<form class="act" id="forming" tabindex="-1" aria-label=${words.form()} @submit=${send}>
    <p>${count ? words.peopleHere(count) : words.nobodyHere()}</p>
    <fieldset class="chips">
      <legend class="chips__title">${words.howToForm()}</legend>
      ${WAYS.map((how) => (whyNot(room.state, how) ? nothing : way(room, wanted, how)))}
    </fieldset>
    <p class="panel__note">${words.HINTS[wanted.how]()}</p>
    ${impossible(room)} ${preparing(room)} ${COUNTED.includes(wanted.how) ? howMany(room, wanted) : nothing}
    <label class="choice">
      <input type="checkbox" .checked=${wanted.hosts} @change=${(event: Event) => change(room, { hosts: (event.target as HTMLInputElement).checked })} />
      <span>${words.withHosts()}</span>
    </label>
    ${wanted.hosts ? html`<p class="panel__note">${words.hostsHint()}</p>` : nothing}
    ${submit(room, count)}
  </form>`;
}

/** Why some ways are not open just now, each in a sentence. */
function impossible(room: Room): unknown {
  return WAYS.map((how) => whyNot(room.state, how))
    .filter(Boolean)
    .map((code) => html`<p class="panel__note">${room.refusal(code)}</p>`);
}

function preparing(room: Room): TemplateResult {
  return html`<p><a class="link-alone" target="_blank" href="${room.place.session}groups/">${words.prepare()}</a></p>`;
}

function change(room: Room, changed: Partial<Wanted>): void {
  WANTED.set(room, { ...WANTED.in(room), ...changed });
}

function way(room: Room, wanted: Wanted, how: How): TemplateResult {
  return chip("how", words.WAYS[how](), wanted.how === how, () => change(room, { how }));
}

function chip(name: string, label: string, checked: boolean, choose: () => void): TemplateResult {
  return html`<label class="chip">
    <input type="radio" name=${name} .checked=${checked} @change=${choose} />
    <span>${label}</span>
  </label>`;
}

function howMany(room: Room, wanted: Wanted): TemplateResult {
  const isSize = wanted.by === "size";
  const count = (event: Event) => change(room, { count: Number((event.target as HTMLInputElement).value) });
  return html`<fieldset class="chips">
      <legend class="chips__title">${words.howMany()}</legend>
      ${chip("by", words.bySize(), isSize, () => change(room, { by: "size" }))}
      ${chip("by", words.byNumber(), !isSize, () => change(room, { by: "number" }))}
    </fieldset>
    <div class="field">
      <label class="field__label" for="forming-count">${isSize ? words.sizeOfGroups() : words.numberOfGroups()}</label>
      <input class="input forming__count" id="forming-count" type="number" inputmode="numeric" required min="1" max=${MOST} .value=${String(wanted.count)} @change=${count} />
    </div>`;
}

function submit(room: Room, count: number): TemplateResult {
  const isAsked = ASKED.in(room);
  const end = () => {
    room.focus = "#forming";
    FORMING.close(room);
  };
  return html`<p class="panel__note">${words.proposeHint()}</p>
    <div class="acts">
      <button class="button" ?disabled=${!count} aria-disabled=${isAsked}>${isAsked ? words.proposing() : words.propose()}</button>
      <button class="button button--quiet" type="button" @click=${end}>${cancel()}</button>
    </div>`;
}
