/** Who hears what of the agenda: everybody the same. */

import { once, type Row, row } from "../announcements";
import { guidance } from "../guidance/view";
import type * as protocol from "../protocol";
import type { State } from "../state";
import { inARow } from "../words";
import { currentPhase } from "./known";
import * as words from "./words";

type Agenda = protocol.agenda.AgendaView;

export const ANNOUNCEMENTS: Row[] = [
  everybody(
    "the session is opened",
    (from, to) => from.stage === "planned" && to.stage === "open",
    words.sessionBegins,
  ),
  everybody(
    "a phase begins",
    (from, to) => from.current !== to.current && to.stage !== "closed" && to.stage !== "paused",
    (state) => {
      const phase = currentPhase(state);
      return phase ? inARow(words.phaseBegins(phase.title, phase.instruction), guidance(state)) : "";
    },
  ),
  everybody(
    "the conversation is slowed down, or not any more",
    (from, to) => from.slow !== to.slow && from.current === to.current && to.stage === "open",
    ({ parts: { agenda } }) =>
      agenda?.slow ? inARow(words.slowly(agenda.slow), agenda.slow_reason) : words.asUsual(),
  ),
  everybody("a pause begins", became("paused"), ({ parts }) =>
    words.pauseBegins(parts.agenda?.pause_reason ?? ""),
  ),
  everybody(
    "a pause ends",
    (from, to) => from.stage === "paused" && to.stage === "open" && from.current === to.current,
    words.sessionGoesOn,
  ),
  everybody("the session ends", became("closed"), words.closed),
  // To be seen, too, by those who were about to leave.
  everybody(
    "the session goes on after its end",
    (from, to) => from.stage === "closed" && to.stage === "open",
    ({ parts }) => words.sessionReopened(parts.agenda?.reopened.at(-1)?.reason ?? ""),
    true,
  ),
];

function became(stage: protocol.agenda.Stage) {
  return (from: Agenda, to: Agenda) => from.stage !== stage && to.stage === stage;
}

function everybody(
  event: string,
  happened: (from: Agenda, to: Agenda) => boolean,
  text: (state: State) => string,
  shown = false,
): Row {
  return row({
    event,
    happened: ({ parts: { agenda: from } }, { parts: { agenda: to } }) =>
      once(from !== undefined && to !== undefined && from !== to && happened(from, to)),
    hears: { everybody: (_, after) => ({ text: text(after), shown }) },
  });
}
