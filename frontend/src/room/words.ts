/** The sentences of the page itself. The words of others stay apart from ours: names and quotes are isolated for bidi text. */

import { CLOSE } from "./protocol";

declare function gettext(text: string): string;
declare function ngettext(one: string, many: string, n: number): string;
declare function interpolate(format: string, values: object, named: boolean): string;

/** Whole sentences, one after another. */
export function inARow(...sentences: string[]): string {
  return sentences.filter(Boolean).join(" ");
}

export function isolated(text: string): string {
  return ["\u2068", text, "\u2069"].join("");
}

/** The first words of a text, in quotation marks. */
export function quoted(text: string, longest = 60): string {
  const line = text.replace(/\s+/g, " ");
  const short = line.length > longest ? [line.slice(0, longest).replace(/\s\S*$/, ""), "…"].join(" ") : line;
  return interpolate(gettext("“%(text)s”"), { text: isolated(short) }, true);
}

let joining: Intl.ListFormat | undefined; // made once: it takes as long to make as much that is drawn

export function list(names: string[]): string {
  joining ??= new Intl.ListFormat(document.documentElement.lang || "en", { type: "conjunction" });
  return joining.format(names.map(isolated));
}

export const ownWords = () => gettext("Write something yourself");
export const conversation = () => gettext("Conversation");
export const helpForModerating = () => gettext("To ask and to invite");
export const issueGuide = () => gettext("Issue guide");
export const moderation = () => gettext("Moderation");
export const aboutPhase = () => gettext("What is this about?");
export const partsOfRoom = () => gettext("Parts of the room");
export const leave = () => gettext("Leave");
export const backToSession = () => gettext("Back to the session");
export const transcript = () => gettext("Read the transcript");
export const close = () => gettext("Close");
export const cancel = () => gettext("Cancel");
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
    case CLOSE.REMOVED:
      return gettext("The moderation has ended your part in this session.");
    case CLOSE.NOT_FOUND:
      return gettext(
        "You do not take part in this session, or no longer. Please ask the moderation for an invitation.",
      );
    default:
      return gettext("The server closed the connection. Please load the page again.");
  }
}

export const rehearsalOver = () => gettext("The rehearsal is over, and nothing of it was kept.");
export const reload = () => gettext("Load the page again");
export const continueHere = () => gettext("Continue here");
export const whyRemoved = () => gettext("Why, and what you can do");
export const logIn = () => gettext("Log in");
export const observing = () =>
  gettext("You are observing: you read along, and you do not write into the room.");
export const showConversation = () => gettext("Show the conversation");
export const hideConversation = () => gettext("Hide the conversation");
export const sent = () => gettext("Your contribution is in the conversation.");
export const notSent = () => gettext("Not sent");
export const notSentThere = () =>
  gettext("The room has changed. What was on its way to the other one was not sent, and is kept for you.");
export const notSentHint = () => gettext("You wrote this, and it was not sent. You can copy it.");
export const copy = () => gettext("Copy");
export const copied = () => gettext("Copied.");

export function newContributions(count: number): string {
  return interpolate(
    ngettext("%(count)s new contribution", "%(count)s new contributions", count),
    { count },
    true,
  );
}

export const save = () => gettext("Save");

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

export function changed(count: number, names: string[]): string {
  const values = { count, names: list(names) };
  return interpolate(
    ngettext(
      "%(count)s contribution has changed, from %(names)s",
      "%(count)s contributions have changed, from %(names)s",
      count,
    ),
    values,
    true,
  );
}

export function came(count: number, names: string[]): string {
  const values = { count, names: list(names) };
  return interpolate(
    ngettext("%(count)s person has come in: %(names)s", "%(count)s people have come in: %(names)s", count),
    values,
    true,
  );
}

export function went(count: number, names: string[]): string {
  const values = { count, names: list(names) };
  return interpolate(
    ngettext("%(count)s person has left: %(names)s", "%(count)s people have left: %(names)s", count),
    values,
    true,
  );
}

export const done = () => gettext("Done.");

/** A sentence that names how long a text may be. */
export function limited(format: string, longest: number): string {
  const language = document.documentElement.lang || "en";
  return interpolate(format, { longest: new Intl.NumberFormat(language).format(longest) }, true);
}

export function peopleBefore(count: number): string {
  if (count === 0) return gettext("You are next.");
  return interpolate(
    ngettext("%(count)s person before you", "%(count)s people before you", count),
    { count },
    true,
  );
}
