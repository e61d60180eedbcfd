"""What a draft does to people, in the words in which its editors read it before they publish; and what they choose.

Of few people no figure is given from which somebody's answer could be guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.models import User
from elearning import edits
from elearning.core.choices import Choice
from elearning.core.consequences import Edit, EditConsequence, Question
from elearning.edits import DraftEdit, EditedQuestion
from elearning.models import LessonPage

FEW = 5

CHANGES = {
    Edit.ORDER: gettext_lazy("The order is another one."),
    Edit.FEEDBACK: gettext_lazy("Feedback or explanations are changed."),
    Edit.WORDING: gettext_lazy("Words are changed."),
    Edit.OPTION_ADDED: gettext_lazy("There is something more to choose."),
    Edit.OPTION_REMOVED: gettext_lazy("Something that could be chosen is gone."),
    Edit.OPTIONS_EXCHANGED: gettext_lazy("Options say what others said before: old answers would seem to say that."),
    Edit.SCORING: gettext_lazy("Something else is right now."),
    Edit.ITEM_ADDED: gettext_lazy("This question is new."),
    Edit.ITEM_REMOVED: gettext_lazy("This question is taken out. Whoever answered it can read their answer."),
    Edit.ANEW: gettext_lazy("Nothing of its words is left: it probably means something else."),
}
CHOICES = {
    Choice.REWORDING: (
        gettext_lazy("It means the same"),
        gettext_lazy("Answers count as they are. Nobody is told, except whoever chose what is gone."),
    ),
    Choice.MISTAKE: (
        gettext_lazy("It was a mistake"),
        gettext_lazy("All answers are judged again, also of people who have completed the course. They are told why."),
    ),
    Choice.NEW_QUESTION: (
        gettext_lazy("It is another question now"),
        gettext_lazy("Answers stay as they were, with the words of then. Whoever is under way is asked anew."),
    ),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A choice with what it leads to."""

    value: Choice
    label: Any
    consequence: Any
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    block_id: str
    was: str
    asked: str
    changes: tuple[Any, ...]
    people: tuple[str, ...]
    offered: tuple[Offered, ...]
    reason: str
    is_open: bool  # somebody has answered, and nobody has chosen yet

    @property
    def is_reworded(self) -> bool:
        return bool(self.was and self.asked) and self.was != self.asked

    def filled(self, sent: "Chosen") -> "ShownQuestion":
        choice = sent.choices.get(self.block_id)
        if choice is None:
            return self
        offered = tuple(replace(each, is_chosen=each.value is choice) for each in self.offered)
        return replace(self, offered=offered, reason=sent.reasons[self.block_id])


@dataclass(frozen=True, slots=True)
class Preview:
    """What `elearning.edits` knows of a draft, to be read."""

    edit: DraftEdit
    questions: tuple[ShownQuestion, ...]

    @property
    def is_open(self) -> bool:
        return any(each.is_open for each in self.questions)

    def sent(self, sent: "Chosen") -> "Preview":
        """As it was filled in, to be shown again."""
        return replace(self, questions=tuple(each.filled(sent) for each in self.questions))


def of(page: LessonPage, user: User) -> Preview:
    edit = edits.of_draft(page, user)
    return Preview(edit, tuple(_shown(each) for each in edit.questions))


def _shown(edited: EditedQuestion) -> ShownQuestion:
    answered = max(each.answered for each in edited.consequences)
    return ShownQuestion(
        block_id=edited.block_id,
        was=_question(edited.old),
        asked=_question(edited.new),
        changes=tuple(CHANGES[each.change] for each in edited.consequences),
        people=_people(edited, answered),
        offered=tuple(_offered(choice, edited) for choice in edited.choices) if answered else (),
        reason=edited.reason,
        is_open=bool(answered and edited.choices) and edited.noted is None,
    )


def _question(asked: Question | None) -> str:
    return str(asked.words["question"]) if asked else ""


def _offered(choice: Choice, edited: EditedQuestion) -> Offered:
    return Offered(choice, *CHOICES[choice], is_chosen=choice is edited.choice)


# --- figures ----------------------------------------------------------------------------------------------------------


def _people(edited: EditedQuestion, answered: int) -> tuple[str, ...]:
    """The figures of all changes of a question are the same: they are judged as it would stand in the end."""
    if not answered:
        return (_("Nobody has answered it."),)
    said = ngettext("%(number)s person has answered it.", "%(number)s people have answered it.", answered)
    lines = [said % {"number": answered}]
    judged = [each for each in edited.consequences if each.passing or each.failing or each.unjudged]
    if edited.old is None or edited.new is None or not edited.choices:
        return tuple(lines)
    if answered < FEW:
        return (*lines, _("That is too few to say how they would be judged: one could guess who answered what."))
    return (*lines, *_judged(judged[0], answered)) if judged else (*lines, _("For nobody it changes what is right."))


def _judged(found: EditConsequence, answered: int) -> list[str]:
    parts = (
        (found.passing, _("Right then, and not before: %(people)s.")),
        (found.failing, _("Not right any more: %(people)s.")),
        (found.unjudged, _("Stays as it was, as it does not fit the question any longer: %(people)s.")),
    )
    return [words % {"people": figure(number)} for number, words in parts if number]


def figure(number: int) -> str:
    return str(number) if number >= FEW else _("fewer than %(few)s people") % {"few": FEW}


# --- what was chosen --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chosen:
    choices: Mapping[str, Choice]
    reasons: Mapping[str, str]

    @property
    def without_reason(self) -> frozenset[str]:
        """Learners are told that an answer is judged otherwise, and have a right to know why."""
        mistakes = {block_id for block_id, choice in self.choices.items() if choice is Choice.MISTAKE}
        return frozenset(block_id for block_id in mistakes if not self.reasons.get(block_id))


def chosen(preview: Preview, posted: Mapping[str, str]) -> Chosen:
    """What was sent for the questions that are shown, as far as it was offered."""
    choices, reasons = {}, {}
    for each in preview.questions:
        asked = posted.get(f"choice-{each.block_id}", "")
        choice = next((offered.value for offered in each.offered if offered.value == asked), None)
        if choice:
            choices[each.block_id] = choice
            reasons[each.block_id] = posted.get(f"reason-{each.block_id}", "").strip()[:500]
    return Chosen(choices, reasons)


def note(page: LessonPage, user: User, sent: Chosen) -> None:
    for block_id, choice in sent.choices.items():
        edits.note_choices(page, user, {block_id: choice}, sent.reasons[block_id])
