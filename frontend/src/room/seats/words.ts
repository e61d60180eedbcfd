import type { Sentences } from "../activity";
import type * as protocol from "../protocol";
import { isolated } from "../words";

declare function gettext(text: string): string;
declare function interpolate(format: string, values: object, named: boolean): string;

export const tasks = () => gettext("Tasks");
export const youTell = () => gettext("You tell now");
export const youListen = () => gettext("You listen, and ask");
export const youObserve = () => gettext("You observe");
export const change = () => gettext("We change over");
export const soon = () => gettext("Half a minute, then you change over.");
export const observing = () =>
  gettext("You observe until you change over. You can note down what strikes you.");

/** What somebody does from a seat that has no name of its own. */
export function task(voice: protocol.agenda.Voice): string {
  switch (voice) {
    case "everything":
      return gettext("tells");
    case "questions":
      return gettext("listens and asks");
    case "nothing":
      return gettext("observes");
  }
}

export function yourTask(voice: protocol.agenda.Voice): string {
  switch (voice) {
    case "everything":
      return youTell();
    case "questions":
      return youListen();
    case "nothing":
      return youObserve();
  }
}

export function yourSeat(title: string): string {
  return interpolate(gettext("Your task now: %(title)s"), { title: isolated(title) }, true);
}

export function tellsNow(person: string): string {
  return interpolate(gettext("Now %(name)s tells."), { name: isolated(person) }, true);
}

export function changeIn(left: string): string {
  return interpolate(gettext("You change over in %(left)s"), { left }, true);
}

export const REFUSALS: Sentences = {
  "seats.not_yet": () => gettext("It is not time to change over yet. Whoever tells can do it earlier."),
  "seats.observes": () => observing(),
  "seats.only_questions": () => gettext("You listen just now: please put it as a question."),
};
