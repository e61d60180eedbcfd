import type { Sentences } from "../activity";
import { isolated } from "../words";

declare function gettext(text: string): string;
declare function ngettext(one: string, many: string, n: number): string;
declare function interpolate(format: string, values: object, named: boolean): string;

export const circle = () => gettext("Inner circle");
export const sitDown = () => gettext("Sit down in the inner circle");
export const leave = () => gettext("I make room");
export const full = () => gettext("All chairs are taken. As soon as somebody makes room you can sit down.");
export const pleaseMakeRoom = () => gettext("All chairs are taken: one of you makes room for somebody else.");
export const youAreAsked = () => gettext("The moderation asks you to make room for somebody else.");
export const isAsked = () => gettext("asked to make room");
export const askForRoom = () => gettext("Ask to make room");
export const freeChair = () => gettext("Free the chair");
export const askIn = () => gettext("Ask somebody in");

export function freeChairs(count: number): string {
  return interpolate(
    ngettext("%(count)s chair is free", "%(count)s chairs are free", count),
    { count },
    true,
  );
}

export function askForRoomOf(person: string): string {
  return interpolate(gettext("Ask %(name)s to make room"), { name: isolated(person) }, true);
}

export function freeChairOf(person: string): string {
  return interpolate(gettext("Free the chair of %(name)s"), { name: isolated(person) }, true);
}

export function askInWhom(person: string): string {
  return interpolate(gettext("Ask %(name)s into the inner circle"), { name: isolated(person) }, true);
}

export function sitsDown(person: string): string {
  return interpolate(gettext("%(name)s sits down in the inner circle."), { name: isolated(person) }, true);
}

export function makesRoom(person: string): string {
  return interpolate(gettext("%(name)s makes room in the inner circle."), { name: isolated(person) }, true);
}

export const REFUSALS: Sentences = {
  "fishbowl.outside": () => gettext("The inner circle talks. Sit down there, and you can say something."),
  "fishbowl.no_free_chair": () => full(),
  "fishbowl.one_stays_free": () => gettext("One chair stays free for somebody who wants to come in."),
  "fishbowl.no_such_person": () => gettext("This person does not sit there, or cannot."),
  "fishbowl.not_yours": () => gettext("You can only sit down and make room for yourself."),
};
