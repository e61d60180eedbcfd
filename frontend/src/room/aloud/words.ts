import type { Sentences } from "../activity";
import { isolated } from "../words";

declare function gettext(text: string): string;
declare function interpolate(format: string, values: object, named: boolean): string;

export const begin = () => gettext("I begin to speak");
export const done = () => gettext("I am done");
export const youSpeak = () => gettext("You speak");
export const endTurn = () => gettext("The turn is over");
export const writeDown = () => gettext("Write down what was said");
export const whoSaid = () => gettext("Who said it?");
export const choose = () => gettext("Please choose");
export const gist = () => gettext("In one or two sentences, as they meant it");
export const record = () => gettext("Write it down");
export const recordHint = () =>
  gettext(
    "It stands in the record under their name, with yours as the one who wrote it down. They can correct it.",
  );
export const spaceBar = () => gettext("The space bar does the same.");

export function since(time: string): string {
  return interpolate(gettext("for %(time)s"), { time }, true);
}

export function speaks(person: string): string {
  return interpolate(gettext("%(name)s speaks"), { name: isolated(person) }, true);
}

export function goesTo(person: string): string {
  return interpolate(gettext("%(name)s is next"), { name: isolated(person) }, true);
}

export function recordedBy(person: string): string {
  return interpolate(gettext("Written down by %(name)s"), { name: isolated(person) }, true);
}

export const REFUSALS: Sentences = {
  "exchange.aloud": () =>
    gettext("Here people talk aloud. Whoever keeps the record writes down what is said."),
  "exchange.they_write": () => gettext("In this session people write themselves."),
  "aloud.whose": () => gettext("Please choose who said it."),
};
