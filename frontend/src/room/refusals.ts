/** Why the server said no, in a sentence that says what to do. The codes are protocol; activities bring those for theirs. */

import { ACTIVITIES } from "./activities";
import type { Sentences } from "./activity";
import type { Room } from "./room";

declare function gettext(text: string): string;

const SENTENCES: Sentences = {
  "room.not_your_role": () => gettext("That is not open to your role in this session."),
  "room.planned": () => gettext("The session is not open yet."),
  "room.open": () => gettext("That is only possible before the session opens."),
  "room.paused": () => gettext("There is a pause now. Your text stays here."),
  "room.closed": () => gettext("The session is over."),
  "room.not_in_this_phase": () => gettext("That is not possible in this phase."),
  "room.unknown_command": () =>
    gettext("The site has been updated. Please load the page again; your text stays here."),
  "room.wrong_fields": () =>
    gettext("The site has been updated. Please load the page again; your text stays here."),
  "room.too_fast": () =>
    gettext("That was too often in a short time. Please wait ten seconds and try again."),
  "room.key_reused": () => gettext("That did not work. Please send it again."),
};

/** A code that this page does not know has a sentence, too. */
export function refusal(room: Room, code: string): string {
  const known = [SENTENCES, ...ACTIVITIES.map((each) => each.refusals)];
  const sentence = known.find((sentences) => sentences?.[code])?.[code];
  return sentence?.(room) ?? gettext("That is not possible just now.");
}
