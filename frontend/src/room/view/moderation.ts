/** The moderator's column: what needs a decision, the next sensible step, questions to ask, who has not spoken. */

import { html, nothing, type TemplateResult } from "lit-html";
import { moderates, silent, unconfirmed, undecided } from "../now";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import * as words from "../words";
import { show } from "./contribution";
import { field, written } from "./field";
import { begin } from "./menu";
import { name } from "./name";
import { counts } from "./signals";

const MORE_MINUTES = 5;
const LONGEST_REASON = 300;
const MOST_NAMES = 8;

export function moderation(room: Room): TemplateResult | typeof nothing {
  const { agenda } = room;
  if (!agenda || !moderates(room.state.mine?.role) || !isRunning(agenda)) return nothing;
  return html`<section class="panel panel--moderation" tabindex="-1" aria-labelledby="moderation-title">
    <h2 class="panel__title" id="moderation-title">${words.moderation()}</h2>
    ${decisions(room)} ${steps(room, agenda)}
  </section>`;
}

/** Below the speaking list: questions to ask, and who could be asked. */
export function inviting(room: Room): TemplateResult | typeof nothing {
  const { agenda } = room;
  if (agenda?.stage !== "open" || !moderates(room.state.mine?.role)) return nothing;
  return html`<section class="panel panel--inviting" tabindex="-1" aria-labelledby="inviting-title">
    <h2 class="visually-hidden" id="inviting-title">${words.helpForModerating()}</h2>
    ${bank(room, agenda)} ${notSpoken(room)}
  </section>`;
}

export function isRunning(agenda: protocol.agenda.AgendaView | undefined): boolean {
  return agenda?.stage === "open" || agenda?.stage === "paused";
}

// --- what needs a decision ----------------------------------------------------------------------------------------------

function decisions(room: Room): TemplateResult | typeof nothing {
  const waiting = undecided(room.state);
  if (!waiting.length) return nothing;
  return html`<div class="part part--decisions">
    <h3 class="part__title">${words.needsDecision()}</h3>
    <ul class="decisions">
      ${waiting.map((each) => decision(room, each))}
    </ul>
  </div>`;
}

function decision(
  room: Room,
  { id, by, text, state, reason }: protocol.exchange.Contribution,
): TemplateResult {
  return html`<li class="decision">
    <p class="decision__what">
      ${name(room, room.state.people.get(by ?? 0))}
      ${reason ? html`<span class="badge badge--quiet">${words.reason(reason)}</span>` : nothing}
    </p>
    <p class="decision__text" dir="auto">${words.quoted(text, 90)}</p>
    <div class="acts">
      <button class="button button--quiet" type="button" @click=${() => show(room, id)}>${words.goThere()}</button>
      <button
        class="button button--secondary"
        type="button"
        @click=${() => room.ask("exchange.Release", { contribution: id })}
      >
        ${words.release()}
      </button>
      ${
        state === "held"
          ? html`<button
              class="button button--secondary"
              type="button"
              @click=${() => begin(room, { is: "return", id })}
            >
              ${words.giveBack()}
            </button>`
          : nothing
      }
    </div>
  </li>`;
}

// --- the next step ------------------------------------------------------------------------------------------------------

function steps(room: Room, agenda: protocol.agenda.AgendaView): TemplateResult {
  return html`<div class="part">
    <h3 class="part__title">${words.nextStep()}</h3>
    ${counts(room)} ${agenda.stage === "open" ? next(room, agenda) : nothing}
    <div class="acts acts--pairs">
      ${
        agenda.stage === "open"
          ? html`<button
                class="button button--secondary"
                type="button"
                @click=${() => room.ask("agenda.ExtendPhase", { seen: agenda.moved, minutes: MORE_MINUTES })}
              >
                ${words.moreMinutes()}
              </button>
              ${opener(room, "pause", words.pause())} ${opener(room, "phase", words.anotherPhase())}`
          : nothing
      }
      ${opener(room, "close", words.endSession())}
    </div>
    ${asking(room, agenda)}
  </div>`;
}

/** A phase is left by a person, never by the clock; the opening only when everybody here has agreed. */
function next(room: Room, agenda: protocol.agenda.AgendaView): TemplateResult {
  const to = agenda.current + 1;
  const phase = agenda.phases[to];
  if (!phase) return html`<p class="panel__note">${words.lastPhase()}</p>`;
  const why = agenda.current === 0 ? notAgreed(room) : "";
  return html`<button
      class="button button--wide"
      type="button"
      ?disabled=${Boolean(why)}
      aria-describedby=${why ? "why-not-yet" : nothing}
      @click=${() => room.ask("agenda.MovePhase", { seen: agenda.moved, to })}
    >
      ${words.nextPhase(phase.title)}
    </button>
    ${why ? html`<p class="panel__note" id="why-not-yet">${why}</p>` : nothing}`;
}

