import type { Sentences } from "../activity";
import { LIMITS } from "../protocol";
import { isolated, limited, list } from "../words";

declare function gettext(text: string): string;
declare function ngettext(one: string, many: string, n: number): string;
declare function interpolate(format: string, values: object, named: boolean): string;

export const alone = () => gettext("Nobody else is here yet");
export const backInPlenary = () => gettext("You are back in the plenary.");
export const toPlenary = () => gettext("Back to the plenary");
export const reportHint = () => gettext("If you want, everybody in the plenary reads it.");
export const tellAll = () => gettext("Tell everybody");
export const nothingToTell = () => gettext("Nothing to add");

export function group(number: number): string {
  return interpolate(gettext("Group %(number)s"), { number }, true);
}

export function together(names: string[]): string {
  return names.length ? interpolate(gettext("with %(names)s"), { names: list(names) }, true) : alone();
}

export function nowInGroup(number: number, names: string[]): string {
  if (!names.length)
    return interpolate(
      gettext("You are now in group %(number)s. Nobody else is here yet."),
      { number },
      true,
    );
  const values = { number, names: list(names) };
  return interpolate(gettext("You are now in group %(number)s, with %(names)s."), values, true);
}

export function oneSentence(number: number): string {
  return interpolate(gettext("One sentence from group %(number)s"), { number }, true);
}

export function fromGroup(number: number): string {
  return interpolate(gettext("from group %(number)s"), { number }, true);
}

export const whyHere = () => gettext("Why am I in this group?");
export const youHost = () => gettext("You are the host of this group.");
export const youStay = () =>
  gettext("You stay when the others go on, and tell those who come what was said.");
export const yourLanguage = () => gettext("Somebody here speaks your language.");
export const allAreNew = () => gettext("You have not been in a group with any of the others yet.");
export const takeAlong = () => gettext("Take it along");
export const leaveThere = () => gettext("Leave it there");
export const oneSentenceForAll = () => gettext("One sentence for everybody.");
export const soonBack = () =>
  gettext("In a moment everybody is back in the plenary. One sentence for everybody.");
export const stayOn = () => gettext("You go on in your groups: nobody is called back now.");

export function keptTogether(names: string[]): string {
  return interpolate(gettext("You were to be with %(names)s."), { names: list(names) }, true);
}

/** Of the others, so many are new to somebody. */
export function asNewAsPossible(others: number, strangers: number): string {
  if (!strangers)
    return gettext("It could not be avoided that you meet again whom you have met in a group before.");
  return interpolate(
    ngettext(
      "%(strangers)s of %(others)s others is new to you in a group.",
      "%(strangers)s of %(others)s others are new to you in a group.",
      strangers,
    ),
    { others, strangers },
    true,
  );
}

export function kindsHere(kinds: number): string {
  return interpolate(
    ngettext(
      "People from %(kinds)s kind of organisation are together here.",
      "People from %(kinds)s kinds of organisations are together here.",
      kinds,
    ),
    { kinds },
    true,
  );
}

/** Beside the name. */
export function asHost(name: string): string {
  return interpolate(gettext("%(name)s (host)"), { name: isolated(name) }, true);
}

export function secondsLeft(seconds: number): string {
  return interpolate(
    ngettext("%(seconds)s second left.", "%(seconds)s seconds left.", seconds),
    { seconds },
    true,
  );
}

export function begunIn(number: number): string {
  if (!number) return gettext("Your unfinished text from the plenary");
  return interpolate(gettext("Your unfinished text from group %(number)s"), { number }, true);
}

export function waitsThere(number: number): string {
  if (!number) return gettext("It waits for you in the plenary.");
  return interpolate(gettext("It waits for you in group %(number)s."), { number }, true);
}

/** What the moderation says to somebody who is moved, or to the group. */
export function message(name: string, text: string): string {
  return interpolate(gettext("%(name)s: %(text)s"), { name: isolated(name), text: isolated(text) }, true);
}

export const REFUSALS: Sentences = {
  "places.no_such_room": () => gettext("This group no longer exists."),
  "places.no_such_person": () => gettext("One of these people is no longer in the session."),
  "places.group_closed": () => gettext("This group is closed. Please choose another one."),
  "places.no_such_group": () => gettext("This group no longer exists."),
  "places.same_group": () => gettext("That is the same group. Please choose another one."),
  "places.nobody_apart": () => gettext("Nobody is in a group just now."),
  "places.seconds": () =>
    limited(gettext("Please choose a time of at most %(longest)s seconds."), LIMITS["places.LONGEST_RECALL"]),
  "places.not_yet": () => gettext("The time before the return is not over yet."),
  "places.only_in_group": () => gettext("That is only possible in a group to which you belong."),
  "places.in_the_plenary": () => gettext("The phases are led from the plenary. Please go back there first."),
  "places.not_awaited": () => gettext("You are where you belong just now."),
  "places.nothing_to_report": () =>
    gettext("Each person tells one sentence from their group, until the next phase."),
  "places.report.empty": () => gettext("Please write your sentence first."),
  "places.report.too_long": () => gettext("That is too long for one sentence. Please shorten it."),
};
