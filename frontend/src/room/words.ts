/** Every sentence of the room. The words of others stay apart from ours: names and quotes are isolated for bidi text. */

import type * as protocol from "./protocol";
import { CLOSE } from "./protocol";
import type { Left } from "./times";

declare function gettext(text: string): string;
declare function ngettext(one: string, many: string, n: number): string;
declare function interpolate(format: string, values: object, named: boolean): string;

export function isolated(text: string): string {
  return ["\u2068", text, "\u2069"].join("");
}

/** The first words of a text, in quotation marks. */
export function quoted(text: string, longest = 60): string {
  const line = text.replace(/\s+/g, " ");
  const short = line.length > longest ? [line.slice(0, longest).replace(/\s\S*$/, ""), "…"].join(" ") : line;
  return interpolate(gettext("“%(text)s”"), { text: isolated(short) }, true);
}

export function list(names: string[]): string {
  const format = new Intl.ListFormat(document.documentElement.lang || "en", { type: "conjunction" });
  return format.format(names.map(isolated));
}

// --- people -----------------------------------------------------------------------------------------------------------

export const you = () => gettext("You");
export const somebody = () => gettext("Somebody");
export const here = () => gettext("here");
export const away = () => gettext("not here");

export function role(code: protocol.acting.Role): string {
  switch (code) {
    case "moderator":
      return gettext("Moderation");
    case "co_moderator":
      return gettext("Co-moderation");
    case "recorder":
      return gettext("Recorder");
    case "observer":
      return gettext("Observer");
    case "support_person":
      return gettext("Support person");
    case "participant":
      return gettext("Participant");
  }
}

export function kind(code: string): string {
  switch (code) {
    case "authority":
      return gettext("Authority");
    case "migrant_organisation":
      return gettext("Migrant organisation");
    case "volunteer_initiative":
      return gettext("Volunteer initiative");
    case "culture_club":
      return gettext("Culture club");
    case "education_provider":
      return gettext("Education provider");
    default:
      return gettext("No organisation");
  }
}

export function peopleHere(count: number): string {
  return interpolate(
    ngettext("%(count)s person is here", "%(count)s people are here", count),
    { count },
    true,
  );
}

// --- parts of the page ------------------------------------------------------------------------------------------------

export const conversation = () => gettext("Conversation");
export const speakingList = () => gettext("Speaking list");
export const order = () => gettext("Order");
export const agenda = () => gettext("Agenda");
export const people = () => gettext("People");
export const helpForModerating = () => gettext("To ask and to invite");
export const moderation = () => gettext("Moderation");
export const partsOfRoom = () => gettext("Parts of the room");
export const leave = () => gettext("Leave");
export const backToSession = () => gettext("Back to the session");
export const transcript = () => gettext("Read the transcript");
export const close = () => gettext("Close");
export const cancel = () => gettext("Cancel");

// --- connection -------------------------------------------------------------------------------------------------------

export const connecting = () => gettext("Entering the room …");
export const reconnecting = () =>
  gettext("The connection is lost. Trying again … You can go on writing; nothing is lost.");
export const reconnectingUnstored = () =>
  gettext(
    "The connection is lost. Trying again … You can go on writing. Please leave this page open: your browser cannot store what you write.",
  );
export const returning = () => gettext("Reconnecting … You can go on writing.");
export const delayed = () => gettext("Delayed: contributions from others may take a few seconds longer.");
export const slow = () =>
  gettext("Your network blocks the direct connection. Everything works, a little more slowly.");
export const blocked = () =>
  gettext("The room cannot be reached. Perhaps your network does not allow live connections. Trying again …");
export const connectedAgain = () => gettext("You are connected again.");

export function sendingAgain(count: number): string {
  return interpolate(
    ngettext("Sending %(count)s contribution again …", "Sending %(count)s contributions again …", count),
    { count },
    true,
  );
}

export function over(code: number): string {
  switch (code) {
    case CLOSE.FLOOD:
      return gettext(
        "Too much came from this browser at once, so the server closed the connection. Please load the page again.",
      );
    case CLOSE.MOVED:
      return gettext("This session is open in a newer tab or window, or on another device.");
    case CLOSE.REVOKED:
      return gettext("You are logged out, or no longer take part.");
    case CLOSE.NOT_FOUND:
      return gettext(
        "You do not take part in this session, or no longer. Please ask the moderation for an invitation.",
      );
    default:
      return gettext("The server closed the connection. Please load the page again.");
  }
}

