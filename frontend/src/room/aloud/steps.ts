/** For the moderation: who speaks, for how long, and who is next, by one tap or the space bar. */

import { html, nothing, type TemplateResult } from "lit-html";
import { currentMode } from "../agenda/known";
import type { Room } from "../room";
import { whoIsNext } from "../turns/known";
import { isAloud, speaking } from "./known";
import { clock } from "./view";
import * as words from "./words";

interface Step {
  words: string;
  take: () => void;
}

/** Whoever speaks gives way to whoever is next; where nobody is, the turn ends. */
export function nextStep(room: Room): Step | null {
  if (!isAloud(room.state) || !room.isModerating) return null;
  switch (currentMode(room.state)) {
    case "speaking_list":
      return byList(room);
    case "round":
      return byTurns(room);
    default:
      return null;
  }
}

function byList(room: Room): Step | null {
  const { floor } = room.state.parts;
  const next = floor?.requests[0]?.person;
  if (next !== undefined && room.may("floor.GiveFloor"))
    return {
      words: words.goesTo(room.nameOf(next)),
      take: () => room.ask("floor.GiveFloor", { person: next }),
    };
  const person = floor?.holder?.person;
  if (person === undefined || !room.may("floor.EndFloor")) return null;
  return { words: words.endTurn(), take: () => room.ask("floor.EndFloor", { person }) };
}

function byTurns(room: Room): Step | null {
  const { state } = room;
  const now = speaking(state);
  const next = state.parts.turns?.waiting.find(
    (id) => id !== now && (state.present.has(id) || id === whoIsNext(state)),
  );
  if (next !== undefined && room.may("turns.BeginTurn"))
    return {
      words: words.goesTo(room.nameOf(next)),
      take: () => room.ask("turns.BeginTurn", { person: next }),
    };
  if (now === null || !room.may("turns.EndTurn")) return null;
  return { words: words.endTurn(), take: () => room.ask("turns.EndTurn", { person: now }) };
}

export function steps(room: Room): TemplateResult | typeof nothing {
  const step = nextStep(room);
  const now = speaking(room.state);
  if (!step) return nothing;
  return html`<div class="part">
    ${
      now === null
        ? nothing
        : html`<p class="aloud__now"><strong>${words.speaks(room.nameOf(now))}</strong> <span role="timer">${clock(room)}</span></p>`
    }
    <button class="button button--wide" type="button" @click=${step.take}>${step.words}</button>
    <p class="panel__note">${words.spaceBar()}</p>
  </div>`;
}

/** Not where a space is written, or presses what has the focus. */
const TAKES_SPACE = "input, textarea, select, button, a, summary, [contenteditable], [role=button]";

export function onSpace(room: Room, event: KeyboardEvent): void {
  const target = event.target as Element | null;
  if (event.key !== " " || event.repeat || target?.closest(TAKES_SPACE)) return;
  const step = nextStep(room);
  if (!step) return;
  event.preventDefault();
  step.take();
}
