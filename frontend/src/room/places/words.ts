import type { Sentences } from "../activity";
import { list } from "../words";

declare function gettext(text: string): string;
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

export const REFUSALS: Sentences = {
  "places.no_such_room": () => gettext("This group no longer exists."),
  "places.no_such_person": () => gettext("One of these people is no longer in the session."),
  "places.in_the_plenary": () => gettext("The phases are led from the plenary. Please go back there first."),
  "places.not_awaited": () => gettext("You are where you belong just now."),
  "places.nothing_to_report": () =>
    gettext("Each person tells one sentence from their group, until the next phase."),
  "places.report.empty": () => gettext("Please write your sentence first."),
  "places.report.too_long": () => gettext("That is too long for one sentence. Please shorten it."),
};
