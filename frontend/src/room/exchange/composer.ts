/** Where one writes: the text first, then, if one wants, what it is. */

import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { characters } from "../characters";
import { toAnswer } from "../focus/known";
import { yourAnswer } from "../focus/words";
import { label } from "../labels";
import { knownName } from "../people/known";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { opens } from "../view/opening";
import { quoted } from "../words";
import { cards } from "./cards";
import { ANSWERING, ATTACKS, areQuestions, CLAIMS, chips, OPENING, TYPES } from "./choices";
import { openTypes } from "./known";
import { ALL_TYPES, STARTERS } from "./opened";
import * as words from "./words";

const LONGEST = protocol.LIMITS["exchange.LONGEST"];
/** Whoever is near the limit sees how much is left. */
const SHOW_COUNT_FROM = LONGEST - 200;

/** With `ready` it can be sent now, else only be prepared. */
export function composer(room: Room, ready = true): TemplateResult {
  const onlyQuestions = areQuestions(openTypes(room.state));
  const submit = (event: Event) => {
    event.preventDefault();
    if (ready) room.contribute();
  };
  const title = onlyQuestions ? words.yourQuestion() : otherwise(room);
  return html`<form class="composer" @submit=${submit}>
    ${referring(room)}
    <label class="composer__label" for="contribution" data-usual=${title === words.yourContribution()}>${title}</label>
    <div class="composer__line">
      ${text(room, ready)}
      ${ready ? html`<button class="button">${words.send()}</button>` : nothing}
    </div>
    ${count(room)} ${ready ? nothing : html`<p class="composer__hint">${words.prepareHint()}</p>`}
    ${onlyQuestions && !room.drafts.contribution.text ? starters(room) : nothing} ${kinds(room)}
  </form>`;
}

function otherwise({ state }: Room): string {
  return toAnswer(state) === undefined ? words.yourContribution() : yourAnswer();
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
    @focus=${() => STARTERS.set(room, true)}
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
  if (!referred || toAnswer(room.state) !== undefined) return nothing;
  return html`<p class="composer__reference">
    <span>
      <span class="reference__what">${words.reference(type, knownName(room.state, referred.by))}</span>
      <span class="reference__text">${quoted(room.seen(referred).text)}</span>
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
  return html`<div class="chips starters" data-open=${STARTERS.in(room)} role="group" aria-label=${words.beginWith()}>
    <div class="chips__row">
      ${words
        .starters()
        .map(
          (starter) =>
            html`<button class="chip" type="button" @click=${() => begin(starter)}>${starter}</button>`,
        )}
    </div>
  </div>`;
}

/** The type is one tap after writing, and may stay open where that is open. */
function kinds(room: Room): TemplateResult | typeof nothing {
  const { text, claim, attack, refersTo } = room.drafts.contribution;
  if (!text.trim() && refersTo === null) return nothing;
  const now = room.typeToSend;
  const offer = offered(room, now);
  return html`${chips<protocol.exchange.Type>({
    name: "type",
    title: words.whatIsIt(),
    codes: offer,
    now,
    word: (code) => label("exchange.Type", code) || words.open(),
    choose: (code) => room.write({ type: code }),
    more: offer.length < openTypes(room.state).length ? more(room) : nothing,
  })}
  ${now === "validity_question" ? claims(room, claim) : nothing}
  ${now === "objection" ? attacks(room, attack) : nothing}`;
}

/** Of those that are open the few that fit most often, and the one that is chosen; all on request. */
function offered(room: Room, now: protocol.exchange.Type): protocol.exchange.Type[] {
  const open = TYPES.filter((each) => openTypes(room.state).includes(each));
  if (ALL_TYPES.in(room) || !open.includes("")) return open;
  const usual = room.drafts.contribution.refersTo === null ? OPENING : ANSWERING;
  return TYPES.filter((each) => open.includes(each) && (!each || usual.includes(each) || each === now));
}

function more(room: Room): TemplateResult {
  const show = () => {
    room.focus = ".composer [name=type]:checked";
    ALL_TYPES.set(room, true);
  };
  return html`<button class="chip chip--more" type="button" @click=${show}>${words.moreTypes()}</button>`;
}

function claims(room: Room, now: protocol.exchange.Claim): TemplateResult {
  return chips<protocol.exchange.Claim>({
    name: "claim",
    title: words.whichClaim(),
    codes: CLAIMS,
    now,
    word: (code) => label("exchange.Claim", code),
    choose: (claim) => room.write({ claim }),
  });
}

function attacks(room: Room, now: protocol.exchange.Attack): TemplateResult {
  return chips<protocol.exchange.Attack>({
    name: "attack",
    title: words.whichAttack(),
    codes: ATTACKS,
    now,
    word: (code) => label("exchange.Attack", code),
    choose: (attack) => room.write({ attack }),
  });
}

/** Time to find the words while one waits; open where something stands in it already, until somebody closes it. */
export function preparing(room: Room): TemplateResult {
  const toggled = (event: Event) => {
    const { open } = event.currentTarget as HTMLDetailsElement;
    if (open !== room.ui.preparing) room.set({ preparing: open });
  };
  const open = room.ui.preparing ?? room.drafts.contribution.text !== "";
  return html`<details class="drawer" ?open=${opens(open)} @toggle=${toggled}>
    <summary>${words.prepare()}</summary>
    ${composer(room, false)} ${cards(room)}
  </details>`;
}

/** The same where one does not come to speak soon: only if something was prepared. */
export function prepared(room: Room): TemplateResult | typeof nothing {
  return room.ui.preparing || room.drafts.contribution.text ? preparing(room) : nothing;
}
