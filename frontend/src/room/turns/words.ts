import type { Sentences } from "../activity";
import { isolated } from "../words";

declare function gettext(text: string): string;
declare function ngettext(one: string, many: string, n: number): string;
declare function interpolate(format: string, values: object, named: boolean): string;

export const order = () => gettext("Order");
export const yourTurn = () => gettext("It is your turn");
export const pass = () => gettext("I pass");
export const passOver = () => gettext("Pass over");
export const passedTitle = () => gettext("Passed in this round");
export const youPassed = () => gettext("You have passed in this round.");
export const takeBack = () => gettext("Take back");
export const takeBackOwn = () => gettext("I do want my turn");
export const turnTaken = () => gettext("You have had your turn.");
export const roundOver = () => gettext("Everybody here has had a turn.");
export const nextInRound = () => gettext("Up next");
export const speaks = () => gettext("Speaks");
export const stillToCome = () => gettext("Still to come");

export function turnOf(person: string): string {
  return interpolate(gettext("It is the turn of %(name)s"), { name: isolated(person) }, true);
}

export function afterIsYours(person: string): string {
  return interpolate(gettext("After %(name)s it is your turn"), { name: isolated(person) }, true);
}

/** For those who come after the next one. */
export function turnBeforeYours(person: string, before: number): string {
  return interpolate(
    ngettext(
      "It is the turn of %(name)s. %(count)s person is before you.",
      "It is the turn of %(name)s. %(count)s people are before you.",
      before,
    ),
    { name: isolated(person), count: before },
    true,
  );
}

/** Somebody whose turn has begun and who lost the connection keeps it. */
export function isAwayInTurn(person: string): string {
  return interpolate(
    gettext("It is the turn of %(name)s, who is away just now. The moderation can pass over them."),
    { name: isolated(person) },
    true,
  );
}

export function takeBackFor(person: string): string {
  return interpolate(gettext("Take back for %(name)s"), { name: isolated(person) }, true);
}

export function passFor(person: string): string {
  return interpolate(gettext("Pass over %(name)s"), { name: isolated(person) }, true);
}

export const REFUSALS: Sentences = {
  "turns.not_yet": () => gettext("It is not your turn yet. Your text stays here."),
  "turns.taken": () => gettext("You have had your turn in this round. Your text stays here."),
  "turns.by_writing": () => gettext("Here a turn ends with what is written."),
  "turns.not_yours": () => gettext("You can only pass for yourself."),
};
