import type { News } from "../news";
import type { State } from "../state";
import * as words from "./words";

export function news(one: State, other: State): News[] {
  const text = said(one, other);
  // That the session goes on after all is to be seen, too, by those who were about to leave.
  return text ? [{ text, shown: one.parts.agenda?.stage === "closed" }] : [];
}

function said(one: State, other: State): string {
  const before = one.parts.agenda;
  const after = other.parts.agenda;
  if (!before || !after || before === after) return "";
  const phase = after.phases[after.current];
  if (after.stage === "closed" && before.stage !== "closed") return words.closed();
  if (after.stage === "paused" && before.stage !== "paused") return words.pauseBegins(after.pause_reason);
  if (before.stage === "closed" && after.stage === "open")
    return words.sessionReopened(after.reopened.at(-1)?.reason ?? "");
  if (before.stage === "planned" && after.stage === "open") return words.sessionBegins();
  if (before.current !== after.current && phase) return words.phaseBegins(phase.title, phase.instruction);
  return before.stage === "paused" && after.stage === "open" ? words.sessionGoesOn() : "";
}
