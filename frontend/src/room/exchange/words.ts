import type { Sentences } from "../activity";
import { waiting } from "../agenda/pace";
import { tooSoon } from "../agenda/words";
import { label } from "../labels";
import type * as protocol from "../protocol";
import { LIMITS } from "../protocol";
import { digits } from "../times";
import { isolated, limited } from "../words";

declare function gettext(text: string): string;
declare function ngettext(one: string, many: string, n: number): string;
declare function interpolate(format: string, values: object, named: boolean): string;

export const yourContribution = () => gettext("Your contribution");
export const yourQuestion = () => gettext("Your question");
export const writeHere = () => gettext("Write here …");
export const showEarlier = () => gettext("Show earlier contributions");
export const showLater = () => gettext("Show later contributions");
export const fetchingEarlier = () => gettext("The earlier contributions are on their way …");
export const noEarlier = () => gettext("The earlier contributions cannot be reached just now.");
export const fetchAgain = () => gettext("Ask for them again");
export const searchTalk = () => gettext("Search the conversation");
export const searchFor = () => gettext("Words that were said");
export const search = () => gettext("Search");
export const prepare = () => gettext("Prepare your contribution");
export const prepareHint = () => gettext("Nobody sees it until you send it when it is your turn.");
export const send = () => gettext("Send");
export const notSentYet = () => gettext("not sent yet");
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

/** "Objection to Jutta": what a contribution does to an earlier one; whose it is may be unknown. */
export function reference(code: protocol.exchange.Type, person: string | undefined): string {
  if (person === undefined) return referenceToUnknown(code);
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
      return interpolate(
        gettext("%(type)s, in reply to %(name)s"),
        { ...values, type: label("exchange.Type", code) },
        true,
      );
  }
}

/** The same for whoever said the earlier one. */
export function referenceToYou(code: protocol.exchange.Type): string {
  switch (code) {
    case "objection":
      return gettext("Objection to you");
    case "support":
      return gettext("Support for you");
    case "question":
      return gettext("Question to you");
    case "validity_question":
      return gettext("Checking question to you");
    case "concession":
      return gettext("Concession to you");
    case "":
      return gettext("Reply to you");
    default:
      return interpolate(gettext("%(type)s, in reply to you"), { type: label("exchange.Type", code) }, true);
  }
}

function referenceToUnknown(code: protocol.exchange.Type): string {
  if (code === "") return gettext("Reply to an earlier contribution");
  const type = label("exchange.Type", code);
  return interpolate(gettext("%(type)s, in reply to an earlier contribution"), { type }, true);
}

export const nothingSaid = () => gettext("Nothing has been said yet.");
export const nothingWritten = () => gettext("What is written down of the conversation stands here.");
export const nothingSaidHint = () => gettext("Somebody makes a beginning: perhaps you?");
export const correct = () => gettext("Correct it");
export const correctHint = () => gettext("What you said, in your own words");
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
    { reason: label("exchange.Reason", code) },
    true,
  );
}

export function returned(code: protocol.exchange.Reason): string {
  return interpolate(
    gettext("The moderation has asked for this contribution to be written differently: %(reason)s."),
    { reason: label("exchange.Reason", code) },
    true,
  );
}

export function yourHeld(code: protocol.exchange.Reason): string {
  return interpolate(
    gettext(
      "The moderation holds your contribution for now; the others do not see it. The reason: %(reason)s.",
    ),
    { reason: label("exchange.Reason", code) },
    true,
  );
}

export function yourReturned(code: protocol.exchange.Reason): string {
  return interpolate(
    gettext("The moderation asks you to write this differently. The reason: %(reason)s."),
    { reason: label("exchange.Reason", code) },
    true,
  );
}

export function hasRewritten(person: string, { text }: { text: string }): string {
  return interpolate(gettext("%(name)s has written it differently: %(text)s"), { name: person, text }, true);
}

export const yourReleased = () => gettext("Your contribution is visible to everybody again.");

export function isReleased(person: string, { text }: { text: string }): string {
  const values = { name: person, text };
  return interpolate(gettext("The contribution of %(name)s is visible again: %(text)s"), values, true);
}

export function hasWithdrawn(person: string): string {
  return interpolate(gettext("%(name)s has withdrawn a contribution."), { name: person }, true);
}

