/** The ground rules: the group writes them in the opening, and whoever comes later confirms them. */

import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { Opened } from "../opened";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { field, required, written } from "../view/field";
import { foreign } from "../view/foreign";
import { cancel, save } from "../words";
import { areFolded, forgetFolding } from "./folding";
import { CONFIRM_FIRST, confirmations, unread } from "./known";
import { proposed } from "./proposals";
import * as words from "./words";

/** The one that is being reworded. */
export const RULE = new Opened("agreement.rule", 0);
const LONGEST = protocol.LIMITS["agreement.LONGEST"];

/** The rules are still being made. */
export function isOpening(room: Room): boolean {
  return room.may("agreement.ProposeRule") || room.standing === "room.planned";
}

/** Instead of the conversation, or above it: to read, to change, and then to confirm. */
export function rules(room: Room): TemplateResult | typeof nothing {
  const agreeing = room.standing === CONFIRM_FIRST;
  const opening = isOpening(room);
  if (!opening && !agreeing) return nothing;
  return html`<section class="rules" data-folded=${areFolded(room)} tabindex="-1" aria-labelledby="rules-title">
    <h2 class="rules__title" id="rules-title">
      ${agreeing ? words.groundRulesFirst() : words.groundRules()}
    </h2>
    ${hint(room, opening)}
    ${ruleList(room)} ${opening ? proposed(room) : nothing} ${whoConfirmed(room)}
    ${mayConfirmHere(room) ? confirm(room) : nothing} ${proposal(room)}
  </section>`;
}

function hint(room: Room, opening: boolean): TemplateResult | typeof nothing {
  if (opening && !room.may("agreement.ProposeRule")) return nothing;
  return html`<p class="rules__hint">${opening ? words.groundRulesHint() : words.groundRulesLate()}</p>`;
}

/** Participants are reminded of it above the field in which they write; moderators need not, and may. */
function mayConfirmHere(room: Room): boolean {
  return (
    room.isModerating &&
    room.standing === "" &&
    !room.state.mine?.agreement.confirmed &&
    room.may("agreement.ConfirmRules")
  );
}

export function hasRulesToLookUp(room: Room): boolean {
  return Boolean(room.state.parts.agreement?.rules.length) && !isOpening(room);
}

/** To look up later; in the opening they stand in the middle. */
export function rulesFolded(room: Room): TemplateResult {
  return html`<details class="drawer">
    <summary>${words.groundRules()}</summary>
    ${ruleList(room)}
  </details>`;
}

function ruleList(room: Room): TemplateResult {
  const known = room.state.parts.agreement?.rules ?? [];
  if (!known.length) return html`<p class="empty">${words.noRules()}</p>`;
  const mayChange = room.may("agreement.RewordRule");
  return html`<ol class="rule-list">
    ${repeat(
      known,
      (rule) => rule.id,
      (rule, i) =>
        html`<li class="rule">
          ${mayChange && RULE.in(room) === rule.id ? rewording(room, rule, i + 1) : theRule(room, rule, mayChange)}
        </li>`,
    )}
  </ol>`;
}

function theRule(room: Room, rule: protocol.agreement.GroundRule, mayChange: boolean): TemplateResult {
  return html`<div class="rule__line">
    <span class="rule__text"
      ><span dir="auto" lang=${foreign(room)}>${rule.text}</span>
      ${unread(room.state).includes(rule) ? html`<span class="badge">${words.isNew()}</span>` : nothing}</span
    >
    ${mayChange ? ruleActs(room, rule) : nothing}
  </div>`;
}

function ruleActs(room: Room, rule: protocol.agreement.GroundRule): TemplateResult {
  const remove = () => room.ask("agreement.RemoveRule", { rule: rule.id });
  return html`<span>
    <button class="button button--quiet" type="button" @click=${() => begin(room, rule)}>
      ${words.changeRule()}<span class="visually-hidden">: ${rule.text}</span>
    </button>
    <button class="button button--quiet" type="button" @click=${remove}>
      ${words.removeRule()}<span class="visually-hidden">: ${rule.text}</span>
    </button>
  </span>`;
}

function begin(room: Room, { id }: protocol.agreement.GroundRule): void {
  const draft = draftOf(id);
  room.focus = `#${draft}`;
  room.drafts.reopen(draft);
  RULE.set(room, id);
}

function draftOf(rule: number): string {
  return `rule-${rule}`;
}

function rewording(room: Room, rule: protocol.agreement.GroundRule, number: number): TemplateResult {
  const draft = draftOf(rule.id);
  const reword = (event: Event) => {
    event.preventDefault();
    if (RULE.in(room) !== rule.id) return; // a second click, and the first has closed it
    const text = required(room, draft, "agreement.empty", rule.text);
    if (!text) return;
    RULE.close(room);
    if (text !== rule.text) room.ask("agreement.RewordRule", { rule: rule.id, text }, draft);
  };
  return html`<form class="small-form" @submit=${reword}>
    ${field(room, { name: draft, label: words.ruleNumber(number), longest: LONGEST, otherwise: rule.text })}
    <div class="acts">
      <button class="button">${save()}</button>
      <button class="button button--quiet" type="button" @click=${() => RULE.close(room)}>
        ${cancel()}
      </button>
    </div>
  </form>`;
}

function whoConfirmed(room: Room): TemplateResult | typeof nothing {
  const [count, total] = confirmations(room.state);
  if (!total || room.agenda?.stage === "planned") return nothing;
  return html`<p class="rules__count">${words.confirmedBy(count, total)}</p>`;
}

function proposal(room: Room): TemplateResult | typeof nothing {
  const name = room.may("agreement.AddRule") ? "agreement.AddRule" : "agreement.ProposeRule";
  if (!room.may(name)) return nothing;
  const add = (event: Event) => {
    event.preventDefault();
    const text = written(room, "new-rule");
    room.focus = "#new-rule";
    if (text) room.ask(name, { text }, "new-rule");
    else room.changed();
  };
  return html`<form class="small-form" @submit=${add}>
    ${field(room, { name: "new-rule", label: words.newRule(), longest: LONGEST })}
    <button class="button button--secondary">
      ${name === "agreement.AddRule" ? words.addRule() : words.proposeRule()}
    </button>
  </form>`;
}

/** Of what was confirmed before, only what changed is confirmed anew. */
export function confirm(room: Room, size = "button--large"): TemplateResult {
  const version = room.state.parts.agreement?.version ?? 0;
  const click = () => {
    forgetFolding(room);
    room.ask("agreement.ConfirmRules", { seen: version });
  };
  return html`<button class="button ${size}" type="button" @click=${click}>
    ${words.confirmRules(unread(room.state).length)}
  </button>`;
}
