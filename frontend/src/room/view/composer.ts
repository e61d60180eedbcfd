/** Where one writes: the text first, then, if one wants, what it is. */

import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { characters } from "../characters";
import type * as protocol from "../protocol";
import { LONGEST, type Room } from "../room";
import * as words from "../words";
import { ANSWERING, ATTACKS, CLAIMS, chips, OPENING, QUESTIONS, TYPES } from "./choices";

const SHOW_COUNT_FROM = 1_800;

export interface Composing {
  /** May it be sent now, or only be prepared? */
  ready: boolean;
  onlyQuestions: boolean;
}

export function composer(room: Room, { ready, onlyQuestions }: Composing): TemplateResult {
  const submit = (event: Event) => {
    event.preventDefault();
    if (ready) room.contribute();
  };
  const label = onlyQuestions ? words.yourQuestion() : words.yourContribution();
  return html`<form class="composer" @submit=${submit}>
    ${referring(room)}
    <label class="composer__label" for="contribution">${label}</label>
    <div class="composer__line">
      ${text(room, ready)}
      ${ready ? html`<button class="button composer__send">${words.send()}</button>` : nothing}
    </div>
    ${count(room)} ${ready ? nothing : html`<p class="composer__hint">${words.prepareHint()}</p>`}
    ${onlyQuestions && !room.drafts.contribution.text ? starters(room) : nothing} ${kinds(room, onlyQuestions)}
  </form>`;
}

function text(room: Room, ready: boolean): TemplateResult {
  const keys = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !ready) return;
    event.preventDefault();
    room.contribute();
  };
  return html`<textarea
    class="input composer__text"
    id="contribution"
    dir="auto"
    rows="2"
    placeholder=${words.writeHere()}
    aria-describedby="contribution-count"
    .value=${live(room.drafts.contribution.text)}
    @input=${(event: Event) => room.write({ text: (event.target as HTMLTextAreaElement).value })}
    @keydown=${keys}
  ></textarea>`;
}

function count(room: Room): TemplateResult {
  const length = characters(room.drafts.contribution.text);
  return html`<p class="composer__count" id="contribution-count" data-over=${length > LONGEST}>
    ${length >= SHOW_COUNT_FROM ? words.charactersLeft(LONGEST - length) : nothing}
  </p>`;
}

function referring(room: Room): TemplateResult | typeof nothing {
  const { refersTo, type } = room.drafts.contribution;
  const referred = room.state.contributions.get(refersTo ?? 0);
  if (!referred) return nothing;
  return html`<p class="composer__reference">
    <span>
      <span class="reference__what">${words.reference(type, room.nameOf(referred.by))}</span>
      <span class="reference__text">${words.quoted(room.seen(referred).text)}</span>
    </span>
    <button
      class="composer__remove"
      type="button"
      aria-label=${words.removeReference()}
      @click=${() => room.write({ refersTo: null }, true)}
    >
      <span aria-hidden="true">×</span>
    </button>
  </p>`;
}

function starters(room: Room): TemplateResult {
  const begin = (starter: string) => room.write({ text: starter.replace(/…$/, ""), type: "question" }, true);
  return html`<div class="chips" role="group" aria-label=${words.beginWith()}>
    <div class="chips__row">
      ${words
        .starters()
        .map(
          (starter) =>
            html`<button class="chip chip--button" type="button" @click=${() => begin(starter)}>${starter}</button>`,
        )}
    </div>
  </div>`;
}

/** The type is one tap after writing, and may stay open. */
function kinds(room: Room, onlyQuestions: boolean): TemplateResult | typeof nothing {
  const { text, type, claim, attack, refersTo } = room.drafts.contribution;
  if (!text.trim() && refersTo === null) return nothing;
  const shown = onlyQuestions && type !== "validity_question" ? "question" : type;
  return html`${chips<protocol.exchange.Type>({
    name: "type",
    title: words.whatIsIt(),
    codes: onlyQuestions ? QUESTIONS : offered(room),
    now: shown,
    word: (code) => words.type(code) || words.open(),
    choose: (code) => room.write({ type: code }),
    more: onlyQuestions || room.ui.allTypes ? nothing : more(room),
  })}
  ${shown === "validity_question" ? claims(room, claim) : nothing}
  ${shown === "objection" ? attacks(room, attack) : nothing}`;
}

/** The few that fit most often, and the one that is chosen; all on request. */
function offered(room: Room): protocol.exchange.Type[] {
  const { type, refersTo } = room.drafts.contribution;
  if (room.ui.allTypes) return ["", ...TYPES];
  const usual = refersTo === null ? OPENING : ANSWERING;
  const chosen = type && !usual.some((each) => each === type) ? [type] : [];
  return ["", ...usual, ...chosen];
}

function more(room: Room): TemplateResult {
  const show = () => {
    room.focus = ".composer [name=type]:checked";
    room.set({ allTypes: true });
  };
  return html`<button class="chip chip--more" type="button" @click=${show}>${words.moreTypes()}</button>`;
}

function claims(room: Room, now: protocol.exchange.Claim): TemplateResult {
  return chips<protocol.exchange.Claim>({
    name: "claim",
    title: words.whichClaim(),
    codes: CLAIMS,
    now,
    word: words.claim,
    choose: (claim) => room.write({ claim }),
  });
}

function attacks(room: Room, now: protocol.exchange.Attack): TemplateResult {
  return chips<protocol.exchange.Attack>({
    name: "attack",
    title: words.whichAttack(),
    codes: ATTACKS,
    now,
    word: words.attack,
    choose: (attack) => room.write({ attack }),
  });
}
