/** What one can do with a contribution; its entries are drawn when it is opened, not three hundred times before. */

import { html, nothing, type TemplateResult } from "lit-html";
import { CHOICE } from "../drafts";
import { isAnswerable, mayReplyDirectly, replyDirectly } from "../floor/direct";
import { directReply } from "../floor/words";
import { toAnswer } from "../focus/known";
import { mayReply } from "../mirror/known";
import * as mirror from "../mirror/view";
import { restate } from "../mirror/words";
import { knownName } from "../people/known";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { opens } from "../view/opening";
import { noteFor } from "./acts";
import { isMine, openTypes } from "./known";
import { ACT, type Act, MENU } from "./opened";
import * as words from "./words";

interface Entry {
  label: string;
  choose: () => void;
}

export function menu(
  room: Room,
  contribution: protocol.exchange.Contribution,
): TemplateResult | typeof nothing {
  const entries = entriesFor(room, contribution);
  if (!entries.length) return nothing;
  const { id, by } = contribution;
  const label = isMine(room.state, contribution)
    ? words.actionsForYours()
    : words.actionsFor(knownName(room.state, by));
  const toggled = (event: Event) => {
    const { open } = event.currentTarget as HTMLDetailsElement;
    if (open) MENU.set(room, id);
    else if (MENU.in(room) === id) MENU.close(room);
  };
  return html`<details class="menu" data-menu ?open=${opens(MENU.in(room) === id)} @toggle=${toggled}>
    <summary class="menu__button" tabindex="-1" aria-label=${label}><span aria-hidden="true">⋯</span></summary>
    ${MENU.in(room) === id ? html`<div class="menu__entries" data-entries>${entries.map((each) => entry(room, each))}</div>` : nothing}
  </details>`;
}

/** What the entries of all menus follow from: as long as it is the same, none is drawn anew. */
export function offers(room: Room): string {
  const { may, exchange } = room.state.mine ?? {};
  const asked = [
    may?.["exchange.SetType"],
    may?.["exchange.Withdraw"],
    may?.["exchange.Hold"],
    may?.["exchange.Rewrite"],
  ];
  return [
    ...asked,
    mayReplyDirectly(room),
    mirror.offers(room),
    toAnswer(room.state),
    exchange?.may_type_others,
    ...(exchange?.types ?? []),
  ].join(" ");
}

function entry(room: Room, { label, choose }: Entry): TemplateResult {
  const chosen = () => {
    MENU.close(room);
    choose();
  };
  return html`<button class="menu__entry" type="button" @click=${chosen}>${label}</button>`;
}

function entriesFor(room: Room, contribution: protocol.exchange.Contribution): Entry[] {
  if (contribution.state === "withdrawn") return [];
  return [
    ...direct(room, contribution),
    ...restating(room, contribution),
    ...answers(room, contribution),
    ...ownActs(room, contribution),
    ...decisions(room, contribution),
  ];
}

/** With the speaking list, to answer it at once. */
function direct(room: Room, contribution: protocol.exchange.Contribution): Entry[] {
  if (!mayReplyDirectly(room) || !isAnswerable(room, contribution)) return [];
  return [{ label: directReply(), choose: () => replyDirectly(room, contribution) }];
}

/** In the mirror, to say what one understood, before one replies. */
function restating(room: Room, contribution: protocol.exchange.Contribution): Entry[] {
  if (!mirror.mayRestate(room, contribution)) return [];
  return [{ label: restate(), choose: () => mirror.restate(room, contribution) }];
}

/** To refer to it, where one may write or may prepare to. */
function answers(room: Room, { id, state }: protocol.exchange.Contribution): Entry[] {
  if (state !== "published" || !room.mayCompose || (toAnswer(room.state) ?? id) !== id) return [];
  const open = openTypes(room.state);
  const refer = (label: string, type: protocol.exchange.Type) => ({
    label,
    choose: () => room.write({ refersTo: id, type, claim: "", attack: "" }, true),
  });
  const entries: [protocol.exchange.Type, string][] = [
    ["", words.reply()],
    ["objection", words.object()],
    ["support", words.support()],
    ["question", words.ask()],
    ["validity_question", words.check()],
  ];
  const isOpen = (type: protocol.exchange.Type) =>
    open.includes(type) && (type === "question" || mayReply(room.state, id));
  return entries.filter(([type]) => isOpen(type)).map(([type, label]) => refer(label, type));
}

function ownActs(room: Room, contribution: protocol.exchange.Contribution): Entry[] {
  const { id, state } = contribution;
  const mine = isMine(room.state, contribution);
  const mayType = mine || room.state.mine?.exchange.may_type_others;
  const entries: Entry[] = [];
  if (mayType && state === "published" && room.may("exchange.SetType")) {
    entries.push({ label: words.setType(), choose: () => begin(room, { is: "type", id }) });
  }
  if (mine && contribution.recorded_by !== null && state === "published" && room.may("exchange.Rewrite")) {
    entries.push({ label: words.correct(), choose: () => begin(room, { is: "correct", id }) });
  }
  if (mine && room.may("exchange.Withdraw")) {
    entries.push({ label: words.withdraw(), choose: () => begin(room, { is: "withdraw", id }) });
  }
  return entries;
}

/** For moderators, the lighter one first. */
function decisions(room: Room, { id, state }: protocol.exchange.Contribution): Entry[] {
  if (!room.may("exchange.Hold")) return [];
  const entries: Entry[] = [];
  if (state === "published")
    entries.push({ label: words.hold(), choose: () => begin(room, { is: "hold", id }) });
  if (state !== "returned")
    entries.push({ label: words.giveBack(), choose: () => begin(room, { is: "return", id }) });
  if (state !== "published") {
    entries.push({
      label: words.release(),
      choose: () => room.ask("exchange.Release", { contribution: id }),
    });
  }
  return entries;
}

export function begin(room: Room, act: Act): void {
  room.focus = `#act-${act.id}`;
  room.drafts.clear(CHOICE);
  room.drafts.reopen(noteFor(act.id));
  ACT.set(room, act);
  room.show(act.id);
}
