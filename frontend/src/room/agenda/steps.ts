/** For the moderation: what can be done next with the phases. */

import { html, nothing, type TemplateResult } from "lit-html";
import { Opened } from "../opened";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { field, written } from "../view/field";
import { cancel } from "../words";
import { isRunning } from "./known";
import { lifting, slowing } from "./pace";
import { counts } from "./signals";
import { unfinished } from "./unfinished";
import * as words from "./words";

/** What is asked before it is done. */
type Asking = "next" | "pause" | "close" | "phase" | "slow" | "";

const ASKING = new Opened<Asking>("agenda.asking", "");
const MORE_MINUTES = 5;
const LONGEST_REASON = protocol.LIMITS["agenda.LONGEST_REASON"];

export function steps(room: Room): TemplateResult | typeof nothing {
  const { agenda } = room;
  if (!agenda || !isRunning(agenda) || !room.may("agenda.CloseRoom")) return nothing;
  return html`<div class="part">
    <h3 class="part__title">${words.nextStep()}</h3>
    ${counts(room)} ${agenda.stage === "open" ? next(room, agenda) : goOn(room)}
    <div class="acts acts--pairs">
      ${room.may("agenda.ExtendPhase") ? longer(room, agenda) : nothing}
      ${agenda.stage === "open" ? opener(room, "pause", words.pause()) : nothing}
      ${room.may("agenda.SetSlow") && agenda.medium === "written" ? slower(room, agenda) : nothing}
      ${agenda.stage === "open" ? opener(room, "phase", words.anotherPhase()) : nothing}
      ${opener(room, "close", words.endSession())}
    </div>
    ${asking(room, agenda)}
  </div>`;
}

/**
 * A phase is left by a person, never by the clock; and not as long as the server says why not. One tap, and a second one
 * where something is open that whoever moderates may have overlooked.
 */
function next(room: Room, agenda: protocol.agenda.AgendaView): TemplateResult {
  const phase = agenda.phases[agenda.current + 1];
  if (!phase) return html`<p class="panel__note">${words.lastPhase()}</p>`;
  const why = notYet(room);
  const asks = unfinished(room.state).length > 0;
  return html`<button
      class="button button--wide"
      type="button"
      ?disabled=${Boolean(why)}
      aria-expanded=${asks ? ASKING.in(room) === "next" : nothing}
      aria-describedby=${why ? "why-not-yet" : nothing}
      @click=${() => (asks ? toggle(room, "next") : move(room, agenda, agenda.current + 1))}
    >
      ${words.nextPhase(phase.title)}
    </button>
    ${why ? html`<p class="panel__note" id="why-not-yet">${why}</p>` : nothing}
    ${asks && ASKING.in(room) === "next" ? goingOn(room, agenda) : nothing}`;
}

function move(room: Room, { moved }: protocol.agenda.AgendaView, to: number): void {
  if (ASKING.in(room)) done(room);
  room.ask("agenda.MovePhase", { seen: moved, to });
}

function goingOn(room: Room, agenda: protocol.agenda.AgendaView): TemplateResult {
  return html`<div class="small-form" id="asking" tabindex="-1">
    ${stillOpen(room)}
    <div class="acts">
      <button class="button" type="button" @click=${() => move(room, agenda, agenda.current + 1)}>
        ${words.goOnAnyway()}
      </button>
      <button class="button button--quiet" type="button" @click=${() => done(room)}>${cancel()}</button>
    </div>
  </div>`;
}

function stillOpen(room: Room): TemplateResult | typeof nothing {
  const sentences = unfinished(room.state);
  if (!sentences.length) return nothing;
  return html`<p>${words.stillOpen()}</p>
    <ul>
      ${sentences.map((sentence) => html`<li>${sentence()}</li>`)}
    </ul>`;
}

/** In a pause the next step is to go on, not to end. */
function goOn(room: Room): TemplateResult {
  return html`<button class="button button--wide" type="button" @click=${() => room.ask("agenda.ResumeRoom", {})}>
    ${words.resume()}
  </button>`;
}

function notYet(room: Room): string {
  const code = room.whyNot("agenda.MovePhase");
  return code ? room.refusal(code) : "";
}

function longer(room: Room, agenda: protocol.agenda.AgendaView): TemplateResult {
  const extend = () => room.ask("agenda.ExtendPhase", { seen: agenda.moved, minutes: MORE_MINUTES });
  return html`<button class="button button--secondary" type="button" @click=${extend}>
    ${words.moreMinutes(MORE_MINUTES)}
  </button>`;
}

function slower(room: Room, { slow }: protocol.agenda.AgendaView): TemplateResult {
  return slow ? lifting(room) : opener(room, "slow", words.slowMode());
}

function opener(room: Room, asking: Asking, label: string): TemplateResult {
  return html`<button
    class="button button--secondary"
    type="button"
    aria-expanded=${ASKING.in(room) === asking}
    @click=${() => toggle(room, asking)}
  >
    ${label}
  </button>`;
}

function toggle(room: Room, asking: Asking): void {
  const isOpen = ASKING.in(room) === asking;
  if (!isOpen) room.focus = asking === "pause" ? "#pause-reason" : "#asking";
  ASKING.set(room, isOpen ? "" : asking);
}

function asking(room: Room, agenda: protocol.agenda.AgendaView): TemplateResult | typeof nothing {
  switch (ASKING.in(room)) {
    case "pause":
      return agenda.stage === "open" ? pausing(room) : nothing;
    case "close":
      return closing(room, agenda);
    case "slow":
      return room.may("agenda.SetSlow") && !agenda.slow ? slowing(room) : nothing;
    case "phase":
      return agenda.stage === "open" ? choosing(room, agenda) : nothing;
    case "next":
    case "":
      return nothing;
  }
}

function done(room: Room): void {
  room.focus = ".panel--moderation";
  ASKING.close(room);
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
    ${stillOpen(room)}
    <p>${words.endSure()}</p>
    <div class="acts">
      <button class="button button--danger" type="button" @click=${close}>${words.endYes()}</button>
      <button class="button button--quiet" type="button" @click=${() => done(room)}>${cancel()}</button>
    </div>
  </div>`;
}

function choosing(room: Room, agenda: protocol.agenda.AgendaView): TemplateResult {
  const why = notYet(room);
  return html`<div class="small-form" id="asking" tabindex="-1">
    ${stillOpen(room)}
    ${agenda.phases.map((phase, to) =>
      to === agenda.current
        ? nothing
        : html`<button class="button button--quiet button--line" type="button" ?disabled=${Boolean(why)} @click=${() => move(room, agenda, to)}>
            ${phase.title}
          </button>`,
    )}
  </div>`;
}
