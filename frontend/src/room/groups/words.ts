import type { Sentences } from "../activity";
import type * as protocol from "../protocol";
import { isolated, list } from "../words";
import type { How } from "./opened";

declare function gettext(text: string): string;
declare function ngettext(one: string, many: string, n: number): string;
declare function interpolate(format: string, values: object, named: boolean): string;

export function group(number: number): string {
  return interpolate(gettext("Group %(number)s"), { number }, true);
}

/** Several groups in a sentence, by their numbers. */
function numbered(numbers: number[]): string {
  return list(numbers.map(String));
}

export const groups = () => gettext("Breakout rooms");

// --- forming ------------------------------------------------------------------------------------------------------------

export const form = () => gettext("Form groups");
export const formOthers = () => gettext("Form other groups");
export const howMany = () => gettext("How many?");
export const byNumber = () => gettext("So many groups");
export const bySize = () => gettext("So many people in each");
export const numberOfGroups = () => gettext("Number of groups");
export const sizeOfGroups = () => gettext("People in each group");
export const howToForm = () => gettext("Who with whom?");
export const withHosts = () => gettext("Each group has a host");
export const hostsHint = () => gettext("The host stays where the others go on to other groups.");
export const prepare = () => gettext("Prepare groups (in a new tab)");
export const propose = () => gettext("Propose groups");
export const proposing = () => gettext("Looking for good groups …");
export const proposeHint = () => gettext("Nobody is moved before you send the groups off.");
export const proposed = () => gettext("The proposal is there.");
export const notProposed = () =>
  gettext("There is no proposal yet: the server did not answer. Please try again.");
export const nobodyHere = () => gettext("Nobody is here yet who could be in a group.");

export const WAYS: Readonly<Record<How, () => string>> = {
  mixed: () => gettext("Mixed"),
  random: () => gettext("By lot"),
  by_hand: () => gettext("By hand"),
  as_last: () => gettext("As last time"),
  prepared: () => gettext("As prepared"),
};

export const HINTS: Readonly<Record<How, () => string>> = {
  mixed: () =>
    gettext("Each group is like the whole, colleagues are apart, and people meet whom they do not know yet."),
  random: () => gettext("The lot decides alone."),
  by_hand: () => gettext("The groups are empty, and you put people into them."),
  as_last: () => gettext("The same people as in the last groups."),
  prepared: () => gettext("As you planned it before the session."),
};

export function peopleHere(count: number): string {
  return interpolate(
    ngettext("%(count)s person is here for it.", "%(count)s people are here for it.", count),
    { count },
    true,
  );
}

// --- the proposal -------------------------------------------------------------------------------------------------------

export const proposal = () => gettext("The proposal");
export const undo = () => gettext("Undo the last change");
export const discard = () => gettext("Discard");
export const empty = () => gettext("Nobody is in it yet.");
export const notInAGroup = () => gettext("In no group");
export const notInAGroupHint = () =>
  gettext("Once the groups have gone, they come into one of them, where people are missed most.");
export const putThere = () => gettext("Put them there");
export const choose = () => gettext("Please choose");
export const makeHost = () => gettext("Make them the host");
export const noHost = () => gettext("Not the host any more");
export const host = () => gettext("host");
export const giveModerator = () => gettext("Let somebody moderate it");
export const changeModerator = () => gettext("Another moderation");
export const setModerator = () => gettext("Give them this group");
export const nobodyModerates = () => gettext("Nobody stays with it");
export const youModerate = () => gettext("You moderate this group.");
export const howToChange = () => gettext("To change it, press a name, or drag it into another group.");
export const alongSeats = () => gettext("Up and down arrow: from one person to the next.");

export function size(count: number): string {
  return interpolate(ngettext("%(count)s person", "%(count)s people", count), { count }, true);
}

export function whoModerates(number: number): string {
  return interpolate(gettext("Who moderates group %(number)s?"), { number }, true);
}

export function moderates(name: string): string {
  return interpolate(gettext("%(name)s moderates this group."), { name: isolated(name) }, true);
}

export function moderatesFromAfar(name: string): string {
  return interpolate(
    gettext("%(name)s moderates this group and is not in it just now."),
    { name: isolated(name) },
    true,
  );
}

/** Somebody who has left, and comes back to this group. */
export function placeKept(name: string): string {
  return interpolate(gettext("place kept for %(name)s"), { name: isolated(name) }, true);
}

export function putWhere(name: string): string {
  return interpolate(gettext("%(name)s in group …"), { name: isolated(name) }, true);
}

export function send(people: number, groups: number): string {
  return interpolate(
    ngettext(
      "Send %(people)s people into %(groups)s group",
      "Send %(people)s people into %(groups)s groups",
      groups,
    ),
    { people, groups },
    true,
  );
}

export const sendHint = () =>
  gettext(
    "Everybody is in their group at once and reads with whom. You stay here, and can go to each group.",
  );

