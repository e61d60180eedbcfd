/** What to do now: one sentence for what somebody does here, beside what the moderation wrote for the phase. */

import { html, nothing, type TemplateResult } from "lit-html";
import { currentPhase } from "../agenda/known";
import type { Room } from "../room";
import { isModerating, NEVER, standing } from "../standing";
import type { State } from "../state";
import "./guidance.css";
import { FORMATIONS, MODES, type Part, SPOKEN } from "./words";

export function partOf(state: State): Part {
  if (isModerating(state)) return "moderator";
  return standing(state) === NEVER ? "observer" : "participant";
}

/** Empty as long as the room is not open, where the page says what to wait for. */
export function guidance(state: State): string {
  const { agenda } = state.parts;
  const phase = currentPhase(state);
  if (!phase || agenda?.stage !== "open" || !state.mine) return "";
  const part = partOf(state);
  const formation = FORMATIONS[phase.formation];
  if (formation) return formation[part]();
  if (agenda.medium === "spoken" && part !== "observer") return SPOKEN[phase.mode][part]();
  return MODES[phase.mode][part]();
}

export function whatToDo({ state, link }: Room): TemplateResult | typeof nothing {
  const sentence = link.is === "over" ? "" : guidance(state);
  return sentence ? html`<p class="doing__guidance" id="what-to-do">${sentence}</p>` : nothing;
}