export const reload = () => gettext("Load the page again");
export const continueHere = () => gettext("Continue here");
export const logIn = () => gettext("Log in");

// --- time -------------------------------------------------------------------------------------------------------------

export function timeLeft(left: Left): string {
  switch (left.is) {
    case "left":
      return interpolate(
        ngettext("%(count)s minute left", "%(count)s minutes left", left.minutes),
        { count: left.minutes },
        true,
      );
    case "last_minute":
      return gettext("the last minute");
    case "up":
      return gettext("time is up");
    case "over":
      return interpolate(
        ngettext("%(count)s minute over time", "%(count)s minutes over time", left.minutes),
        { count: left.minutes },
        true,
      );
  }
}

export function minutes(count: number): string {
  return interpolate(gettext("%(count)s min"), { count }, true);
}

export function secondsLeft(digits: string): string {
  return interpolate(gettext("%(time)s left"), { time: digits }, true);
}

export function secondsOver(digits: string): string {
  return interpolate(gettext("%(time)s over time"), { time: digits }, true);
}

// --- stages -----------------------------------------------------------------------------------------------------------

export const notOpenYet = () => gettext("Not open yet");
export const waiting = () => gettext("You are in. We wait for the moderation to open the session.");
export const waitingMeanwhile = () => gettext("Meanwhile you can look at the agenda and see who is here.");
export const openNow = () => gettext("Open the session");
export const openHint = () =>
  gettext("Everybody who is here can begin then. The first phase is the opening with the ground rules.");
export const paused = () => gettext("Pause");
export const pausedHint = () => gettext("Nobody writes now. The time of the phase stands still.");
export const closed = () => gettext("The session is over");
export const closedHint = () => gettext("Thank you for taking part. You can still read everything here.");
export const observing = () =>
  gettext("You are observing: you read along, and you do not write into the room.");
export const showConversation = () => gettext("Show the conversation");
export const hideConversation = () => gettext("Hide the conversation");

// --- ground rules -----------------------------------------------------------------------------------------------------

export const groundRules = () => gettext("Our ground rules");
export const groundRulesFirst = () => gettext("Before we talk: our ground rules");
export const groundRulesHint = () =>
  gettext("They hold for everybody in this session. Is one missing? Propose it below.");
export const groundRulesLate = () =>
  gettext("The group has agreed on these rules. Please confirm them; then you can join in.");
export const noRules = () => gettext("There are no ground rules yet. Write the first one.");
export const confirmRules = () => gettext("I confirm the ground rules");
export const rulesChanged = () =>
  gettext("The ground rules have changed. Please read and confirm them again.");
export const newRule = () => gettext("Propose a ground rule");
export const addRule = () => gettext("Add the rule");
export const changeRule = () => gettext("Change");
export const removeRule = () => gettext("Remove");
export const saveRule = () => gettext("Save");

export function ruleNumber(number: number): string {
  return interpolate(gettext("Rule %(number)s"), { number }, true);
}

export function confirmedBy(count: number, total: number): string {
  return interpolate(
    ngettext(
      "%(count)s of %(total)s person has confirmed",
      "%(count)s of %(total)s people have confirmed",
      total,
    ),
    { count, total },
    true,
  );
}

// --- writing ----------------------------------------------------------------------------------------------------------

export const yourContribution = () => gettext("Your contribution");
export const yourQuestion = () => gettext("Your question");
export const writeHere = () => gettext("Write here …");
export const prepare = () => gettext("Prepare your contribution");
export const prepareHint = () => gettext("Nobody sees it until you send it when it is your turn.");
export const send = () => gettext("Send");
export const sent = () => gettext("Your contribution is in the conversation.");
export const notSentYet = () => gettext("not sent yet");
export const notSent = () => gettext("Not sent");
export const notSentHint = () => gettext("You wrote this, and it was not sent. You can copy it.");
export const copy = () => gettext("Copy");
export const copied = () => gettext("Copied.");
export const notTaken = () => gettext("not taken");
export const edit = () => gettext("Edit it");
export const discard = () => gettext("Discard it");
export const whatIsIt = () => gettext("What is it? You may leave it open.");
export const moreTypes = () => gettext("More …");
export const open = () => gettext("open");
export const whichClaim = () => gettext("What do you want to check?");
export const whichAttack = () => gettext("What do you object to?");
export const beginWith = () => gettext("Begin with");
export const removeReference = () => gettext("Do not refer to it");
export const chooseClaim = () => gettext("Please choose what your question checks.");

