import { currentMode, isRunning } from "../agenda/known";
import { isMine } from "../exchange/known";
import type * as protocol from "../protocol";
import { isModerating } from "../standing";
import type { State } from "../state";

export type Mirroring = protocol.mirror.Mirroring;

export function isMirroring(state: State): boolean {
  return isRunning(state.parts.agenda) && currentMode(state) === "mirror";
}

/** Aloud, and for whoever moderates, a reply needs no restatement. */
export function isNeeded(state: State): boolean {
  return isMirroring(state) && state.parts.agenda?.medium === "written" && !isModerating(state);
}

const OPEN: readonly Mirroring["understanding"][] = ["waiting", "refused", "authors_turn"];
const SOLVED: readonly Mirroring["understanding"][] = ["confirmed", "opened"];

/** Those that are under way, in the order in which they began. */
export function open(state: State): Mirroring[] {
  return [...state.mirrorings.values()].filter(({ understanding }) => OPEN.includes(understanding));
}

/** Its person may reply. */
export function isSolved({ understanding }: Mirroring): boolean {
  return SOLVED.includes(understanding);
}

/** That of mine to this contribution, whatever has become of it. */
export function mineOf(state: State, contribution: number): Mirroring | undefined {
  const me = state.mine?.person;
  return [...state.mirrorings.values()]
    .filter((each) => each.contribution === contribution && each.person === me)
    .at(-1);
}

/** The one that a restatement belongs to, as long as it is the latest of them. */
export function restatedBy(state: State, contribution: number): Mirroring | undefined {
  return [...state.mirrorings.values()].find((each) => each.restatement === contribution);
}

export function authorOf(state: State, { contribution }: Mirroring): number | null {
  return state.contributions.get(contribution)?.by ?? null;
}

/** It restates something of mine. */
export function isToMe(state: State, { contribution }: Mirroring): boolean {
  const restated = state.contributions.get(contribution);
  return restated !== undefined && isMine(state, restated);
}

/** I said it. */
export function isByMe(state: State, { person }: Mirroring): boolean {
  return person === state.mine?.person;
}

export function mayReply(state: State, contribution: number): boolean {
  return !isNeeded(state) || (state.mine?.mirror.replies.includes(contribution) ?? false);
}

/** What of others can be restated, and was not confirmed. */
export function isRestatable(state: State, each: protocol.exchange.Contribution): boolean {
  const isOthers = each.by !== null && !isMine(state, each);
  const known = mineOf(state, each.id);
  const isOver = known && (isSolved(known) || known.understanding === "authors_turn");
  return each.state === "published" && each.type !== "mirror" && isOthers && !isOver;
}

/** Mine to which I may reply, and have not yet. */
export function toReply(state: State): Mirroring[] {
  const open = (state.mine?.mirror.replies ?? []).filter((id) => !hasReplied(state, id));
  return open.map((id) => mineOf(state, id)).filter((each) => each !== undefined);
}

function hasReplied(state: State, id: number): boolean {
  for (const each of state.contributions.after(id)) {
    if (each.refers_to === id && each.type !== "mirror" && each.type !== "question" && isMine(state, each))
      return true;
  }
  return false;
}
