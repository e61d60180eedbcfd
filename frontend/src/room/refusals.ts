/** Why the server said no, in a sentence that says what to do. The codes are protocol. */

declare function gettext(text: string): string;

const SENTENCES: Record<string, () => string> = {
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
  "room.key_reused": () => gettext("That did not work. Please send it again."),
  "agenda.stale": () => gettext("Somebody else was quicker: the phase has changed. Please look again."),
  "agenda.not_agreed": () => gettext("Not everybody who is here has confirmed the ground rules yet."),
  "agenda.no_phases": () => gettext("This session has no agenda yet."),
  "agenda.no_such_phase": () => gettext("This phase does not exist any more."),
  "agenda.minutes": () => gettext("A phase can be extended by 1 to 30 minutes."),
  "agenda.empty": () => gettext("Please give a reason for the pause; everybody reads it."),
  "agenda.too_long": () => gettext("The reason is too long. Please keep it under 300 characters."),
  "agreement.confirm_first": () => gettext("Please confirm the ground rules first. Your text stays here."),
  "agreement.stale": () => gettext("The ground rules have just changed. Please read and confirm them again."),
  "agreement.too_many": () =>
    gettext("There are twelve ground rules already. Please change one of them instead."),
  "agreement.empty": () => gettext("Please write down the rule first."),
  "agreement.too_long": () => gettext("The rule is too long. Please keep it under 200 characters."),
  "agreement.no_such_rule": () => gettext("This rule has been removed meanwhile."),
  "agreement.only_in_opening": () => gettext("The ground rules can only be changed in the opening."),
  "floor.not_yours": () => gettext("You do not have the floor just now. Your text stays here."),
  "floor.not_theirs": () => gettext("This person does not have the floor any more."),
  "floor.one_direct_reply": () =>
    gettext("You have used your direct reply in this phase. You can ask for the floor."),
  "floor.no_such_person": () => gettext("This person cannot get the floor."),
  "floor.seconds": () => gettext("A turn can be extended by three minutes at most."),
  "turns.not_yet": () => gettext("It is not your turn yet. Your text stays here."),
  "turns.taken": () => gettext("You have had your turn in this round. Your text stays here."),
  "turns.not_yours": () => gettext("You can only pass for yourself."),
  "places.no_such_room": () => gettext("This group no longer exists."),
  "places.no_such_person": () => gettext("One of these people is no longer in the session."),
  "exchange.empty": () => gettext("Please write something first."),
  "exchange.too_long": () => gettext("Your text is too long. Please keep it under 2,000 characters."),
  "exchange.only_questions": () =>
    gettext("In this phase only questions are asked. Please ask one, or keep your text for later."),
  "exchange.claim": () => gettext("Please choose what your question checks."),
  "exchange.attack": () => gettext("Only an objection can say what it is directed at."),
  "exchange.no_such_contribution": () =>
    gettext("The contribution that you refer to is not visible any more."),
  "exchange.not_yours": () => gettext("You can only do that with your own contributions."),
  "exchange.not_published": () => gettext("This contribution is not visible any more."),
  "exchange.not_returned": () => gettext("This contribution does not wait for a new version any more."),
  "exchange.note.empty": () => gettext("Please write a few words to the author."),
  "exchange.note.too_long": () =>
    gettext("Your words to the author are too long. Please keep them under 500 characters."),
};

export function refusal(code: string): string {
  return (SENTENCES[code] ?? (() => gettext("That is not possible just now.")))();
}
