import type { Sentences } from "../activity";
import { label } from "../labels";
import type * as protocol from "../protocol";

declare function gettext(text: string): string;
declare function ngettext(one: string, many: string, n: number): string;
declare function interpolate(format: string, values: object, named: boolean): string;

export const silentRound = () => gettext("Silent round");
export const yourText = () => gettext("Your text");
export const yourNote = () => gettext("Your note");
export const handIn = () => gettext("Hand in");
export const keepNote = () => gettext("Keep it");
export const handInHint = () => gettext("The others read it only when everything is revealed.");
export const anonymousHint = () =>
  gettext(
    "Without a name: neither the group nor the moderation is told what you wrote. The platform keeps it, so that you can withdraw it.",
  );
export const premoderatedHint = () =>
  gettext("The moderation reads all texts before, without names, and may give one back.");
export const aloneHint = () => gettext("Only you read it. Later you can put it into your field.");
export const handedIn = () => gettext("Handed in.");
export const noted = () => gettext("Kept.");
export const untilTheReveal = () => gettext("Until the reveal you can change it or take it back.");
export const change = () => gettext("Change");
export const takeBack = () => gettext("Take back");
export const sending = () => gettext("On its way …");
export const isRevealed = () => gettext("Your text is revealed: it stands in the conversation.");
export const nextPhaseSoon = () => gettext("You talk about it in the next phase.");
export const intoComposer = () => gettext("Put it into my field");
export const drop = () => gettext("Drop it");
export const notes = () => gettext("Your notes from silent work. Nobody else reads them.");

export function progress(handedIn: number, expected: number): string {
  return interpolate(
    ngettext(
      "%(handed_in)s of %(expected)s has handed in",
      "%(handed_in)s of %(expected)s have handed in",
      handedIn,
    ),
    { handed_in: handedIn, expected },
    true,
  );
}

export function reveal(count: number): string {
  return interpolate(ngettext("Reveal %(count)s text", "Reveal %(count)s texts", count), { count }, true);
}

export const nothingToReveal = () => gettext("Nobody has handed in yet.");
export const allRevealed = () =>
  gettext("All texts are revealed. Whoever hands in later can be revealed later.");
export const complete = () => gettext("As many have handed in as are here: you can reveal.");
export const stillWriting = () =>
  gettext("Some are still writing. Whoever hands in later can be revealed later.");
export const leavingShowsNothing = () =>
  gettext("If you go on without revealing, nobody reads anything, and all keep their texts.");
export const aloneForModeration = () => gettext("Everybody writes alone. Nothing of it is revealed.");

export function hasBeenRevealed(count: number): string {
  return interpolate(
    ngettext(
      "%(count)s text of the silent round is revealed and stands in the conversation.",
      "%(count)s texts of the silent round are revealed and stand in the conversation.",
      count,
    ),
    { count },
    true,
  );
}

// --- read by the moderation before --------------------------------------------------------------------------------------

export const readBefore = () => gettext("Texts before the reveal");
export const fewForReading = () =>
  gettext("You read the texts from three on: with fewer you would know whose they are.");
export const hold = () => gettext("Hold back");
export const giveBack = () => gettext("Give back");
export const release = () => gettext("Release");
export const wordsForAuthor = () => gettext("Your words to whoever wrote it");

export function sheetNumber(number: number): string {
  return interpolate(gettext("Sheet %(number)s"), { number }, true);
}

export function actOn(act: string, number: number): string {
  return interpolate(gettext("%(act)s: sheet %(number)s"), { act, number }, true);
}

export const STATES: Readonly<Record<protocol.silent.SheetState, () => string>> = {
  ready: () => "",
  held: () => gettext("held back"),
  returned: () => gettext("given back"),
};

export function yourHeld(reason: protocol.exchange.Reason): string {
  return interpolate(
    gettext(
      "The moderation holds your text back and does not know whose it is: %(reason)s. It is not revealed as it is.",
    ),
    { reason: label("exchange.Reason", reason) },
    true,
  );
}

export function yourReturned(reason: protocol.exchange.Reason): string {
  return interpolate(
    gettext(
      "The moderation gives your text back and does not know whose it is: %(reason)s. Please write it differently.",
    ),
    { reason: label("exchange.Reason", reason) },
    true,
  );
}

export const REFUSALS: Sentences = {
  "silent.hand_in": () =>
    gettext("This is a silent round: everybody hands in a text, and all are shown at once."),
  "silent.revealed": () => gettext("Your text is revealed already: it stands in the conversation."),
  "silent.alone": () => gettext("In this phase everybody writes for themselves. Nothing is revealed."),
  "silent.too_few": () =>
    gettext(
      "Without names at least three texts are needed, or it would be clear whose they are. Wait for more, release what is held back, or go on: then all keep their texts.",
    ),
  "silent.not_premoderated": () => gettext("In this round nobody reads the texts before they are revealed."),
  "silent.no_such_sheet": () => gettext("This text was taken back, or is revealed already."),
};