function notAgreed(room: Room): string {
  if (room.whyNot("agenda.MovePhase") !== "agenda.not_agreed") return "";
  const missing = unconfirmed(room.state);
  if (missing.length) return words.notAllConfirmed(shortened(missing.map((each) => each.name)));
  return words.nobodyConfirmed();
}

function shortened(names: string[]): string[] {
  if (names.length <= MOST_NAMES) return names;
  return [...names.slice(0, MOST_NAMES), words.andMore(names.length - MOST_NAMES)];
}

function opener(room: Room, asking: Room["ui"]["asking"], label: string): TemplateResult {
  const open = room.ui.asking === asking;
  const toggle = () => {
    if (!open) room.focus = asking === "pause" ? "#pause-reason" : "#asking";
    room.set({ asking: open ? "" : asking });
  };
  return html`<button
    class="button button--secondary"
    type="button"
    aria-expanded=${open}
    @click=${toggle}
  >
    ${label}
  </button>`;
}

function asking(room: Room, agenda: protocol.agenda.AgendaView): TemplateResult | typeof nothing {
  switch (room.ui.asking) {
    case "pause":
      return agenda.stage === "open" ? pausing(room) : nothing;
    case "close":
      return closing(room, agenda);
    case "phase":
      return agenda.stage === "open" ? choosing(room, agenda) : nothing;
    case "":
      return nothing;
  }
}

function done(room: Room): void {
  room.focus = ".panel--moderation";
  room.set({ asking: "" });
}

function pausing(room: Room): TemplateResult {
  const pause = (event: Event) => {
    event.preventDefault();
    const reason = written(room, "pause-reason");
    if (!reason) {
      room.focus = "#pause-reason";
      return room.changed();
    }
    done(room);
    room.ask("agenda.PauseRoom", { reason }, "pause-reason");
  };
  return html`<form class="small-form" id="asking" tabindex="-1" @submit=${pause}>
    ${field(room, { name: "pause-reason", label: words.pauseReason(), longest: LONGEST_REASON })}
    <button class="button">${words.pauseNow()}</button>
  </form>`;
}

function closing(room: Room, agenda: protocol.agenda.AgendaView): TemplateResult {
  const close = () => {
    done(room);
    room.ask("agenda.CloseRoom", { seen: agenda.moved });
  };
  return html`<div class="small-form" id="asking" tabindex="-1">
    <p>${words.endSure()}</p>
    <div class="acts">
      <button class="button button--danger" type="button" @click=${close}>${words.endYes()}</button>
      <button class="button button--quiet" type="button" @click=${() => done(room)}>${words.cancel()}</button>
    </div>
  </div>`;
}

function choosing(room: Room, agenda: protocol.agenda.AgendaView): TemplateResult {
  const why = agenda.current === 0 ? notAgreed(room) : "";
  const move = (to: number) => {
    done(room);
    room.ask("agenda.MovePhase", { seen: agenda.moved, to });
  };
  return html`<div class="small-form" id="asking" tabindex="-1">
    ${agenda.phases.map((phase, to) =>
      to === agenda.current
        ? nothing
        : html`<button class="button button--quiet button--line" type="button" ?disabled=${Boolean(why)} @click=${() => move(to)}>
            ${phase.title}
          </button>`,
    )}
  </div>`;
}

// --- asking, and who is silent --------------------------------------------------------------------------------------------

function bank(room: Room, agenda: protocol.agenda.AgendaView): TemplateResult | typeof nothing {
  const questions = room.place.questions[agenda.phases[agenda.current]?.code ?? ""] ?? [];
  if (!questions.length) return nothing;
  const take = (question: string) => {
    const { text } = room.drafts.contribution;
    room.set({ tab: "conversation" });
    room.write({ text: text.trim() ? `${text.trimEnd()}\n${question}` : question, type: "question" }, true);
  };
  return html`<details class="drawer">
    <summary>${words.questionBank()}</summary>
    <p class="panel__note">${words.questionBankHint()}</p>
    <ul class="bank">
      ${questions.map(
        (question) =>
          html`<li>
            <button class="bank__question" type="button" dir="auto" @click=${() => take(question)}>${question}</button>
          </li>`,
      )}
    </ul>
  </details>`;
}

/** Names only, without figures: an invitation to ask, not a table of merit. */
function notSpoken(room: Room): TemplateResult {
  const people = silent(room.state);
  return html`<div class="part">
    <h3 class="part__title">${words.notSpoken()}</h3>
    ${
      people.length
        ? html`<ul class="names">
            ${people.map((each) => html`<li>${name(room, each)}</li>`)}
          </ul>`
        : html`<p class="panel__note">${words.everybodySpoke()}</p>`
    }
    <p class="panel__note">${words.onlyYouSee()}</p>
  </div>`;
}