export function starters(): string[] {
  return [
    gettext("What do you mean by …"),
    gettext("Can you give an example of …"),
    gettext("How do you know that …"),
    gettext("For whom would it be difficult if …"),
    gettext("What would have to happen so that …"),
  ];
}

export function charactersLeft(count: number): string {
  if (count < 0) {
    return interpolate(
      ngettext("%(count)s character too many", "%(count)s characters too many", -count),
      { count: -count },
      true,
    );
  }
  return interpolate(
    ngettext("%(count)s character left", "%(count)s characters left", count),
    { count },
    true,
  );
}

export function type(code: protocol.exchange.Type): string {
  switch (code) {
    case "thesis":
      return gettext("Thesis");
    case "reason":
      return gettext("Reason");
    case "evidence":
      return gettext("Evidence");
    case "experience":
      return gettext("Experience");
    case "question":
      return gettext("Question");
    case "validity_question":
      return gettext("Checking question");
    case "objection":
      return gettext("Objection");
    case "support":
      return gettext("Support");
    case "mirror":
      return gettext("In my words");
    case "concession":
      return gettext("Concession");
    case "revision":
      return gettext("Changed my mind");
    case "proposal":
      return gettext("Proposal");
    case "process":
      return gettext("On the procedure");
    case "":
      return "";
  }
}

export function claim(code: protocol.exchange.Claim): string {
  switch (code) {
    case "comprehensibility":
      return gettext("Is it clear?");
    case "truth":
      return gettext("Is it true?");
    case "rightness":
      return gettext("Is it right?");
    case "sincerity":
      return gettext("Is it meant so?");
    case "":
      return "";
  }
}

export function attack(code: protocol.exchange.Attack): string {
  switch (code) {
    case "undermine":
      return gettext("The reason is not correct");
    case "undercut":
      return gettext("The reason is correct, but the conclusion does not follow");
    case "rebut":
      return gettext("The conclusion is not correct");
    case "":
      return "";
  }
}

/** "Objection to Jutta": what a contribution does to an earlier one. */
export function reference(code: protocol.exchange.Type, person: string): string {
  const values = { name: isolated(person) };
  switch (code) {
    case "objection":
      return interpolate(gettext("Objection to %(name)s"), values, true);
    case "support":
      return interpolate(gettext("Support for %(name)s"), values, true);
    case "question":
      return interpolate(gettext("Question to %(name)s"), values, true);
    case "validity_question":
      return interpolate(gettext("Checking question to %(name)s"), values, true);
    case "concession":
      return interpolate(gettext("Concession to %(name)s"), values, true);
    case "":
      return interpolate(gettext("Reply to %(name)s"), values, true);
    default:
      return interpolate(gettext("%(type)s, in reply to %(name)s"), { ...values, type: type(code) }, true);
  }
}

// --- a contribution ---------------------------------------------------------------------------------------------------

export const nothingSaid = () => gettext("Nothing has been said yet.");
export const nothingSaidHint = () => gettext("Somebody makes a beginning: perhaps you?");
export const rewritten = () => gettext("rewritten");
export const withdrawn = () => gettext("This contribution was withdrawn by its author.");
export const youWithdrew = () => gettext("You have withdrawn this contribution. Only you still see it.");
export const waitsForYou = () => gettext("One of your contributions has come back to you.");
export const rewrite = () => gettext("Write it differently");
export const sendRewritten = () => gettext("Send the new version");
export const noteForYou = () => gettext("The moderation writes to you:");

export function held(code: protocol.exchange.Reason): string {
  return interpolate(
    gettext("The moderation holds this contribution: %(reason)s."),
    { reason: reason(code) },
    true,
  );
}

export function returned(code: protocol.exchange.Reason): string {
  return interpolate(
    gettext("The moderation has asked for this contribution to be written differently: %(reason)s."),
    { reason: reason(code) },
    true,
  );
}

