import type { Sentences } from "../activity";
import type * as protocol from "../protocol";
import { LIMITS } from "../protocol";
import type { Left } from "../times";
import { isolated, limited, list } from "../words";

declare function gettext(text: string): string;
declare function ngettext(one: string, many: string, n: number): string;
declare function interpolate(format: string, values: object, named: boolean): string;

export const agenda = () => gettext("Agenda");

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

export const phaseHeld = () => gettext("done");
export const phaseSkipped = () => gettext("skipped");
export const phaseNotHeld = () => gettext("not held");
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
export const yourSignal = () => gettext("A signal to the moderation");

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

export const nextStep = () => gettext("Next step");
export const lastPhase = () => gettext("This is the last phase.");
export const anotherPhase = () => gettext("Another phase");
export function moreMinutes(count: number): string {
  return interpolate(ngettext("%(count)s more minute", "%(count)s more minutes", count), { count }, true);
}

export const pause = () => gettext("Pause");
export const pauseReason = () => gettext("Why? Everybody reads it.");
export const pauseNow = () => gettext("Begin the pause");
export const resume = () => gettext("Go on");
export const endSession = () => gettext("End the session");
export const endSure = () => gettext("End the session for everybody? After that nobody can write any more.");
export const endYes = () => gettext("Yes, end it");

export function nextPhase(title: string): string {
  return interpolate(gettext("Go on to “%(title)s”"), { title: isolated(title) }, true);
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
export function sessionReopened(why: string): string {
  return interpolate(gettext("The session goes on after all: %(reason)s"), { reason: isolated(why) }, true);
}

export const endedByMistake = () => gettext("Ended by mistake?");
export const reopenReason = () => gettext("Why does the session go on? Everybody reads it.");
export const reopen = () => gettext("Go on with the session");
export const sessionGoesOn = () => gettext("The session goes on.");

// --- what is still open -------------------------------------------------------------------------------------------------

export const stillOpen = () => gettext("Still open in this phase:");
export const goOnAnyway = () => gettext("Go on all the same");

export function stillInGroups(count: number): string {
  return interpolate(
    ngettext(
      "%(count)s breakout room is still at work.",
      "%(count)s breakout rooms are still at work.",
      count,
    ),
    { count },
    true,
  );
}

export function stillVoting(voted: number, expected: number): string {
  return interpolate(
    ngettext(
      "The ballot is open: %(voted)s of %(expected)s has voted.",
      "The ballot is open: %(voted)s of %(expected)s have voted.",
      voted,
    ),
    { voted, expected },
    true,
  );
}

export function stillWithoutTurn(names: string[]): string {
  return interpolate(
    ngettext("%(names)s has not had a turn.", "%(names)s have not had a turn.", names.length),
    { names: list(names) },
    true,
  );
}

export function stillToHandIn(count: number): string {
  return interpolate(
    ngettext("%(count)s person has not handed in.", "%(count)s people have not handed in.", count),
    { count },
    true,
  );
}

export function stillToReveal(count: number): string {
  return interpolate(
    ngettext(
      "%(count)s text is not revealed: it stays with its author.",
      "%(count)s texts are not revealed: they stay with their authors.",
      count,
    ),
    { count },
    true,
  );
}

export function stillToConfirm(count: number): string {
  return interpolate(
    ngettext(
      "%(count)s restatement waits for its confirmation.",
      "%(count)s restatements wait for their confirmation.",
      count,
    ),
    { count },
    true,
  );
}

export function stillSpeaking(person: string): string {
  return interpolate(gettext("%(name)s has the floor."), { name: isolated(person) }, true);
}

export function stillOnList(count: number): string {
  return interpolate(
    ngettext("%(count)s person waits for the floor.", "%(count)s people wait for the floor.", count),
    { count },
    true,
  );
}

// --- slow mode ----------------------------------------------------------------------------------------------------------

export const slowMode = () => gettext("Slow down");
export const howSlow = () => gettext("How long everybody waits between two contributions");
export const slowReason = () => gettext("Why? Everybody reads it.");
export const slowNow = () => gettext("Slow the conversation down");
export const asUsual = () => gettext("At the usual pace again");

export function seconds(count: number): string {
  return interpolate(ngettext("%(count)s second", "%(count)s seconds", count), { count }, true);
}

export function slowly(count: number): string {
  return interpolate(
    ngettext(
      "Slowly: %(count)s second between two contributions of one person.",
      "Slowly: %(count)s seconds between two contributions of one person.",
      count,
    ),
    { count },
    true,
  );
}

export function waitStill(time: string): string {
  return interpolate(gettext("You can send again in %(time)s."), { time }, true);
}

export function tooSoon(time: string): string {
  return interpolate(
    gettext("The conversation goes slowly: you can send this in %(time)s. Your text stays here."),
    { time },
    true,
  );
}

export const REFUSALS: Sentences = {
  "agenda.stale": () => gettext("Somebody else was quicker: the phase has changed. Please look again."),
  "agenda.no_phases": () => gettext("This session has no agenda yet."),
  "agenda.no_such_phase": () => gettext("This phase does not exist any more."),
  "agenda.too_late": () =>
    gettext("The session ended more than an hour ago, so it stays ended. Plan a new one."),
  "agenda.minutes": () => gettext("A phase cannot be extended by so many minutes at once."),
  "agenda.seconds": () => gettext("A conversation cannot be slowed down by so many seconds."),
  "agenda.slow.empty": () => gettext("Please say why; everybody reads it."),
  "agenda.slow.too_long": () =>
    limited(
      gettext("The reason is too long. Please keep it under %(longest)s characters."),
      LIMITS["agenda.LONGEST_REASON"],
    ),
  "agenda.empty": () => gettext("Please give a reason for the pause; everybody reads it."),
  "agenda.too_long": () =>
    limited(
      gettext("The reason is too long. Please keep it under %(longest)s characters."),
      LIMITS["agenda.LONGEST_REASON"],
    ),
};
