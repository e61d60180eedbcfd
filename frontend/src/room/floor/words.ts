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
  gettext(
    "A direct reply is short, comes first and answers one contribution; to answer another one, choose it in its menu. Everybody has one in each phase.",
  );

export function directReplyTo(person: string | undefined): string {
  if (person === undefined) return directReply();
  return interpolate(gettext("Reply directly to %(name)s"), { name: isolated(person) }, true);
}

export function answers(person: string | undefined): string {
  if (person === undefined) return gettext("To an earlier contribution:");
  return interpolate(gettext("To %(name)s:"), { name: isolated(person) }, true);
}

export const floorAfterPause = () => gettext("After the pause you have the floor.");

export function hasFloorAfterPause(person: string): string {
  return interpolate(gettext("After the pause %(name)s has the floor."), { name: isolated(person) }, true);
}

export const struck = () =>
  gettext("The moderation has taken you off the list while you were away. You can ask for the floor again.");
export const strike = () => gettext("Take off");

export function strikeWhom(person: string): string {
  return interpolate(gettext("Take off the list: %(name)s"), { name: isolated(person) }, true);
}

export function moveUp(person: string): string {
  return interpolate(gettext("Move %(name)s up"), { name: isolated(person) }, true);
}

export function moveDown(person: string): string {
  return interpolate(gettext("Move %(name)s down"), { name: isolated(person) }, true);
}

export const unasked = () => gettext("Somebody who has not asked");
export const whom = () => gettext("Who?");
export const chooseSomebody = () => gettext("Please choose");
export const putOnList = () => gettext("Put on the list");
export const withdrawRequest = () => gettext("Take back my request");
export const haveFloor = () => gettext("You have the floor");
export const handBack = () => gettext("Hand back the floor");
export const nobodyWaits = () => gettext("Nobody has asked for the floor.");
export const floorFree = () => gettext("The floor is free.");
export const direct = () => gettext("direct reply");
export const waits = () => gettext("Waiting");
export const extend = () => gettext("One more minute");
export const endFloor = () => gettext("End the turn");
export const give = () => gettext("Give the floor");
export const orderOfList = () => gettext("In which order?");

/** In one sentence, as everybody sees it. */
export function orderRule(code: protocol.floor.Order, medium: protocol.agenda.Medium): string {
  switch (code) {
    case "balanced":
      return medium === "spoken"
        ? gettext(
            "Whoever has spoken for the shortest time so far comes first. Nobody waits longer than five minutes while others go ahead.",
          )
        : gettext(
            "Whoever has written the fewest words so far comes first. Nobody waits longer than five minutes while others go ahead.",
          );
    case "first_come":
      return gettext("Whoever asked first comes first.");
    case "first_speakers_first":
      return gettext(
        "Whoever has not had the floor in this phase comes first. Nobody waits longer than five minutes while others go ahead.",
      );
    case "alternate_organisations":
      return gettext(
        "Organisations alternate: whose kind was heard longest ago comes first. Nobody waits longer than five minutes while others go ahead.",
      );
    case "manual":
      return gettext(
        "The moderation orders the list by hand. Whoever asks comes last; a direct reply comes first.",
      );
  }
}

export function hasFloor(person: string): string {
  return interpolate(gettext("%(name)s has the floor"), { name: isolated(person) }, true);
}

export function giveTo(person: string): string {
  return interpolate(gettext("Give the floor to %(name)s"), { name: isolated(person) }, true);
}

export function comesOntoList(person: string): string {
  return interpolate(gettext("%(name)s is on the speaking list."), { name: isolated(person) }, true);
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
  "floor.not_by_hand": () => gettext("Choose the order “by hand” first."),
  "floor.not_waiting": () => gettext("This person is not on the list any more."),
  "floor.seconds": () => gettext("A turn cannot be extended by so much at once."),
};
