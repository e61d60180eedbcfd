/** The rules that were proposed: what the others say to them, and what one can do with them. */

import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { Opened } from "../opened";
import { name } from "../people/name";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { field, required } from "../view/field";
import { foreign } from "../view/foreign";
import { cancel } from "../words";
import { unfold } from "./folding";
import { proposals } from "./known";
import * as words from "./words";

type Proposal = protocol.agreement.Proposal;

/** The one to which I am about to object. */
export const OBJECTING = new Opened("agreement.objecting", 0);
const LONGEST_OBJECTION = protocol.LIMITS["agreement.LONGEST_OBJECTION"];

export function proposed(room: Room): TemplateResult | typeof nothing {
  const known = proposals(room.state);
  if (!known.length) return nothing;
  return html`<h3 class="rules__subtitle">${words.proposed()}</h3>
    <ul class="proposals">
      ${repeat(
        known,
        (each) => each.id,
        (each) => proposal(room, each),
      )}
    </ul>`;
}

function proposal(room: Room, each: Proposal): TemplateResult {
  return html`<li class="proposal" id="proposal-${each.id}" tabindex="-1">
    <p class="proposal__text" dir="auto" lang=${foreign(room)}>${each.text}</p>
    <p>${name(room, room.state.people.get(each.person))}</p>
    <p class="proposal__count">${words.consents(each.consents.length)}</p>
    ${each.objections.map((objection) => objected(room, objection))}
    ${OBJECTING.in(room) === each.id ? objecting(room, each) : acts(room, each)}
  </li>`;
}

function objected(room: Room, { person, text }: protocol.agreement.Objection): TemplateResult {
  return html`<p>
    <span class="badge badge--time">${words.objection()}</span>
    ${name(room, room.state.people.get(person))} <span dir="auto" lang=${foreign(room)}>${text}</span>
  </p>`;
}

function acts(room: Room, each: Proposal): TemplateResult {
  const me = room.state.mine?.person ?? 0;
  const mayDrop = room.may("agreement.DropProposal") && each.person === me && !room.isModerating;
  return html`<div class="acts">
    ${each.consents.includes(me) ? html`<span class="badge">${words.youConsent()}</span>` : consent(room, each)}
    ${room.may("agreement.ObjectToRule") && each.person !== me ? objector(room, each) : nothing}
    ${mayDrop ? dropper(room, each) : nothing} ${judging(room, each)}
  </div>`;
}

/** A button that says to a screen reader which proposal it is about. */
function button(label: string, { text }: Proposal, click: () => void, kind = "secondary"): TemplateResult {
  return html`<button class="button button--${kind}" type="button" aria-label="${label}: ${text}" @click=${click}>
    ${label}
  </button>`;
}

export function consent(room: Room, proposal: Proposal): TemplateResult | typeof nothing {
  if (!room.may("agreement.ConsentToRule")) return nothing;
  const click = () => room.ask("agreement.ConsentToRule", { proposal: proposal.id });
  return button(words.consent(), proposal, click);
}

export function objector(room: Room, proposal: Proposal): TemplateResult {
  const draft = draftOf(proposal.id);
  const open = () => {
    room.drafts.reopen(draft);
    unfold(room);
    room.focus = `#${draft}`;
    OBJECTING.set(room, proposal.id);
  };
  return button(words.object(), proposal, open, "quiet");
}

function dropper(room: Room, proposal: Proposal): TemplateResult {
  const drop = () => room.ask("agreement.DropProposal", { proposal: proposal.id });
  return button(words.drop(), proposal, drop, "quiet");
}

/** For the moderation: to take it in, or not. */
function judging(room: Room, proposal: Proposal): TemplateResult | typeof nothing {
  if (!room.may("agreement.AdoptRule")) return nothing;
  const adopt = () => room.ask("agreement.AdoptRule", { proposal: proposal.id });
  return html`${button(words.adopt(), proposal, adopt)} ${dropper(room, proposal)}`;
}

function draftOf(id: number): string {
  return `objection-${id}`;
}

function objecting(room: Room, { id }: Proposal): TemplateResult {
  const draft = draftOf(id);
  const object = (event: Event) => {
    event.preventDefault();
    if (OBJECTING.in(room) !== id) return; // a second click, and the first has closed it
    const text = required(room, draft, "agreement.objection.empty");
    if (!text) return;
    end(room, id);
    room.ask("agreement.ObjectToRule", { proposal: id, text }, draft);
  };
  return html`<form class="small-form" @submit=${object}>
    ${field(room, { name: draft, label: words.whyObject(), longest: LONGEST_OBJECTION })}
    <div class="acts">
      <button class="button">${words.object()}</button>
      <button class="button button--quiet" type="button" @click=${() => end(room, id)}>${cancel()}</button>
    </div>
  </form>`;
}

function end(room: Room, id: number): void {
  room.focus = `#proposal-${id}`;
  OBJECTING.close(room);
}

/** In the moderator's column. */
export function decisions(room: Room): TemplateResult | typeof nothing {
  const known = proposals(room.state);
  if (!known.length || !room.may("agreement.AdoptRule")) return nothing;
  return html`<div class="part part--decisions">
    <h3 class="part__title">${words.proposed()}</h3>
    <ul class="decisions">
      ${known.map(
        (each) => html`<li class="decision">
          <p dir="auto" lang=${foreign(room)}>${each.text}</p>
          <p class="panel__note">${words.standing(each.consents.length, each.objections.length)}</p>
          <div class="acts">${judging(room, each)}</div>
        </li>`,
      )}
    </ul>
  </div>`;
}
