/** What one is about to do with a group: what will happen stands there, and what will be said, before anything does. */

import { html, nothing, type TemplateResult } from "lit-html";
import { moreMinutes } from "../agenda/words";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { field, required, written } from "../view/field";
import { cancel } from "../words";
import { groupChoice, personChoice } from "./choices";
import { type Row, rows } from "./known";
import { ACT, type Acting, ALL, PLENARY } from "./opened";
import * as words from "./words";

const LONGEST = protocol.LIMITS["exchange.LONGEST"];
const MINUTES = [2, 5, 10] as const;

const FORMS: Readonly<Record<Acting, (room: Room, row: Row) => TemplateResult>> = {
  tell: (room, row) => telling(room, row.room, words.about(words.tell(), words.group(row.number))),
  longer,
  move: (room, row) => moving(room, row.room, row.people),
  merge: merging,
  close: closing,
};

export function act(room: Room, row: Row): TemplateResult | typeof nothing {
  const now = ACT.in(room);
  return now && now.room === row.room ? FORMS[now.is](room, row) : nothing;
}

/** To all groups: the button, or what it opened. */
export function tellAll(room: Room): TemplateResult | typeof nothing {
  if (!room.may("places.TellGroups")) return nothing;
  if (ACT.in(room)?.room === ALL) return telling(room, ALL, words.tellAll());
  return opener(room, ALL, "tell", words.tellAll());
}

/** Somebody who is in the plenary alone: the button, or what it opened. */
export function moveIn(room: Room, people: readonly number[]): TemplateResult {
  if (ACT.in(room)?.room === PLENARY) return moving(room, PLENARY, people);
  return opener(room, PLENARY, "move", words.moveIn());
}

function opener(room: Room, id: number, is: Acting, label: string): TemplateResult {
  return html`<button class="button button--secondary" type="button" id="group-${id}" @click=${() => begin(room, id, is)}>
    ${label}
  </button>`;
}

export function begin(room: Room, id: number, is: Acting): void {
  room.focus = `#group-act-${id}`;
  ACT.set(room, { room: id, is });
}

function end(room: Room, id: number): void {
  room.focus = `#group-${id}`;
  ACT.close(room);
}

// --- the forms ----------------------------------------------------------------------------------------------------------

interface Form {
  room: number;
  label: string;
  send: string;
  /** Whether it was asked; if something is missing, the form stays open and says what. */
  submit: (fields: Fields) => boolean;
}

type Fields = (name: string) => string;

function form(room: Room, { room: id, label, send, submit }: Form, inside: unknown): TemplateResult {
  const sent = (event: Event) => {
    event.preventDefault();
    const { elements } = event.currentTarget as HTMLFormElement;
    const value = (name: string) => (elements.namedItem(name) as HTMLSelectElement).value;
    if (ACT.in(room)?.room === id && submit(value)) end(room, id); // a second click finds it closed
  };
  return html`<form class="act" id="group-act-${id}" tabindex="-1" aria-label=${label} @submit=${sent}>
    <p><strong>${label}</strong></p>
    ${inside}
    <div class="acts">
      <button class="button">${send}</button> ${canceling(room, id)}
    </div>
  </form>`;
}

function canceling(room: Room, id: number): TemplateResult {
  return html`<button class="button button--quiet" type="button" @click=${() => end(room, id)}>${cancel()}</button>`;
}

/** Its name does not end in a figure: a field that does belongs to one room, and one moderates in several. */
function draftOf(id: number): string {
  return `word.${id}.group`;
}

function word(room: Room, id: number, label: string): TemplateResult {
  return field(room, { name: draftOf(id), label, longest: LONGEST });
}

function telling(room: Room, id: number, label: string): TemplateResult {
  const submit = () => {
    const text = required(room, draftOf(id), "exchange.empty");
    if (text) room.ask("places.TellGroups", { text, rooms: id === ALL ? [] : [id] }, draftOf(id));
    return Boolean(text);
  };
  const hint = id === ALL ? words.messageToAll() : words.message();
  return form(room, { room: id, label, send: words.sendMessage(), submit }, word(room, id, hint));
}

function longer(room: Room, { room: id, number }: Row): TemplateResult {
  const label = words.about(words.longer(), words.group(number));
  const extend = (minutes: number) => {
    room.ask("places.ExtendGroup", { room: id, minutes });
    end(room, id);
  };
  return html`<div class="act" id="group-act-${id}" tabindex="-1" role="group" aria-label=${label}>
    <p><strong>${label}</strong></p>
    <div class="acts">
      ${MINUTES.map(
        (minutes) =>
          html`<button class="button button--secondary" type="button" @click=${() => extend(minutes)}>
            ${moreMinutes(minutes)}
          </button>`,
      )}
      ${canceling(room, id)}
    </div>
  </div>`;
}

function moving(room: Room, id: number, people: readonly number[]): TemplateResult {
  const submit = (value: Fields) => {
    const to = Number(value("group"));
    const moved = { people: [Number(value("person"))], room: to === PLENARY ? null : to };
    room.ask("places.MovePeople", { ...moved, text: written(room, draftOf(id)) }, draftOf(id));
    return true;
  };
  return form(room, { room: id, label: words.move(), send: words.moveNow(), submit }, [
    personChoice(room, id, people),
    groupChoice(id, others(room, id), words.where(), id !== PLENARY),
    word(room, id, words.wordToBoth()),
  ]);
}

function merging(room: Room, { room: id, number }: Row): TemplateResult {
  const submit = (value: Fields) => {
    const into = Number(value("group"));
    room.ask("places.MergeGroups", { room: id, into, text: written(room, draftOf(id)) }, draftOf(id));
    return true;
  };
  const label = words.about(words.merge(), words.group(number));
  return form(room, { room: id, label, send: words.mergeNow(), submit }, [
    html`<p>${words.mergeHint()}</p>`,
    groupChoice(id, others(room, id), words.where(), false),
    word(room, id, words.wordToBoth()),
  ]);
}

function closing(room: Room, { room: id, number }: Row): TemplateResult {
  const submit = () => {
    room.ask("places.CloseGroup", { room: id, text: written(room, draftOf(id)) }, draftOf(id));
    return true;
  };
  const label = words.about(words.close(), words.group(number));
  return form(room, { room: id, label, send: words.closeNow(), submit }, [
    html`<p>${words.closeHint()}</p>`,
    word(room, id, words.wordOnLeaving()),
  ]);
}

/** In the order of their numbers, which does not change while one chooses. */
function others({ state }: Room, id: number): Row[] {
  return rows(state)
    .filter(({ room }) => room !== id)
    .sort((one, other) => one.number - other.number);
}
