import { isolated } from "../words";

declare function gettext(text: string): string;
declare function interpolate(format: string, values: object, named: boolean): string;

export const toField = () => gettext("To your field");
export const toNewest = () => gettext("To the newest contribution");
export const toModeration = () => gettext("To the moderation");
export const yourPart = () => gettext("What you can do now");
export const howToWalk = () =>
  gettext(
    "Up and down arrow: from one contribution to the next. Enter: what you can do with it. F6: to the next part of the room.",
  );

export function toNew(time: string): string {
  return interpolate(gettext("To what is new since %(time)s"), { time: isolated(time) }, true);
}

export function newSince(time: string): string {
  return interpolate(gettext("New since %(time)s"), { time: isolated(time) }, true);
}