export function sendAlongHint(number: number): string {
  return interpolate(
    gettext("Everybody is in their group at once and reads with whom. You go along into group %(number)s."),
    { number },
    true,
  );
}

export const sendAgainHint = () =>
  gettext("The groups that are out now end, and everybody goes to the new ones.");

// --- how good it is -----------------------------------------------------------------------------------------------------

export function meetAnew(anew: number, pairs: number): string {
  if (anew === pairs) return gettext("All meet people with whom they have not been in a group.");
  if (!anew) return gettext("All have been in a group with each other before.");
  return interpolate(
    ngettext(
      "%(anew)s of %(pairs)s pairs meets for the first time.",
      "%(anew)s of %(pairs)s pairs meet for the first time.",
      anew,
    ),
    { anew, pairs },
    true,
  );
}

export function colleagues(pairs: number, isBest: boolean): string {
  if (!pairs) return gettext("No colleagues are in one group.");
  const format = isBest
    ? ngettext(
        "%(count)s pair of colleagues is in one group; fewer is not possible.",
        "%(count)s pairs of colleagues are in one group; fewer is not possible.",
        pairs,
      )
    : ngettext(
        "%(count)s pair of colleagues is in one group and could be apart.",
        "%(count)s pairs of colleagues are in one group, and not all have to be.",
        pairs,
      );
  return interpolate(format, { count: pairs }, true);
}

export const LIKENESS: Readonly<Record<protocol.groups.Likeness, () => string>> = {
  like: () => gettext("The groups are as mixed as can be."),
  nearly: () => gettext("The groups are nearly as mixed as can be."),
  unlike: () => gettext("The groups could be more mixed."),
};

/** What could not be met, each a part of one sentence. */
export const LACKS: Readonly<Record<protocol.groups.Lack, (names: string[]) => string>> = {
  too_few_people: () => gettext("there are fewer people than groups"),
  together: (names) => named(gettext("%(names)s are not together"), names),
  apart: (names) => named(gettext("%(names)s are not apart"), names),
  fixed_place: (names) => named(gettext("%(names)s not in the group that was fixed"), names),
  not_with_own_staff: (names) => named(gettext("%(names)s with people of their own organisation"), names),
  language_seat: () => gettext("not everybody is with somebody who speaks their language"),
  unproved: () => gettext("not all rules could be checked in so short a time"),
};

function named(format: string, names: string[]): string {
  return interpolate(format, { names: list(names) }, true);
}

export function notMet(what: string): string {
  return interpolate(gettext("This could not be met: %(what)s."), { what }, true);
}

// --- groups that are out ------------------------------------------------------------------------------------------------

export const calls = () => gettext("Calls from groups");
export const goInto = () => gettext("Go in");
export const coming = () => gettext("I am coming");
export const soon = () => gettext("In a moment");
export const youAreThere = () => gettext("You are here");
export const nobodyThere = () => gettext("Nobody is in it.");
export const nothingSaid = () => gettext("Nobody has written yet.");
export const justNow = () => gettext("The last contribution is from just now.");
export const resultWritten = () => gettext("The result is written.");

export function lastSaid(minutes: number): string {
  if (minutes < 1) return justNow();
  return interpolate(
    ngettext(
      "The last contribution is %(count)s minute old.",
      "The last contribution is %(count)s minutes old.",
      minutes,
    ),
    { count: minutes },
    true,
  );
}

export function silent(names: string[]): string {
  return interpolate(
    ngettext("%(names)s has not written yet.", "%(names)s have not written yet.", names.length),
    { names: list(names) },
    true,
  );
}

export function saysDone(name: string): string {
  return interpolate(gettext("%(name)s says: we are done."), { name: isolated(name) }, true);
}

export function reports(name: string): string {
  return interpolate(gettext("%(name)s reports."), { name: isolated(name) }, true);
}

export function alsoThere(names: string[]): string {
  return interpolate(
    ngettext("%(names)s of the moderation is there.", "%(names)s of the moderation are there.", names.length),
    { names: list(names) },
    true,
  );
}

export function phaseAndTime(title: string, time: string): string {
  return interpolate(gettext("%(title)s, %(time)s"), { title: isolated(title), time }, true);
}

// --- calls --------------------------------------------------------------------------------------------------------------

export function callsYou(number: number, name: string): string {
  return interpolate(gettext("Group %(number)s calls you: %(name)s"), { number, name: isolated(name) }, true);
}

export function callsTitle(numbers: number[]): string {
  return interpolate(
    ngettext("Group %(numbers)s calls", "Groups %(numbers)s call", numbers.length),
    { numbers: numbered(numbers) },
    true,
  );
}

export function callSaid(number: number, name: string, text: string): string {
  const values = { number, name: isolated(name), text: isolated(text) };
  return text
    ? interpolate(gettext("Group %(number)s calls you. %(name)s: %(text)s"), values, true)
    : interpolate(gettext("Group %(number)s calls you: %(name)s"), values, true);
}

