import type { Sentences } from "../activity";
import { LIMITS } from "../protocol";
import { isolated, limited } from "../words";

declare function gettext(text: string): string;
declare function interpolate(format: string, values: object, named: boolean): string;

export const theQuestion = () => gettext("The question of the moderation");
export const yourAnswer = () => gettext("Your answer");
export const noQuestionYet = () =>
  gettext("The moderation is about to ask a question. You can prepare what you want to say.");
export const askEverybody = () => gettext("A question to everybody");
export const askHint = () =>
  gettext("It stands above the conversation, and people answer it and nothing else.");
export const ask = () => gettext("Ask it");
export const askNext = () => gettext("Ask the next question");

export function isAsked(question: string): string {
  return interpolate(
    gettext("The moderation asks everybody: %(question)s"),
    { question: isolated(question) },
    true,
  );
}

export const REFUSALS: Sentences = {
  "focus.no_question": () => gettext("The moderation has not asked its question yet. Your text stays here."),
  "focus.answer_only": () =>
    gettext("Only the question of the moderation is answered now, and it has changed. Your text stays here."),
  "focus.empty": () => gettext("Please write the question."),
  "focus.too_long": () =>
    limited(
      gettext("The question is too long. Please keep it under %(longest)s characters."),
      LIMITS["focus.LONGEST"],
    ),
};
