import type { Sentences } from "../activity";
import { isolated } from "../words";

declare function gettext(text: string): string;
declare function ngettext(one: string, many: string, n: number): string;
declare function interpolate(format: string, values: object, named: boolean): string;

export const people = () => gettext("People");
export const you = () => gettext("You");
export const somebody = () => gettext("Somebody");
export const here = () => gettext("here");
export const away = () => gettext("not here");
export const guest = () => gettext("guest");
export const gone = () => gettext("removed");
export const inAnotherRoom = () => gettext("in another room");
export const announcements = () => gettext("Read aloud by a screen reader");
export const announceEach = () => gettext("every contribution");
export const announceCollected = () => gettext("collected, every 15 seconds");
export const announceOff = () => gettext("only what concerns me");

export function peopleHere(count: number): string {
  return interpolate(
    ngettext("%(count)s person is here", "%(count)s people are here", count),
    { count },
    true,
  );
}

export function hasCome(person: string): string {
  return interpolate(gettext("%(name)s has come in."), { name: person }, true);
}

export function hasGone(person: string): string {
  return interpolate(gettext("%(name)s has left."), { name: person }, true);
}

export const remove = () => gettext("Remove from the session");
export const freePlace = () => gettext("Free the place");
export const whyRemoved = () => gettext("Why?");
export const roomReads = () => gettext("The room reads:");
export const removeHint = () =>
  gettext(
    "It happens at once, in all their windows. What they wrote stays, the place is free, and they cannot come in again by the link.",
  );
export const absentHint = () =>
  gettext("What they wrote stays. They can come in again as long as a place is free.");

export function actionsFor(person: string): string {
  return interpolate(gettext("What can be done about %(name)s"), { name: isolated(person) }, true);
}

export function removeWhom(person: string): string {
  return interpolate(gettext("Remove %(name)s from the session?"), { name: isolated(person) }, true);
}

export function wasRemoved(person: string, reason: string): string {
  return interpolate(
    gettext("The moderation has removed %(name)s. The reason: %(reason)s."),
    { name: isolated(person), reason },
    true,
  );
}

export const REFUSALS: Sentences = {
  "people.removed": () => gettext("You were removed from this session."),
  "people.no_such_person": () => gettext("This person is not in the session."),
  "people.moderates": () => gettext("Whoever moderates cannot be removed."),
};
