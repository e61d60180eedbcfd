/** One contribution: who, what it is, what it refers to, the text; or why it is not shown. */

import { html, nothing, type TemplateResult } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import { recordedBy } from "../aloud/words";
import { CHOICE } from "../drafts";
import { label } from "../labels";
import * as mirror from "../mirror/view";
import type { Asked } from "../outbox";
import { knownName } from "../people/known";
import { speaker, unnamed } from "../people/name";
import { fromGroup } from "../places/words";
import type * as protocol from "../protocol";
import type { Commands } from "../protocol";
import type { Room } from "../room";
import { foreign } from "../view/foreign";
import { quoted } from "../words";
import { acts } from "./acts";
import { isMine } from "./known";
import { menu, offers } from "./menu";
import { ACT, MENU } from "./opened";
import { rewriting } from "./rewriting";
import { clockTime } from "./times";
import * as words from "./words";

/** `offered`: what the menus of all follow from, which is reckoned once a drawing. */
export function said(
  room: Room,
  contribution: protocol.exchange.Contribution,
  offered = offers(room),
): unknown {
  const { people, contributions, mine } = room.state;
  const author = people.get(contribution.by ?? 0);
  const referred = contributions.get(contribution.refers_to ?? 0);
  const shown = ACT.in(room);
  const act = shown?.id === contribution.id ? shown : null;
  const open = MENU.in(room) === contribution.id;
  const hidden = contribution.state === "published" && !contribution.anonymous ? null : mine;
  const choice = act && room.drafts.text(CHOICE);
  const parts = [
    contribution,
    author,
    referred,
    hidden,
    offered,
    act,
    open,
    choice,
    room.standing,
    room.link.is === "over",
    ...mirror.drawnFrom(room, contribution),
  ];
  return guard(parts, () => article(room, room.seen(contribution)));
}

function article(room: Room, contribution: protocol.exchange.Contribution): TemplateResult {
  const { id, by, state } = contribution;
  const mine = isMine(room.state, contribution);
  return html`<article
    class="said"
    id="c${id}"
    tabindex="-1"
    data-mine=${mine}
    data-state=${state}
    data-refers=${contribution.refers_to !== null}
    data-answers=${contribution.refers_to ?? nothing}
    aria-labelledby="c${id}-by ${contribution.text ? `c${id}-text` : `c${id}-notice`}"
    aria-describedby=${contribution.refers_to === null ? `c${id}-what` : `c${id}-to c${id}-what`}
  >
    <div class="said__head">
      ${contribution.anonymous ? unnamed(mine, `c${id}-by`) : speaker(room, room.state.people.get(by ?? 0), `c${id}-by`)}
    </div>
    ${contribution.text ? html`<p class="said__text" id="c${id}-text" dir="auto" lang=${foreign(room)}>${contribution.text}</p>` : nothing}
    <div class="said__rest">
      <span class="said__what" id="c${id}-what">
        ${what(contribution)} ${recorder(room, contribution)} <time class="said__time">${clockTime(contribution.at)}</time>
      </span>
      ${menu(room, contribution)}
    </div>
    ${reference(room, contribution)} ${notice(contribution, mine)} ${detail(contribution)} ${rewriting(room, contribution, mine)} ${acts(room, contribution)}
    ${mirror.below(room, contribution)}
  </article>`;
}

function what({ type, refers_to, rewritten, group }: protocol.exchange.Contribution): TemplateResult {
  return html`${group ? html`<span class="said__type">${fromGroup(group)}</span>` : nothing}
  ${type && refers_to === null ? html`<span class="said__type">${label("exchange.Type", type)}</span>` : nothing}
  ${rewritten ? html`<span class="said__type">${words.rewritten()}</span>` : nothing}`;
}

/** Who wrote down what its author said aloud. */
function recorder(
  room: Room,
  { recorded_by }: protocol.exchange.Contribution,
): TemplateResult | typeof nothing {
  return recorded_by === null
    ? nothing
    : html`<span class="said__type">${recordedBy(room.nameOf(recorded_by))}</span>`;
}

/** What exactly an objection is directed at, what a question checks, and whom it asks. */
function detail({
  claim,
  attack,
  asks_all: asksAll,
}: protocol.exchange.Contribution): TemplateResult | typeof nothing {
  const text =
    label("exchange.Claim", claim) || label("exchange.Attack", attack) || (asksAll && words.asksAll());
  return text ? html`<p class="said__detail">${text}</p>` : nothing;
}

type Reference = Pick<protocol.exchange.Contribution, "type" | "refers_to"> & { id?: number };

function reference(room: Room, { id, type, refers_to }: Reference): TemplateResult | typeof nothing {
  if (refers_to === null) return nothing;
  const referred = room.state.contributions.get(refers_to);
  const text = referred ? room.seen(referred).text : "";
  return html`<p class="said__reference">
    <button class="reference" type="button" tabindex=${id ? -1 : 0} @click=${() => room.show(refers_to)}>
      <span class="reference__what" id=${id ? `c${id}-to` : nothing}>${words.reference(type, knownName(room.state, referred?.by ?? null))}</span>
      ${text ? html`<span class="reference__text">${quoted(text)}</span>` : nothing}
    </button>
  </p>`;
}

/** The sentence that stands where a text is hidden, or above an own one that only its author sees. */
function notice(
  contribution: protocol.exchange.Contribution,
  mine: boolean,
): TemplateResult | typeof nothing {
  const text = mine ? noticeForMe(contribution) : noticeForAll(contribution);
  return text ? html`<p class="said__notice" id="c${contribution.id}-notice">${text}</p>` : nothing;
}

function noticeForMe({ state, reason }: protocol.exchange.Contribution): string {
  if (state === "withdrawn") return words.youWithdrew();
  if (state === "held" && reason) return words.yourHeld(reason);
  return state === "returned" && reason ? words.yourReturned(reason) : "";
}

function noticeForAll({ state, reason }: protocol.exchange.Contribution): string {
  if (state === "withdrawn") return words.withdrawn();
  if (state === "held" && reason) return words.held(reason);
  return state === "returned" && reason ? words.returned(reason) : "";
}

/** An own one that the server has not taken yet, or did not take. */
export function unsent(room: Room, asked: Asked): TemplateResult {
  const { text, type = "", refers_to = null } = asked.fields as Commands["exchange.Contribute"];
  const late = room.late.includes(asked);
  return html`<article
    class="said"
    data-mine="true"
    data-state=${asked.refused ? "refused" : "pending"}
    data-refers=${refers_to !== null}
  >
    <div class="said__head">${speaker(room, room.me)}</div>
    <p class="said__text" dir="auto" lang=${foreign(room)}>${text}</p>
    <div class="said__rest">
      ${type && refers_to === null ? html`<span class="said__type">${label("exchange.Type", type)}</span>` : nothing}
      ${late ? html`<span class="said__unsent">${words.notSentYet()}</span>` : nothing}
      ${asked.refused ? html`<span class="said__unsent">${words.notTaken()}</span>` : nothing}
    </div>
    ${reference(room, { type, refers_to })}
    ${asked.refused ? refused(room, asked) : nothing}
  </article>`;
}

function refused(room: Room, asked: Asked): TemplateResult {
  return html`<div class="acts">
    <button
      class="button button--secondary"
      type="button"
      @click=${() => {
        room.focus = "#contribution";
        room.edit(asked);
      }}
    >
      ${words.edit()}
    </button>
    <button class="button button--quiet" type="button" @click=${() => room.discard(asked)}>${words.discard()}</button>
  </div>`;
}