export function waitsSince(minutes: number): string {
  if (minutes < 1) return gettext("just now");
  return interpolate(
    ngettext("for %(count)s minute", "for %(count)s minutes", minutes),
    { count: minutes },
    true,
  );
}

/** Said to all who moderate, so that nobody goes twice. */
export function answered(number: number, name: string, answer: string): string {
  const values = { number, name: isolated(name) };
  if (answer === "here") return interpolate(gettext("%(name)s is in group %(number)s."), values, true);
  return answer === "soon"
    ? interpolate(gettext("%(name)s comes to group %(number)s in a moment."), values, true)
    : interpolate(gettext("%(name)s is on the way to group %(number)s."), values, true);
}

export function youPromised(number: number, answer: string): string {
  return answer === "soon"
    ? interpolate(gettext("Group %(number)s waits: you come in a moment."), { number }, true)
    : interpolate(gettext("Group %(number)s waits: you are on the way."), { number }, true);
}

// --- what can be done with a group -------------------------------------------------------------------------------------

export const tell = () => gettext("Write to the group");
export const tellAll = () => gettext("Write to all groups");
export const message = () => gettext("Your message, which stands in the conversation of the group");
export const messageToAll = () => gettext("Your message, which stands in the conversation of each group");
export const sendMessage = () => gettext("Send");
export const longer = () => gettext("More time");
export const moveIn = () => gettext("Put somebody into a group");
export const move = () => gettext("Move somebody");
export const moveNow = () => gettext("Move them");
export const whom = () => gettext("Whom?");
export const where = () => gettext("Where to?");
export const plenary = () => gettext("Plenary");
export const wordToBoth = () => gettext("A word to both groups, if you want");
export const merge = () => gettext("Merge with another group");
export const mergeNow = () => gettext("Merge");
export const mergeHint = () => gettext("Everybody goes there, and this group ends.");
export const close = () => gettext("Close the group");
export const closeNow = () => gettext("Close it");
export const closeHint = () =>
  gettext("Its people come back to the plenary, and nobody is put into it any more.");
export const wordOnLeaving = () => gettext("A word to the group, if you want");

export function actionsFor(number: number): string {
  return interpolate(gettext("What can be done with group %(number)s"), { number }, true);
}

export function about(act: string, group: string): string {
  return interpolate(gettext("%(group)s: %(act)s"), { group, act }, true);
}

// --- back ---------------------------------------------------------------------------------------------------------------

export function recallIn(seconds: number): string {
  return interpolate(
    ngettext("Everybody back in %(count)s second", "Everybody back in %(count)s seconds", seconds),
    { count: seconds },
    true,
  );
}

export const recallNow = () => gettext("Everybody back now");
export const callOff = () => gettext("Let them go on");
export const nowInstead = () => gettext("At once");

export function backIn(time: string): string {
  return interpolate(gettext("Everybody comes back in %(time)s."), { time }, true);
}

export const everybodyCalledBack = () => gettext("The moderation calls everybody back.");
export const nobodyCalledBack = () => gettext("The groups go on: nobody is called back now.");
export const comingBack = () => gettext("Everybody is on the way back.");

// --- the next step ------------------------------------------------------------------------------------------------------

export const nextStep = () => gettext("Breakout rooms: the next step");
export const allDone = () => gettext("All groups are done.");
export const timeUp = () => gettext("The time of the groups is up.");

export function someDone(numbers: number[]): string {
  return interpolate(
    ngettext("Group %(numbers)s is done.", "Groups %(numbers)s are done.", numbers.length),
    { numbers: numbered(numbers) },
    true,
  );
}

export function leftAlone(number: number, name: string): string {
  return interpolate(
    gettext("%(name)s is alone in group %(number)s."),
    { number, name: isolated(name) },
    true,
  );
}

export function mergeWhich(number: number): string {
  return interpolate(gettext("Merge group %(number)s with another"), { number }, true);
}

// --- why not ------------------------------------------------------------------------------------------------------------

export const REFUSALS: Sentences = {
  "groups.stale": () =>
    gettext("Somebody else has changed the groups meanwhile. Please look at them again, then send them."),
  "groups.no_proposal": () =>
    gettext("Somebody else of the moderation has sent the groups off, or discarded them."),
  "groups.no_such_person": () => gettext("One of these people is no longer in the session."),
  "groups.no_such_group": () => gettext("This group is no longer in the proposal."),
  "groups.nobody_in": () => gettext("Nobody is in a group yet. Please put people into the groups first."),
  "groups.too_few_people": () => gettext("There are fewer people than groups. Please choose fewer groups."),
  "groups.nothing_prepared": () => gettext("As prepared: nothing is prepared that was not used yet."),
  "groups.no_groups_yet": () => gettext("As last time: there were no groups in this session yet."),
  "groups.unmet": () => gettext("The rules of the preparation cannot all hold. Please change them there."),
  "groups.malformed": () => gettext("Please say how many groups, or how many people in each."),
};
