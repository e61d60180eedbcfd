import type { Sentences } from "../activity";
import { nameOf } from "../people/known";
import type * as protocol from "../protocol";
import type { State } from "../state";
import { isolated } from "../words";

declare function gettext(text: string): string;
declare function interpolate(format: string, values: object, named: boolean): string;

export const yourGroup = () => gettext("Your group and the moderation");
export const callModeration = () => gettext("Call the moderation");
export const called = () => gettext("Called");
export const takeBack = () => gettext("Take the call back");
export const weAreDone = () => gettext("We are done");
export const notDone = () => gettext("The group goes on after all.");
export const whatFor = () => gettext("What for? (if you want)");
export const addSentence = () => gettext("Add");
export const youCalled = () => gettext("You have called the moderation.");
export const isTakenBack = () => gettext("The call is taken back.");

/** In one sentence, for everybody in the group. */
export function callIs(state: State, { person, answer, by }: protocol.calls.GroupCall): string {
  if (answer) return ANSWERS[answer](nameOf(state, by));
  return person === state.mine?.person ? youCalled() : hasCalled(nameOf(state, person));
}

const ANSWERS: Readonly<Record<protocol.calls.CallAnswer, (name: string) => string>> = {
  coming: (name) => interpolate(gettext("%(name)s is coming."), { name: isolated(name) }, true),
  soon: (name) => interpolate(gettext("%(name)s comes in a moment."), { name: isolated(name) }, true),
  here: (name) => interpolate(gettext("%(name)s is here."), { name: isolated(name) }, true),
};

export function hasCalled(name: string): string {
  return interpolate(gettext("%(name)s has called the moderation."), { name: isolated(name) }, true);
}

export function saysDone(name: string): string {
  return interpolate(gettext("%(name)s says: We are done."), { name: isolated(name) }, true);
}

export const REFUSALS: Sentences = {
  "calls.answered": () => gettext("Somebody of the moderation has answered this call already."),
  "calls.none": () => gettext("This call is over."),
  "calls.empty": () => gettext("Please write your sentence first."),
  "calls.too_long": () => gettext("That is too long for one sentence. Please shorten it."),
};