export function isHeld(person: string, code: protocol.exchange.Reason): string {
  return interpolate(
    gettext("The moderation holds a contribution of %(name)s: %(reason)s."),
    { name: person, reason: label("exchange.Reason", code) },
    true,
  );
}

export function isReturned(person: string, code: protocol.exchange.Reason): string {
  return interpolate(
    gettext("The moderation has asked %(name)s to write a contribution differently: %(reason)s."),
    { name: person, reason: label("exchange.Reason", code) },
    true,
  );
}

export function yourTypeIs(code: protocol.exchange.Type): string {
  if (!code) return gettext("What your contribution is stands open again.");
  return interpolate(
    gettext("Your contribution is now: %(type)s"),
    { type: label("exchange.Type", code) },
    true,
  );
}

export function typeIs(person: string, code: protocol.exchange.Type): string {
  const values = { name: person, type: label("exchange.Type", code) };
  return code
    ? interpolate(gettext("The contribution of %(name)s is now: %(type)s"), values, true)
    : interpolate(gettext("What the contribution of %(name)s is stands open again."), values, true);
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

export function actionsFor(person: string | undefined): string {
  if (person === undefined) return gettext("What you can do with this contribution");
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
export const needsDecision = () => gettext("Waits for your decision");
export const asksAll = () => gettext("Question to everybody");
export const ofThisPhase = () => gettext("For this phase");
export const questionBankAsks = () =>
  gettext("One tap asks everybody, after a moment in which you can keep it back.");
export const questionBank = () => gettext("Questions for this phase");
export const questions = () => gettext("Questions");
export const askAll = () => gettext("Ask everybody");
export const undo = () => gettext("Undo");
export const doNotAsk = () => gettext("Do not ask it");

export function askedSoon(question: string): string {
  return interpolate(gettext("Everybody is asked in a moment: %(question)s"), { question }, true);
}

export const questionBankHint = () =>
  gettext("Tap one: it goes into your field, and you can change it before you send it.");
export const yourCards = (count: number) => ngettext("Your card", "Your cards", count);
export const yourCardsHint = () =>
  gettext("Only you see this. Tap one: it goes into your field, and you can change it before you send it.");
export const notWrittenDown = () => gettext("Nothing is written down of them yet");
export const notSpoken = () => gettext("Has not spoken yet");
export const everybodySpoke = () => gettext("Everybody who is here has spoken.");
export const onlyYouSee = () => gettext("Only moderators see this.");
export const goThere = () => gettext("Show it");

export function says(person: string, what: string, text: string): string {
  const values = { name: person, what, text };
  return what
    ? interpolate(gettext("%(name)s, %(what)s: %(text)s"), values, true)
    : interpolate(gettext("%(name)s: %(text)s"), values, true);
}

export const REFUSALS: Sentences = {
  "exchange.empty": () => gettext("Please write something first."),
  "exchange.too_long": () =>
    limited(
      gettext("Your text is too long. Please keep it under %(longest)s characters."),
      LIMITS["exchange.LONGEST"],
    ),
  "exchange.too_soon": (room) => tooSoon(digits(waiting(room))),
  "exchange.only_questions": () =>
    gettext("In this phase only questions are asked. Please ask one, or keep your text for later."),
  "exchange.claim": () => gettext("Please choose what your question checks."),
  "exchange.attack": () => gettext("Only an objection can say what it is directed at."),
  "exchange.no_such_contribution": () =>
    gettext("The contribution that you refer to is not visible any more."),
  "exchange.not_yours": () => gettext("You can only do that with your own contributions."),
  "exchange.not_published": () => gettext("This contribution is not visible any more."),
  "exchange.not_returned": () => gettext("This contribution does not wait for a new version any more."),
  "exchange.note.empty": () => gettext("Please write a few words to the author."),
  "exchange.note.too_long": () =>
    limited(
      gettext("Your words to the author are too long. Please keep them under %(longest)s characters."),
      LIMITS["exchange.LONGEST_NOTE"],
    ),
};

export function found(count: number): string {
  return interpolate(
    ngettext("%(count)s contribution found", "%(count)s contributions found", count),
    { count },
    true,
  );
}
