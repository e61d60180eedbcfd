import type { Sentences } from "../activity";
import { isolated } from "../words";

declare function gettext(text: string): string;
declare function interpolate(format: string, values: object, named: boolean): string;

export const restate = () => gettext("Say what you understood");
export const whatIUnderstood = () => gettext("As I understand you …");
export const sendRestatement = () => gettext("Send it to the author");
export const restateAgain = () => gettext("Try it once more");
export const takeBack = () => gettext("Take it back");
export const isRight = () => gettext("That is right");
export const notQuite = () => gettext("Not quite yet");
export const whatIsMissing = () => gettext("What is missing, or is it different?");
export const sendMissing = () => gettext("Send what is missing");
export const inOtherWords = () => gettext("What do you mean? Say it once more, in other words.");
export const sendAnew = () => gettext("Send it");
export const openReply = () => gettext("Open the reply");
export const replyNow = () => gettext("Reply now");
export const waitingTitle = () => gettext("Waiting for an answer");
export const listening = () => gettext("How the group listens");
export const stated = () => gettext("You have made your statement.");
export const oneStatement = () => gettext("You can make one statement.");

function withName(text: string, person: string): string {
  return interpolate(text, { name: isolated(person) }, true);
}

export const waitsFor = (author: string) => withName(gettext("%(name)s says whether this is right"), author);
export const waitsForYou = () => gettext("You say whether this is right");
export const confirmedBy = (author: string) => withName(gettext("%(name)s says: that is right"), author);
export const openedByModeration = () => gettext("The moderation has opened the reply.");
export const openedForYou = () => gettext("The moderation has opened the reply. You can reply now.");
export const missingSays = (author: string) => withName(gettext("%(name)s says what is missing:"), author);
export const authorSaysAnew = (author: string) =>
  withName(gettext("After two attempts %(name)s says it in other words"), author);
export const saidToYou = (person: string) =>
  withName(gettext("%(name)s has said what they understood of you. Is it right?"), person);
export const refusedToYou = (author: string) =>
  withName(gettext("%(name)s says that something is missing. You can try it once more."), author);
export const youSayAnew = (person: string) =>
  withName(gettext("%(name)s has tried twice. Say it in other words; then they can reply."), person);
export const replyIsOpen = (author: string) =>
  withName(gettext("%(name)s says that you understood it. You can reply now."), author);
export const hasConfirmed = (author: string) =>
  withName(gettext("%(name)s has confirmed a restatement"), author);

export function waits(person: string, author: string): string {
  return interpolate(
    gettext("%(author)s has not said yet whether %(person)s understood it"),
    { person: isolated(person), author: isolated(author) },
    true,
  );
}

/** How many were confirmed at which attempt. */
export function measure(first: number, second: number, later: number): string {
  return interpolate(
    gettext("Confirmed at once: %(first)s. At the second attempt: %(second)s. Later: %(later)s."),
    { first, second, later },
    true,
  );
}

export const REFUSALS: Sentences = {
  "mirror.first": () =>
    gettext(
      "First say what you understood. Once the author says that it is right, you can reply. Your text stays here.",
    ),
  "mirror.stated": () =>
    gettext("You have made your statement in this phase. Choose somebody to reply to. Your text stays here."),
  "mirror.own": () => gettext("This is your own contribution. Say what you understood of somebody else."),
  "mirror.confirmed": () => gettext("The author has confirmed it already. You can reply now."),
  "mirror.authors_turn": () =>
    gettext("After two attempts it is the author's turn to say it in other words."),
  "mirror.stale": () => gettext("It was said anew meanwhile. Please read it once more."),
  "mirror.not_yet": () => gettext("It is not that far yet."),
  "mirror.no_such_mirror": () => gettext("That has been taken back."),
  "mirror.wait": () => gettext("Give the author a little more time to answer."),
  "mirror.empty": () => gettext("Please say what is missing, so that the next attempt can meet it."),
  "mirror.too_long": () => gettext("That is too long. Three hundred characters are the most."),
};
