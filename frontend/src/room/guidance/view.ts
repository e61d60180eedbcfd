/** What to do now: one sentence for what somebody does here, beside what the moderation wrote for the phase. */

import { html, nothing, type TemplateResult } from "lit-html";
import { currentPhase, IN_BREAKOUTS } from "../agenda/known";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { isSilent } from "../silent/known";
import { isModerating, NEVER, standing, whyNot } from "../standing";
import type { State } from "../state";
import { ballot, isVoting } from "../vote/known";
import "./guidance.css";
import { BACK, type ByPart, FORMATIONS, MODES, type Part, REVEALED, SPOKEN, WITHOUT_BALLOT } from "./words";

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
  const first = areBack(state, phase) ? BACK : (FORMATIONS[phase.formation] ?? meanwhile(state));
  if (first) return first[part]();
  if (agenda.medium === "spoken" && part !== "observer") return SPOKEN[phase.mode][part]();
  return MODES[phase.mode][part]();
}

/** People went apart in this phase and are in the plenary again, or some of them are. */
function areBack(state: State, { formation }: protocol.agenda.Phase): boolean {
  const { places } = state.parts;
  const isOver = places ? !places.groups.length : whyNot(state, "places.EnterGroup") === "places.not_awaited";
  return IN_BREAKOUTS.has(formation) && isOver;
}

/** Where the mode's own sentence has nothing to do yet, or no longer. */
function meanwhile(state: State): ByPart | undefined {
  if (isVoting(state) && !ballot(state)) return WITHOUT_BALLOT;
  return isSilent(state) && state.parts.silent?.revealed ? REVEALED : undefined;
}

export function whatToDo({ state, link }: Room): TemplateResult | typeof nothing {
  const sentence = link.is === "over" ? "" : guidance(state);
  return sentence ? html`<p class="doing__guidance" id="what-to-do">${sentence}</p>` : nothing;
}
