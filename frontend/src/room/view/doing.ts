/** The bottom of the page: the one thing that one can do now. */

import { html, nothing, type TemplateResult } from "lit-html";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { digits, rest } from "../times";
import * as words from "../words";
import { composer } from "./composer";
import { show } from "./contribution";
import { leftover } from "./leftover";
import { confirm } from "./rules";
import { signals } from "./signals";

export function doing(room: Room): TemplateResult {
  if (room.link.is === "over")
    return html`<div class="doing" id="doing" tabindex="-1">${leftover(room)}</div>`;
  return html`<div class="doing" id="doing" tabindex="-1" data-is=${room.now.is}>
    ${notice(room)} ${returned(room)} ${now(room)} ${leftover(room)} ${signals(room, "doing__signals")}
  </div>`;
}

/** Why the server said no, until it is read. */
function notice(room: Room): TemplateResult {
  const close = () => {
    room.focus = "#doing";
    room.set({ notice: "" });
  };
  return html`<div class="notice" role="alert">
    ${
      room.ui.notice
        ? html`<p class="notice__words">${room.ui.notice}</p>
            <button class="notice__close" type="button" aria-label=${words.close()} @click=${close}>
              <span aria-hidden="true">×</span>
            </button>`
        : nothing
    }
  </div>`;
}

/** What came back to me may stand far above: it is not to be missed. */
function returned(room: Room): unknown {
  if (!room.may("exchange.Rewrite")) return nothing;
  const mine = room.state.mine?.exchange.contributions.filter((each) => each.state === "returned") ?? [];
  return mine.map(
    ({ id }) =>
      html`<div class="notice">
        <p class="notice__words">
          ${words.waitsForYou()}
          <button class="button button--quiet" type="button" @click=${() => show(room, id)}>${words.goThere()}</button>
        </p>
      </div>`,
  );
}

function now(room: Room): TemplateResult | typeof nothing {
  const { now } = room;
  switch (now.is) {
    case "loading":
      return html`<p class="doing__words">${words.connecting()}</p>`;
    case "wait":
      return html`<p class="doing__words"><strong>${words.waiting()}</strong> ${words.waitingMeanwhile()}</p>`;
    case "open":
      return html`<p class="doing__words">${words.openHint()}</p>
        <button class="button button--large" type="button" @click=${() => room.ask("agenda.OpenRoom", {})}>
          ${words.openNow()}
        </button>`;
    case "agree":
      return confirm(room);
    case "write":
      return composer(room, { ready: true, onlyQuestions: now.onlyQuestions });
    case "have_floor":
      return haveFloor(room, now.holder);
    case "list":
      return speakingList(room);
    case "your_turn":
      return html`<p class="doing__words doing__words--now"><strong>${words.yourTurn()}</strong></p>
        ${composer(room, { ready: true, onlyQuestions: false })} ${pass(room)}`;
    case "turn_later":
      return html`<p class="doing__words"><strong>${turnLater(now.next, now.before)}</strong></p>
        ${preparing(room)} ${pass(room)}`;
    case "turn_taken":
      return html`<p class="doing__words">
        <strong>${words.turnTaken()}</strong>
        ${now.next ? words.turnOf(now.next.name) : words.roundOver()}
      </p>
      ${room.ui.preparing || room.drafts.contribution.text ? preparing(room) : nothing}`;
    case "paused":
      return room.may("agenda.ResumeRoom") ? resume(room) : nothing;
    case "observe":
      return html`<p class="doing__words">${words.observing()}</p>`;
    case "closed":
      return html`<p class="doing__words">${words.closedHint()}</p>
        <a class="button" href=${room.place.transcript}>${words.transcript()}</a>`;
  }
}

function resume(room: Room): TemplateResult {
  return html`<button class="button button--large" type="button" @click=${() => room.ask("agenda.ResumeRoom", {})}>
    ${words.resume()}
  </button>`;
}

function turnLater(next: protocol.people.Person | undefined, before: number): string {
  const whose = next?.name || words.somebody();
  return before === 1 ? words.afterIsYours(whose) : `${words.turnOf(whose)}. ${words.before(before)}.`;
}

function pass(room: Room): TemplateResult {
  const person = room.state.mine?.person ?? 0;
  return html`<button
    class="button button--quiet"
    type="button"
    @click=${() => room.ask("turns.PassTurn", { person })}
  >
    ${words.pass()}
  </button>`;
}

export function countdown(room: Room, holder: protocol.floor.Holder): string {
  const ms = rest(holder.until, room.agenda, room.clock);
  return ms > 0 ? words.secondsLeft(digits(ms)) : words.secondsOver(digits(ms));
}

function haveFloor(room: Room, holder: protocol.floor.Holder): TemplateResult {
  return html`<p class="doing__words doing__words--now">
      <strong>${words.haveFloor()}</strong>
      <span class="doing__time" role="timer">${countdown(room, holder)}</span>
      <button
        class="button button--secondary"
        type="button"
        @click=${() => room.ask("floor.EndFloor", { person: holder.person })}
      >
        ${words.handBack()}
      </button>
    </p>
    ${composer(room, { ready: true, onlyQuestions: false })}`;
}

function speakingList(room: Room): TemplateResult {
  const requests = room.state.parts.floor?.requests ?? [];
  const place = requests.findIndex((each) => each.person === room.state.mine?.person);
  const mine = requests[place];
  const direct = room.hasReplied || mine?.direct ? nothing : directReply(room);
  if (!mine) {
    return html`<div class="acts">
      <button class="button button--large" type="button" @click=${() => room.ask("floor.RequestFloor", {})}>
        ${words.requestFloor()}
      </button>
      ${direct}
    </div>
    ${direct === nothing ? nothing : html`<p class="composer__hint">${words.directReplyHint()}</p>`}`;
  }
  return html`<div class="acts">
      <p class="doing__words"><strong>${words.before(place)}</strong></p>
      ${direct}
      <button class="button button--quiet" type="button" @click=${() => room.ask("floor.WithdrawRequest", {})}>
        ${words.withdrawRequest()}
      </button>
    </div>
    ${preparing(room)}`;
}

/** Time to find the words while one waits; open where something stands in it already, until somebody closes it. */
function preparing(room: Room): TemplateResult {
  const toggled = (event: Event) => {
    const { open } = event.currentTarget as HTMLDetailsElement;
    if (open !== room.ui.preparing) room.set({ preparing: open });
  };
  const open = room.ui.preparing ?? room.drafts.contribution.text !== "";
  return html`<details class="drawer" ?open=${open} @toggle=${toggled}>
    <summary>${words.prepare()}</summary>
    ${composer(room, { ready: false, onlyQuestions: false })}
  </details>`;
}

function directReply(room: Room): TemplateResult {
  return html`<button
    class="button button--secondary"
    type="button"
    @click=${() => room.ask("floor.RequestFloor", { direct: true })}
  >
    ${words.directReply()}
  </button>`;
}
