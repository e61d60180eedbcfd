declare function gettext(text: string): string;
declare function ngettext(one: string, many: string, n: number): string;
declare function interpolate(format: string, values: object, named: boolean): string;

export const people = () => gettext("People");
export const you = () => gettext("You");
export const somebody = () => gettext("Somebody");
export const here = () => gettext("here");
export const away = () => gettext("not here");
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
