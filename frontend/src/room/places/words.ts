import type { Sentences } from "../activity";

declare function gettext(text: string): string;

export const REFUSALS: Sentences = {
  "places.no_such_room": () => gettext("This group no longer exists."),
  "places.no_such_person": () => gettext("One of these people is no longer in the session."),
};
