import type { Sentences } from "../activity";
import type * as protocol from "../protocol";
import { isolated } from "../words";

declare function gettext(text: string): string;
declare function ngettext(one: string, many: string, n: number): string;
declare function interpolate(format: string, values: object, named: boolean): string;

export const speakingList = () => gettext("Speaking list");

export function secondsLeft(digits: string): string {
  return interpolate(gettext("%(time)s left"), { time: digits }, true);
}

export function secondsOver(digits: string): string {
  return interpolate(gettext("%(time)s over time"), { time: digits }, true);
}

export const requestFloor = () => gettext("Ask for the floor");
export const directReply = () => gettext("Reply directly");
export const directReplyHint = () =>
  gettext("A direct reply is short and comes first. Everybody has one in each phase.");
export const withdrawRequest = () => gettext("Take back my request");
export const haveFloor = () => gettext("You have the floor");
export const handBack = () => gettext("Hand back the floor");
export const nobodyWaits = () => gettext("Nobody has asked for the floor.");
export const floorFree = () => gettext("The floor is free.");
export const noListNow = () => gettext("There is no speaking list in this phase.");
export const direct = () => gettext("direct reply");
export const waits = () => gettext("Waiting");
export const extend = () => gettext("One more minute");
export const endFloor = () => gettext("End the turn");
export const give = () => gettext("Give the floor");
export const orderOfList = () => gettext("In which order?");

export function orderRule(code: protocol.floor.Order): string {
  return code === "balanced"
    ? gettext(
        "Whoever has spoken least so far comes first. Nobody waits longer than five minutes while others go ahead.",
      )
    : gettext("Whoever asked first comes first.");
}

export function hasFloor(person: string): string {
  return interpolate(gettext("%(name)s has the floor"), { name: isolated(person) }, true);
}

export function giveTo(person: string): string {
  return interpolate(gettext("Give the floor to %(name)s"), { name: isolated(person) }, true);
}

export function asksForFloor(person: string): string {
  return interpolate(gettext("%(name)s asks for the floor."), { name: person }, true);
}

/** The place that one has got. */
export function onTheList(before: number): string {
  if (!before) return gettext("You are on the speaking list, and you are next.");
  return interpolate(
    ngettext(
      "You are on the speaking list. %(count)s person is before you.",
      "You are on the speaking list. %(count)s people are before you.",
      before,
    ),
    { count: before },
    true,
  );
}

export const floorBack = () => gettext("Your time with the floor has ended.");
export const halfMinute = () => gettext("30 seconds left.");
export const timeUp = () => gettext("Your time is up. Please come to an end.");

export const REFUSALS: Sentences = {
  "floor.not_yours": () => gettext("You do not have the floor just now. Your text stays here."),
  "floor.not_theirs": () => gettext("This person does not have the floor any more."),
  "floor.one_direct_reply": () =>
    gettext("You have used your direct reply in this phase. You can ask for the floor."),
  "floor.no_such_person": () => gettext("This person cannot get the floor."),
  "floor.seconds": () => gettext("A turn cannot be extended by so much at once."),
};
