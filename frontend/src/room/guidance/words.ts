/** What to do now, in one sentence for each part that somebody has, by the mode of the phase. */

import type * as protocol from "../protocol";

declare function gettext(text: string): string;

/** What somebody does here: they take part, moderate, or read along. */
export type Part = "participant" | "moderator" | "observer";
export type ByPart = Readonly<Record<Part, () => string>>;

/** A mode that has no sentences does not compile. */
export const MODES: Readonly<Record<protocol.agenda.Mode, ByPart>> = {
  free: {
    participant: () => gettext("Write when you have something to say, and respond to the others."),
    moderator: () =>
      gettext("Everybody may write. Ask those who have not been heard, and keep your opinion to yourself."),
    observer: () => gettext("Notice who responds to whom, and who gets no answer."),
  },
  round: {
    participant: () =>
      gettext("Everybody has one turn, in order. Do not answer yet; whoever prefers not to, passes."),
    moderator: () =>
      gettext("See to it that everybody has a turn and nobody responds yet. Pass over those who are away."),
    observer: () => gettext("Notice what each person adds."),
  },
  silent_round: {
    participant: () => gettext("Write in peace and hand in. Nobody reads your text before all are revealed."),
    moderator: () => gettext("Leave the group in peace. Reveal when everybody who is here has handed in."),
    observer: () => gettext("Everybody is writing. You read it when it is revealed."),
  },
  listening: {
    participant: () =>
      gettext("Whoever tells has time. Whoever listens asks, and does not judge. Then you swap."),
    moderator: () =>
      gettext("The pairs are among themselves. Keep an eye on the time; there is no discussion yet."),
    observer: () => gettext("Notice whether questions follow what was told, or one's own opinion."),
  },
  questions_only: {
    participant: () => gettext("Ask what you want to understand. What you think yourself comes later."),
    moderator: () => gettext("Only questions now. Ask back where a question hides an opinion."),
    observer: () => gettext("Notice which questions open something up, and which only look like questions."),
  },
  speaking_list: {
    participant: () => gettext("Ask for the floor, and say one thing when you have it."),
    moderator: () =>
      gettext("Give the floor by the speaking list, and keep in view who does not ask for it."),
    observer: () => gettext("Notice whose reasons are taken up, and whose are not."),
  },
  mirror: {
    participant: () =>
      gettext("First say in your own words what you understood. Reply once they say that you got it."),
    moderator: () =>
      gettext("See to it that nobody replies before they were understood. Help where it takes long."),
    observer: () => gettext("Notice what gets lost between saying and restating."),
  },
  focus: {
    participant: () => gettext("Answer the question of the moderation. Everything else has its time later."),
    moderator: () => gettext("Ask one question, and wait. Ask the next one when this one is answered."),
    observer: () => gettext("Notice whether the question is answered, and who answers it."),
  },
  vote: {
    participant: () => gettext("Say to each statement whether you agree. Your vote has no name."),
    moderator: () => gettext("Give everybody time. There are no results before you close the vote."),
    observer: () => gettext("You do not vote. Notice what people say about the result."),
  },
};

/** Where people talk aloud, the page is the second screen. Who observes does the same as where people write. */
export const SPOKEN: Readonly<Record<protocol.agenda.Mode, Omit<ByPart, "observer">>> = {
  free: {
    participant: () => gettext("Talk to each other. Here you see the phase and the time."),
    moderator: () =>
      gettext("Everybody may talk. Ask those who have not been heard, and keep your opinion to yourself."),
  },
  round: {
    participant: () =>
      gettext("Everybody speaks once, in order. Listen to the others; whoever prefers not to, passes."),
    moderator: MODES.round.moderator,
  },
  silent_round: {
    participant: () =>
      gettext("Write on your device, without talking, and hand in. Nobody reads it before all are revealed."),
    moderator: () =>
      gettext("See to it that it stays quiet. Reveal when everybody who is here has handed in."),
  },
  listening: MODES.listening,
  questions_only: {
    participant: () => gettext("Ask aloud what you want to understand. What you think yourself comes later."),
    moderator: MODES.questions_only.moderator,
  },
  speaking_list: {
    participant: () =>
      gettext("Ask for the floor here, and speak when you have it. Hand it back when you are done."),
    moderator: () => gettext("Give the floor by the speaking list. The clock runs for whoever speaks."),
  },
  mirror: MODES.mirror,
  focus: {
    participant: () =>
      gettext("Answer the question of the moderation aloud. Everything else has its time later."),
    moderator: MODES.focus.moderator,
  },
  vote: {
    participant: () => gettext("Vote on your device, each for themselves. Your vote has no name."),
    moderator: MODES.vote.moderator,
  },
};

/** In a phase of voting, before a ballot is open and after it is closed. */
export const WITHOUT_BALLOT: ByPart = {
  participant: () => gettext("No ballot is open just now. You can talk about the statements and the result."),
  moderator: () =>
    gettext(
      "Check the statements and open the ballot. When it is closed, give time to talk about the result.",
    ),
  observer: () => gettext("No ballot is open just now. Notice what people say about the statements."),
};

/** In a silent round, once texts can be read. */
export const REVEALED: ByPart = {
  participant: () => gettext("Read what the others wrote. Whoever has not handed in yet still can."),
  moderator: () => gettext("Give everybody time to read. Then go on to the next phase."),
  observer: () => gettext("Read what people wrote, and notice what they have in common."),
};

const GROUPS: ByPart = {
  participant: () => gettext("The others are working in breakout rooms. The moderation brings you into one."),
  moderator: () =>
    gettext("They are working in breakout rooms. Look in where you are called, and keep an eye on the time."),
  observer: () => gettext("They are working in breakout rooms. Here you read what is said to everybody."),
};

/** After they have worked in small groups. Who observes may read along in both. */
export const BACK: ByPart = {
  participant: () => gettext("You are in the plenary. The moderation says how you go on."),
  moderator: () => gettext("Everybody is in the plenary. Let people hear what the groups bring along."),
  observer: () => gettext("The groups are back. Notice what becomes of what they bring along."),
};

/** Who does it with whom says more than the mode; where all are together, it says nothing. */
export const FORMATIONS: Readonly<Record<protocol.agenda.Formation, ByPart | null>> = {
  plenary: null,
  alone: {
    participant: () => gettext("Write for yourself. Nobody else reads it."),
    moderator: () => gettext("Leave the group in peace. Nothing of what people write now is revealed."),
    observer: () => gettext("Everybody is working alone. There is nothing to read yet."),
  },
  pairs: GROUPS,
  triads: GROUPS,
  groups: GROUPS,
  fishbowl: {
    participant: () =>
      gettext("The inner circle talks, the others listen. Take the free chair when you want to join in."),
    moderator: () => gettext("Let the inner circle talk, and see to it that one chair stays free."),
    observer: () => gettext("Notice what changes when somebody takes the free chair."),
  },
};
