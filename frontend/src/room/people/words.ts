import type { Sentences } from "../activity";
import type * as protocol from "../protocol";
import { isolated } from "../words";

declare function gettext(text: string): string;
declare function ngettext(one: string, many: string, n: number): string;
declare function interpolate(format: string, values: object, named: boolean): string;

export const people = () => gettext("People");
export const you = () => gettext("You");
export const somebody = () => gettext("Somebody");
export const withoutName = () => gettext("Without a name");
export const alongPeople = () => gettext("Up and down arrow: from one person to the next.");
export const here = () => gettext("here");
export const away = () => gettext("not here");
export const guest = () => gettext("guest");
export const peopleWithoutPhone = () => gettext("List people without a phone (in a new tab)");
export const withoutPhone = () => gettext("without a phone");
export const gone = () => gettext("removed");
export const inPlenary = () => gettext("in the plenary");
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

/** A moderator who walks is still there for everybody. */
export function isIn(person: string, group: number): string {
  const values = { name: isolated(person), number: group };
  return group
    ? interpolate(gettext("%(name)s is in group %(number)s now."), values, true)
    : interpolate(gettext("%(name)s is in the plenary now."), values, true);
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

/** Of people who are called alike, all but the first have a number. */
export function numbered(name: string, number: number): string {
  return interpolate(gettext("%(name)s (%(number)s)"), { name, number }, true);
}

export function nameAs(role: protocol.acting.Role): string {
  switch (role) {
    case "co_moderator":
      return gettext("Name as co-moderation");
    case "recorder":
      return gettext("Name as recorder");
    default:
      return gettext("Takes part as the others do");
  }
}

export const handOver = () => gettext("Hand over the moderation");
export const handOverHint = () =>
  gettext("They lead the session from then on, and you stay as co-moderation. Only they can give it back.");

export function handOverTo(person: string): string {
  return interpolate(gettext("Hand over the moderation to %(name)s?"), { name: isolated(person) }, true);
}

export function roleOf(person: string, role: protocol.acting.Role): string {
  const values = { name: isolated(person) };
  switch (role) {
    case "moderator":
      return interpolate(gettext("From now on %(name)s moderates."), values, true);
    case "co_moderator":
      return interpolate(
        gettext("From now on %(name)s moderates together with the moderation."),
        values,
        true,
      );
    case "recorder":
      return interpolate(gettext("From now on %(name)s keeps the record."), values, true);
    default:
      return interpolate(gettext("From now on %(name)s takes part as the others do."), values, true);
  }
}

export function yourRole(role: protocol.acting.Role): string {
  switch (role) {
    case "moderator":
      return gettext("From now on you moderate.");
    case "co_moderator":
      return gettext("From now on you moderate together with the moderation.");
    case "recorder":
      return gettext("From now on you keep the record.");
    default:
      return gettext("From now on you take part as the others do.");
  }
}

export const moderationAway = () => gettext("The moderation is not in the room just now.");
export const pleaseWait = () => gettext("Please wait a moment. What you write stays.");
export const takeOverQuestion = () =>
  gettext("The moderation has been away for more than a minute. Do you take over?");
export const takeOverHint = () =>
  gettext("You lead the session then. The moderation comes back as co-moderation, and you can hand it back.");
export const takeOver = () => gettext("Take over the moderation");

export function goesOnMeanwhile(names: string, count: number): string {
  return interpolate(
    ngettext("Meanwhile %(names)s goes on.", "Meanwhile %(names)s go on.", count),
    { names },
    true,
  );
}

export const REFUSALS: Sentences = {
  "people.removed": () => gettext("You were removed from this session."),
  "people.no_such_person": () => gettext("This person is not in the session."),
  "people.not_given": () => gettext("This person keeps their role."),
  "people.moderated": () => gettext("The moderation is here again."),
  "people.moderates": () => gettext("Whoever moderates cannot be removed."),
};
