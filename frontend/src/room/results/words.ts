import type { Sentences } from "../activity";
import { isolated } from "../words";

declare function gettext(text: string): string;
declare function ngettext(one: string, many: string, n: number): string;
declare function interpolate(format: string, values: object, named: boolean): string;

export const result = () => gettext("Our result");
export const hint = () => gettext("Everybody reads it in the plenary, when the groups are back.");
export const whoReports = () => gettext("Who reports?");
export const myself = () => gettext("I do");
export const whatYouBring = () => gettext("What do you bring along? One or two sentences");
export const save = () => gettext("Save for the group");
export const saving = () => gettext("On its way …");
export const notSavedYet = () => gettext("Not saved yet. Your draft stays on this device.");
export const draftHint = () => gettext("Anybody in the group can write it, and change it later.");
export const youSaved = () => gettext("You have saved this.");
export const nothingYet = () => gettext("Nothing is written yet.");
export const twoVersions = () => gettext("There are two versions");
export const yourVersion = () => gettext("Your version");
export const joinBoth = () => gettext("Join both");
export const keepYours = () => gettext("Save yours");
export const writeNow = () => gettext("Write the sentence");
export const yourGroup = () => gettext("Your group");
export const print = () => gettext("Print the results");
export const inTalk = () => gettext("In the conversation");
export const hidden = () => gettext("This text is hidden for now.");
export const orally = () => gettext("They have written nothing: somebody tells it.");
export const erased = () => gettext("This text was deleted.");
export const youReport = () => gettext("You report for your group.");

function named(format: string, name: string): string {
  return interpolate(format, { name: isolated(name) }, true);
}

export const hasSaved = (name: string) => named(gettext("%(name)s has saved this."), name);
export const versionOf = (name: string) => named(gettext("%(name)s has saved meanwhile:"), name);
export const takeOther = (name: string) => named(gettext("Take that of %(name)s"), name);
export const reports = (name: string) => named(gettext("%(name)s reports."), name);
export const writes = (name: string) => named(gettext("%(name)s has saved the result of your group."), name);

export function talkOf(number: number): string {
  return interpolate(gettext("In the conversation: group %(number)s"), { number }, true);
}

export function unsavedIn(number: number): string {
  return interpolate(gettext("Your unsaved text for the result of group %(number)s"), { number }, true);
}

export function fromGroups(count: number): string {
  return interpolate(
    ngettext("What %(count)s group brings", "What %(count)s groups bring", count),
    { count },
    true,
  );
}

export function areAbove(count: number): string {
  return interpolate(
    ngettext(
      "The result of %(count)s group stands above the conversation.",
      "The results of %(count)s groups stand above the conversation.",
      count,
    ),
    { count },
    true,
  );
}

export const REFUSALS: Sentences = {
  "results.group_writes": () => gettext("The group writes its card by itself."),
  "results.no_card": () =>
    gettext("Here nobody writes a card: afterwards everybody can tell one sentence in the plenary."),
  "results.stale": () =>
    gettext("Somebody has saved another version meanwhile. Please read both, and decide."),
  "results.empty": () => gettext("Please write first what your group brings along."),
  "results.too_long": () => gettext("That is too long for a card. Please shorten it."),
  "results.no_such_person": () => gettext("This person is no longer in your group."),
};
