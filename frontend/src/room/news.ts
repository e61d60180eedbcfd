/** What happened between two states, as sentences for people who listen. */

import { presentInTurn, seen } from "./now";
import type * as protocol from "./protocol";
import type { State } from "./state";
import * as words from "./words";

export interface News {
  text: string;
  /** Whose contribution it is; 0 for all that is no contribution. */
  by: number;
}

export function news(before: State, after: State): News[] {
  if (!before.epoch || before.epoch !== after.epoch) return [];
  return [
    ...agendaNews(before.parts.agenda, after.parts.agenda),
    ...floorNews(before, after),
    ...turnNews(before, after),
    ...contributionNews(before, after),
  ];
}

function notice(text: string): News {
  return { text, by: 0 };
}

function agendaNews(
  before: protocol.agenda.AgendaView | undefined,
  after: protocol.agenda.AgendaView | undefined,
): News[] {
  if (!before || !after || before === after) return [];
  const phase = after.phases[after.current];
  if (after.stage === "closed" && before.stage !== "closed") return [notice(words.closed())];
  if (after.stage === "paused" && before.stage !== "paused")
    return [notice(words.pauseBegins(after.pause_reason))];
  if (before.stage === "planned" && after.stage === "open") return [notice(words.sessionBegins())];
  if (before.current !== after.current && phase)
    return [notice(words.phaseBegins(phase.title, phase.instruction))];
  if (before.stage === "paused" && after.stage === "open") return [notice(words.sessionGoesOn())];
  return [];
}

function floorNews(before: State, after: State): News[] {
  const had = before.parts.floor?.holder?.person;
  const has = after.parts.floor?.holder?.person;
  const me = after.mine?.person;
  if (had === has) return [];
  if (has !== undefined && has === me) return [notice(words.haveFloor())];
  const ended = had !== undefined && had === me ? [notice(words.floorBack())] : [];
  return has === undefined ? ended : [...ended, notice(words.hasFloor(nameOf(after, has)))];
}

function turnNews(before: State, after: State): News[] {
  const me = after.mine?.person;
  const isNext = (state: State) => me !== undefined && presentInTurn(state)[0] === me;
  return isNext(after) && !isNext(before) ? [notice(words.yourTurn())] : [];
}

function contributionNews(before: State, after: State): News[] {
  if (before.contributions === after.contributions) return [];
  const found: News[] = [];
  for (const contribution of after.contributions.values()) {
    const known = before.contributions.get(contribution.id);
    if (known === contribution) continue;
    const text = known ? changed(known, contribution, after) : added(contribution, after);
    if (text) found.push(text);
  }
  return found;
}

function added(contribution: protocol.exchange.Contribution, state: State): News | null {
  if (contribution.by === state.mine?.person || contribution.state !== "published") return null;
  const name = nameOf(state, contribution.by);
  return {
    text: words.says(name, words.type(contribution.type), contribution.text),
    by: contribution.by ?? 0,
  };
}

/** A hold or a return concerns its author; for everybody else it stands in the transcript. */
function changed(
  known: protocol.exchange.Contribution,
  contribution: protocol.exchange.Contribution,
  state: State,
): News | null {
  if (known.state === contribution.state || contribution.by !== state.mine?.person) return null;
  const { reason, state: now } = seen(state, contribution);
  if (now === "held" && reason) return notice(words.yourHeld(reason));
  if (now === "returned" && reason) return notice(words.yourReturned(reason));
  return null;
}

export function nameOf(state: State, id: number | null): string {
  return state.people.get(id ?? 0)?.name || words.somebody();
}