export function yourHeld(code: protocol.exchange.Reason): string {
  return interpolate(
    gettext(
      "The moderation holds your contribution for now; the others do not see it. The reason: %(reason)s.",
    ),
    { reason: reason(code) },
    true,
  );
}

export function yourReturned(code: protocol.exchange.Reason): string {
  return interpolate(
    gettext("The moderation asks you to write this differently. The reason: %(reason)s."),
    { reason: reason(code) },
    true,
  );
}

export function reason(code: protocol.exchange.Reason): string {
  switch (code) {
    case "unclear":
      return gettext("It cannot be understood");
    case "off_topic":
      return gettext("It leads away from the question");
    case "generalisation":
      return gettext("It judges a whole group");
    case "personal_data":
      return gettext("It names private matters of somebody");
    case "insult":
      return gettext("It insults somebody");
  }
}

/** Words that a moderator may start from when a contribution goes back. */
export function suggestedNote(code: protocol.exchange.Reason): string {
  switch (code) {
    case "unclear":
      return gettext("I did not quite understand you. Please say it again in one or two short sentences.");
    case "off_topic":
      return gettext("This is a topic of its own. Please say what it has to do with our question.");
    case "generalisation":
      return gettext("Please write about what you experienced yourself, not about a whole group.");
    case "personal_data":
      return gettext("Please leave out names and details by which somebody could be recognised.");
    case "insult":
      return gettext("The point matters, the tone hurts. Please say the same without judging a person.");
  }
}

export function newContributions(count: number): string {
  return interpolate(
    ngettext("%(count)s new contribution", "%(count)s new contributions", count),
    { count },
    true,
  );
}

export function actionsFor(person: string): string {
  return interpolate(
    gettext("What you can do with the contribution of %(name)s"),
    { name: isolated(person) },
    true,
  );
}

export const actionsForYours = () => gettext("What you can do with your contribution");
export const reply = () => gettext("Reply");
export const object = () => gettext("Object");
export const support = () => gettext("Support it");
export const ask = () => gettext("Ask a question");
export const check = () => gettext("Check a statement");
export const setType = () => gettext("Say what it is");
export const withdraw = () => gettext("Withdraw");
export const withdrawSure = () =>
  gettext("Withdraw it? The others will only see that something stood here. It cannot be undone.");
export const withdrawYes = () => gettext("Yes, withdraw it");
export const hold = () => gettext("Hold back");
export const holdHint = () => gettext("Until you decide, only you and the author read it.");
export const giveBack = () => gettext("Return to the author");
export const giveBackHint = () => gettext("The author can write it differently and send it again.");
export const release = () => gettext("Release");
export const whyReason = () => gettext("Why?");
export const wordsForAuthor = () => gettext("Your words to the author");
export const roomReads = () => gettext("The room reads:");
export const checkFirst = () => gettext("Would a question do? It is the lightest way.");
export const save = () => gettext("Save");

// --- speaking list ----------------------------------------------------------------------------------------------------

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
export const youAreNext = () => gettext("You are next.");
export const extend = () => gettext("One more minute");
export const endFloor = () => gettext("End the turn");
export const give = () => gettext("Give the floor");
export const orderOfList = () => gettext("In which order?");

export function orderName(code: "balanced" | "first_come"): string {
  return code === "balanced" ? gettext("Balanced") : gettext("First come, first served");
}

