/** The groups that are out: one row each, those that call first, wherever one is. */

import { html, nothing, type TemplateResult } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import { repeat } from "lit-html/directives/repeat.js";
import { currentPhase } from "../agenda/known";
import { paused as inPause, timeLeft } from "../agenda/words";
import { name } from "../people/name";
import { away } from "../people/words";
import type { Room } from "../room";
import type { State } from "../state";
import { left, rest } from "../times";
import { foreign } from "../view/foreign";
import { act, moveIn, tellAll } from "./acts";
import { age } from "./ages";
import { caller, isThere, named, type Row, rows, withoutGroup } from "./known";
import { menu, offers } from "./menu";
import { ACT, MENU } from "./opened";
import { recall } from "./recall";
import { enter } from "./walking";
import * as words from "./words";

export function overview(room: Room): TemplateResult | typeof nothing {
  const out = rows(room.state);
  if (!out.length) return nothing;
  return html`${instruction(room)}
    <div class="acts acts--pairs">${recall(room)} ${tellAll(room)}</div>
    <ul class="outs">
      ${repeat(
        out,
        ({ room: id }) => id,
        (each) => row(room, each),
      )}
    </ul>
    ${waiting(room)}`;
}

/** What the groups were asked to do, as it stands in the phase. */
function instruction(room: Room): TemplateResult | typeof nothing {
  const text = currentPhase(room.state)?.instruction;
  return text ? html`<p class="panel__note" dir="auto" lang=${foreign(room)}>${text}</p>` : nothing;
}

/** With fifty groups, what did not change in a row is not even looked at. */
function row(room: Room, each: Row): unknown {
  return guard(dependencies(room, each), () => drawn(room, each));
}

function dependencies(room: Room, each: Row): unknown[] {
  const { state } = room;
  const acting = ACT.in(room)?.room === each.room;
  const opened = [offers(room, each), MENU.in(room) === each.room, acting && ACT.in(room)?.is];
  const others = acting ? state.groups : null; // a form offers the other groups
  const people = [...each.people, ...each.moderators].map((id) => state.people.get(id));
  return [
    each,
    state.groups?.names,
    ...opened,
    others,
    time(room, each),
    age(room, each.last_at),
    isThere(state, each),
    ...people,
  ];
}

function drawn(room: Room, each: Row): TemplateResult {
  const { number, room: id } = each;
  return html`<li class="out" id="group-${id}" tabindex="-1" data-calls=${each.call !== null} aria-labelledby="group-title-${id}">
    <div class="out__head">
      <h3 class="out__title" id="group-title-${id}">${words.group(number)}</h3>
      ${isThere(room.state, each) ? html`<span class="badge">${words.youAreThere()}</span>` : go(room, each)}
      ${menu(room, each)}
    </div>
    ${act(room, each)} ${calls(room, each)}
    <p class="out__line">${words.phaseAndTime(each.phase, time(room, each))}</p>
    <p class="out__line">${activity(room, each)}</p>
    ${people(room, each)} ${standing(room, each)}
  </li>`;
}

function go(room: Room, { room: to, number }: Row): TemplateResult {
  return html`<button
    class="button button--secondary"
    type="button"
    aria-label=${words.about(words.goInto(), words.group(number))}
    @click=${() => enter(room, to)}
  >
    ${words.goInto()}
  </button>`;
}

function calls({ state }: Room, { number, call }: Row): TemplateResult | typeof nothing {
  if (!call) return nothing;
  const text =
    call.answer === null
      ? words.callSaid(number, named(state, caller(call)), call.text)
      : words.answered(number, named(state, call.by), call.answer);
  return html`<p class="out__call">${text}</p>`;
}

function time({ agenda, clock }: Room, { until, paused }: Row): string {
  return paused ? inPause() : timeLeft(left(rest(until, agenda, clock)));
}

function activity(room: Room, { last_at: at }: Row): string {
  return at ? words.lastSaid(age(room, at)) : words.nothingSaid();
}

function people(room: Room, { people, here, host, gaps }: Row): TemplateResult {
  if (!people.length && !gaps.length) return html`<p class="panel__note">${words.nobodyThere()}</p>`;
  const isHere = new Set(here);
  return html`<ul class="out__people">
    ${repeat(
      people,
      (id) => id,
      (id) =>
        html`<li data-here=${isHere.has(id)}>
          ${somebody(room, id)}
          ${id === host ? html`<span class="badge badge--quiet">${words.host()}</span>` : nothing}
          ${isHere.has(id) ? nothing : html`<span class="badge badge--quiet">${away()}</span>`}
        </li>`,
    )}
    ${gaps.map((id) => html`<li class="out__gap">${words.placeKept(named(room.state, id))}</li>`)}
  </ul>`;
}

function somebody(room: Room, id: number): TemplateResult {
  const person = room.state.people.get(id);
  return person
    ? name(room, person)
    : html`<span class="name"><bdi class="name__text">${named(room.state, id)}</bdi></span>`;
}

/** As sentences, so that nobody is a figure in a table. */
function standing(
  { state }: Room,
  { silent, done, reporter, written, moderator, moderators, last_at: at }: Row,
): TemplateResult {
  const name = (id: number) => named(state, id);
  const others = moderators.filter((id) => id !== state.mine?.person && id !== moderator).map(name);
  const sentences = [
    moderator === null ? "" : led(state, moderator, moderators.includes(moderator)),
    others.length ? words.alsoThere(others) : "",
    at && silent.length ? words.silent(silent.map(name)) : "", // before that it is said of all
    reporter === null ? "" : words.reports(name(reporter)),
    written ? words.resultWritten() : "",
  ].filter(Boolean);
  return html`${done === null ? nothing : html`<p class="out__done">${words.saysDone(name(done.person))}</p>`}
    ${sentences.map((each) => html`<p class="out__line">${each}</p>`)}`;
}

/** Who was to go along with the group: whoever moderates it sees that it is theirs. */
function led(state: State, moderator: number, isThere: boolean): string {
  if (moderator === state.mine?.person) return words.youModerate();
  const name = named(state, moderator);
  return isThere ? words.moderates(name) : words.moderatesFromAfar(name);
}

/** Who came late and is in the plenary alone. */
function waiting(room: Room): TemplateResult | typeof nothing {
  const people = withoutGroup(room.state);
  if (!people.length || !room.may("places.MovePeople")) return nothing;
  return html`<div class="part">
    <h3 class="part__title">${words.notInAGroup()}</h3>
    <ul class="names">
      ${people.map((each) => html`<li>${name(room, each)}</li>`)}
    </ul>
    ${moveIn(
      room,
      people.map(({ id }) => id),
    )}
  </div>`;
}
