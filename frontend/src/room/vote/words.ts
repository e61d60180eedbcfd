import type { Sentences } from "../activity";
import type * as protocol from "../protocol";
import { isolated } from "../words";

declare function gettext(text: string): string;
declare function ngettext(one: string, many: string, n: number): string;
declare function interpolate(format: string, values: object, named: boolean): string;

export const ballot = () => gettext("Ballot");

export const CHOICES: Readonly<Record<protocol.vote.VoteChoice, () => string>> = {
  agree: () => gettext("I agree"),
  disagree: () => gettext("I disagree"),
  pass: () => gettext("I abstain"),
  consent: () => gettext("I support it"),
  concerns: () => gettext("With concerns"),
  object: () => gettext("I do not support it"),
};

export const FORMS: Readonly<Record<protocol.vote.BallotForm, () => string>> = {
  opinion: () => gettext("Agree, disagree, pass"),
  consent: () => gettext("Support it, with concerns, not"),
};

export function progress(voted: number, expected: number): string {
  return interpolate(
    ngettext("%(voted)s of %(expected)s has voted", "%(voted)s of %(expected)s have voted", voted),
    { voted, expected },
    true,
  );
}

export function place(at: number, of: number): string {
  return interpolate(gettext("Statement %(at)s of %(of)s, in an order of your own"), { at, of }, true);
}

export const practice = () => gettext("To try it out.");
export const practiceHint = () => gettext("This one is counted nowhere.");
export const practiceStatement = () => gettext("The weather was good today.");
export const erased = () => gettext("(This statement was erased.)");
export const why = () => gettext("Why, if you want to say it. Everybody reads it later, without a name.");
export const goOn = () => gettext("Go on");
export const back = () => gettext("Back");
export const change = () => gettext("Change");
export const yourVotes = () => gettext("Your votes");
export const handIn = () => gettext("Hand in");
export const sending = () => gettext("On its way …");
export const handedIn = () => gettext("You have voted.");
export const untilClosed = () => gettext("Until the ballot is closed you can change it on this device.");
export const otherDevice = () =>
  gettext(
    "It can only be changed on the device on which you voted: nobody else knows which ballot is yours.",
  );
export const changeVote = () => gettext("Change my vote");
export const stillOpen = () => gettext("The ballot is still open");
export const nobodyKnows = () =>
  gettext(
    "Nobody can know how you voted: neither the group, nor the moderation, nor whoever runs the platform. So nobody can erase your vote later either.",
  );
export const notSent = () => gettext("Your vote has not arrived. Please hand it in once more.");

export function changeOne(statement: string): string {
  return interpolate(gettext("Change: %(statement)s"), { statement: isolated(statement) }, true);
}

// --- for the moderation -------------------------------------------------------------------------------------------------

export const statements = () => gettext("Statements, one in each line");
export const theStatements = () => gettext("The statements");
export const howToAnswer = () => gettext("How people answer");
export const openingHint = () =>
  gettext("Once it is open, the statements stay as they are. There are no results before you close it.");
export const openBallot = () => gettext("Open the ballot");
export const closeBallot = () => gettext("Close it and show the results");
export const complete = () => gettext("Everybody has voted: you can close the ballot.");
export const stillVoting = () =>
  gettext("Some have not voted yet. You can close it all the same, or go on and leave it open.");

// --- results ------------------------------------------------------------------------------------------------------------

export const results = () => gettext("Results");
export const bridging = () => gettext("Holds across organisations");
export const byKind = () => gettext("By kind of organisation");
export const noKind = () => gettext("Others");
export const masked = () =>
  gettext(
    "Kinds of organisations with fewer than three ballots are not shown, nor what they could be worked out from.",
  );

export function resultOf(sheets: number): string {
  return interpolate(
    ngettext("Result of %(count)s ballot", "Result of %(count)s ballots", sheets),
    { count: sheets },
    true,
  );
}

export function figure(choice: protocol.vote.VoteChoice, count: number): string {
  return interpolate(gettext("%(choice)s: %(count)s"), { choice: CHOICES[choice](), count }, true);
}

// --- for the ear --------------------------------------------------------------------------------------------------------

export const isOpen = () => gettext("A ballot is open.");

export function isClosed(sheets: number): string {
  return interpolate(
    ngettext(
      "The ballot is closed. The result of %(count)s ballot stands under “Results”.",
      "The ballot is closed. The result of %(count)s ballots stands under “Results”.",
      sheets,
    ),
    { count: sheets },
    true,
  );
}

export const REFUSALS: Sentences = {
  "vote.hand_in": () => gettext("A ballot is open: vote first. You talk about it when it is closed."),
  "vote.closed": () => gettext("This ballot is closed."),
  "vote.open_already": () => gettext("Another ballot is open. Close it first."),
  "vote.statements": () => gettext("Write at least one statement, and 20 at the most: one in each line."),
  "vote.empty": () => gettext("Write at least one statement, and 20 at the most: one in each line."),
  "vote.too_long": () => gettext("A statement has 300 characters at the most."),
  "vote.reason.too_long": () => gettext("A reason has 300 characters at the most."),
  "vote.reason.empty": () => gettext("Please write the reason in letters."),
  "vote.incomplete": () => gettext("Please answer each statement. If it goes on, load the page again."),
  "vote.other_device": () =>
    gettext("You have voted already, on another device. Only there it can be changed."),
};
