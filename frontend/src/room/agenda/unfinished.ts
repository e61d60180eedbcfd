/** What is still open when a phase is left: whoever moderates is told before they go on, in the one place that knows. */

import { open } from "../mirror/known";
import { nameOf } from "../people/known";
import { smallGroups } from "../places/known";
import type * as protocol from "../protocol";
import { isAlone, isComplete, unrevealed } from "../silent/known";
import type { State } from "../state";
import { inTurn } from "../turns/known";
import { ballot } from "../vote/known";
import { currentMode } from "./known";
import * as words from "./words";

/** Worded only when somebody reads it: whether anything is open is asked at each drawing. */
type Sentence = () => string;
type Rule = (state: State) => readonly Sentence[];

const nothingIsOpen: Rule = () => [];

/** A mode of which nobody has said what can be open in it does not compile. A ballot outlasts the phase it belongs to. */
const BY_MODE: Readonly<Record<protocol.agenda.Mode, Rule>> = {
  free: nothingIsOpen,
  round: withoutTurn,
  silent_round: notRevealed,
  listening: nothingIsOpen,
  questions_only: nothingIsOpen,
  speaking_list: speaking,
  mirror: notConfirmed,
  focus: nothingIsOpen,
  vote: nothingIsOpen,
};

/** Empty if nothing is open. */
export function unfinished(state: State): Sentence[] {
  const mode = currentMode(state);
  return [...inGroups(state), ...voting(state), ...(mode ? BY_MODE[mode](state) : [])];
}

function inGroups(state: State): Sentence[] {
  const groups = smallGroups(state).filter(({ people }) => people.length > 0);
  return groups.length ? [() => words.stillInGroups(groups.length)] : [];
}

function voting(state: State): Sentence[] {
  const { voted = 0, expected = 0 } = state.parts.vote ?? {};
  return ballot(state) ? [() => words.stillVoting(voted, expected)] : [];
}

function withoutTurn(state: State): Sentence[] {
  const people = inTurn(state);
  return people.length ? [() => words.stillWithoutTurn(people.map((each) => nameOf(state, each)))] : [];
}

/** Of those who work alone nothing is revealed, so nothing is left open. */
function notRevealed(state: State): Sentence[] {
  if (isAlone(state)) return [];
  const { handed_in: handedIn = 0, expected = 0 } = state.parts.silent ?? {};
  const writing = isComplete(state) ? 0 : expected - handedIn;
  const texts = unrevealed(state);
  return [
    ...(writing > 0 ? [() => words.stillToHandIn(writing)] : []),
    ...(texts > 0 ? [() => words.stillToReveal(texts)] : []),
  ];
}

function notConfirmed(state: State): Sentence[] {
  const count = open(state).length;
  return count ? [() => words.stillToConfirm(count)] : [];
}

function speaking(state: State): Sentence[] {
  const { holder, requests = [] } = state.parts.floor ?? {};
  return [
    ...(holder ? [() => words.stillSpeaking(nameOf(state, holder.person))] : []),
    ...(requests.length ? [() => words.stillOnList(requests.length)] : []),
  ];
}