export function orderRule(code: "balanced" | "first_come"): string {
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

export function before(count: number): string {
  if (count === 0) return youAreNext();
  return interpolate(
    ngettext("%(count)s person before you", "%(count)s people before you", count),
    { count },
    true,
  );
}

// --- rounds -----------------------------------------------------------------------------------------------------------

export const yourTurn = () => gettext("It is your turn");
export const pass = () => gettext("Pass");
export const turnTaken = () => gettext("You have had your turn.");
export const roundOver = () => gettext("Everybody here has had a turn.");
export const nextInRound = () => gettext("Next");
export const stillToCome = () => gettext("Still to come");

export function turnOf(person: string): string {
  return interpolate(gettext("It is the turn of %(name)s"), { name: isolated(person) }, true);
}

export function afterIsYours(person: string): string {
  return interpolate(gettext("After %(name)s it is your turn"), { name: isolated(person) }, true);
}

export function passFor(person: string): string {
  return interpolate(gettext("Pass over %(name)s"), { name: isolated(person) }, true);
}

// --- signals ----------------------------------------------------------------------------------------------------------

export const yourSignal = () => gettext("A signal to the moderation");
export const signals = () => gettext("Signals");

export function signal(code: protocol.agenda.Signal): string {
  switch (code) {
    case "ready":
      return gettext("Ready");
    case "need_time":
      return gettext("More time");
    case "pause":
      return gettext("Break");
  }
}

export function signalCount(code: protocol.agenda.Signal, count: number): string {
  switch (code) {
    case "ready":
      return interpolate(ngettext("%(count)s is ready", "%(count)s are ready", count), { count }, true);
    case "need_time":
      return interpolate(ngettext("%(count)s needs time", "%(count)s need time", count), { count }, true);
    case "pause":
      return interpolate(
        ngettext("%(count)s needs a break", "%(count)s need a break", count),
        { count },
        true,
      );
  }
}

// --- moderating -------------------------------------------------------------------------------------------------------

export const needsDecision = () => gettext("Waits for your decision");
export const nextStep = () => gettext("Next step");
export const lastPhase = () => gettext("This is the last phase.");
export const anotherPhase = () => gettext("Another phase");
export const moreMinutes = () => gettext("5 more minutes");
export const pause = () => gettext("Pause");
export const pauseReason = () => gettext("Why? Everybody reads it.");
export const pauseNow = () => gettext("Begin the pause");
export const resume = () => gettext("Go on");
export const endSession = () => gettext("End the session");
export const endSure = () => gettext("End the session for everybody? After that nobody can write any more.");
export const endYes = () => gettext("Yes, end it");
export const questionBank = () => gettext("Questions for this phase");
export const questionBankHint = () =>
  gettext("Tap one: it goes into your field, and you can change it before you send it.");
export const notSpoken = () => gettext("Has not spoken yet");
export const everybodySpoke = () => gettext("Everybody who is here has spoken.");
export const onlyYouSee = () => gettext("Only moderators see this.");
export const goThere = () => gettext("Show it");

export function nextPhase(title: string): string {
  return interpolate(gettext("Go on to “%(title)s”"), { title: isolated(title) }, true);
}

export function notAllConfirmed(names: string[]): string {
  return interpolate(gettext("Still without the ground rules: %(names)s"), { names: list(names) }, true);
}

export const nobodyConfirmed = () => gettext("Nobody has confirmed the ground rules yet.");

export function andMore(count: number): string {
  return interpolate(ngettext("%(count)s more", "%(count)s more", count), { count }, true);
}

// --- spoken by a screen reader ----------------------------------------------------------------------------------------

export const announcements = () => gettext("Read aloud by a screen reader");
export const announceEach = () => gettext("every contribution");
export const announceCollected = () => gettext("collected, every 15 seconds");
export const announceOff = () => gettext("only what concerns me");

export function says(person: string, what: string, text: string): string {
  const values = { name: person, what, text };
  return what
    ? interpolate(gettext("%(name)s, %(what)s: %(text)s"), values, true)
    : interpolate(gettext("%(name)s: %(text)s"), values, true);
}

export function newFrom(count: number, names: string[]): string {
  const values = { count, names: list(names) };
  return interpolate(
    ngettext(
      "%(count)s new contribution, from %(names)s",
      "%(count)s new contributions, from %(names)s",
      count,
    ),
    values,
    true,
  );
}

export function phaseBegins(title: string, instruction: string): string {
  return interpolate(
    gettext("A new phase begins: %(title)s. %(instruction)s"),
    { title, instruction },
    true,
  ).trim();
}

export function pauseBegins(why: string): string {
  return interpolate(gettext("Pause: %(reason)s"), { reason: why }, true);
}

export const sessionBegins = () => gettext("The session is open.");
export const sessionGoesOn = () => gettext("The session goes on.");
export const floorBack = () => gettext("Your time with the floor has ended.");
export const halfMinute = () => gettext("30 seconds left.");
export const timeUp = () => gettext("Your time is up. Please come to an end.");
export const done = () => gettext("Done.");
