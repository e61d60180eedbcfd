/** For the moderation: what is sensible next while groups are out. It is proposed in one sentence; a person decides. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Room } from "../room";
import { rest } from "../times";
import { begin } from "./acts";
import { isDone, isOpen, named, type Row, recalledUntil, rows } from "./known";
import { COUNTDOWN, recallSoon } from "./recall";
import * as words from "./words";

/** What is so, and what one tap does about it. */
interface Step {
  so: string;
  label: string;
  act: (room: Room) => void;
}

type Rule = (room: Room, out: readonly Row[]) => Step | null;

/** The first that holds is said: two proposals at once would be none. */
const RULES: readonly Rule[] = [allDone, timeUp, leftAlone, halfDone];

export function next(room: Room): TemplateResult | typeof nothing {
  const step = nextStep(room);
  if (!step) return nothing;
  return html`<div class="part">
    <h3 class="part__title">${words.nextStep()}</h3>
    <p>${step.so}</p>
    <button class="button button--wide" type="button" @click=${() => step.act(room)}>${step.label}</button>
  </div>`;
}

/** Nothing while a group calls, which comes first, or while everybody is on the way back. */
export function nextStep(room: Room): Step | null {
  const out = rows(room.state);
  if (!out.length || out.some(isOpen) || recalledUntil(room.state)) return null;
  for (const rule of RULES) {
    const step = rule(room, out);
    if (step) return step;
  }
  return null;
}

function bringingBack(room: Room, so: string): Step | null {
  if (!room.may("places.Recall")) return null;
  return { so, label: words.recallIn(COUNTDOWN), act: recallSoon };
}

function allDone(room: Room, out: readonly Row[]): Step | null {
  return out.every(isDone) ? bringingBack(room, words.allDone()) : null;
}

/** In all that are not done by themselves. */
function timeUp(room: Room, out: readonly Row[]): Step | null {
  const isUp = (row: Row) => isDone(row) || rest(row.until, room.agenda, room.clock) <= 0;
  return out.every(isUp) ? bringingBack(room, words.timeUp()) : null;
}

/** Somebody whose others have left talks to nobody. */
function leftAlone(room: Room, out: readonly Row[]): Step | null {
  const row = out.find(({ here }) => here.length === 1);
  if (!row || out.length < 2 || !room.may("places.MergeGroups")) return null;
  const so = words.leftAlone(row.number, named(room.state, row.here[0] ?? null));
  return { so, label: words.mergeWhich(row.number), act: () => begin(room, row.room, "merge") };
}

function halfDone(room: Room, out: readonly Row[]): Step | null {
  const done = out.filter(isDone);
  const numbers = done.map(({ number }) => number).sort((one, other) => one - other);
  return done.length * 2 >= out.length ? bringingBack(room, words.someDone(numbers)) : null;
}
