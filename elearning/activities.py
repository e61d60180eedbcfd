"""An activity as one learner sees it on the page: the words, what they answered, and what can be said about it.

Before an answer nothing here knows which option is right, so no template can give it away.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from elearning.core.items import Content, Definition, Form, Judgement, Kind, Outcome, Shown, Value, Words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise
    from wagtail.blocks import StructBlock


ANSWERED = _("Done as soon as you have answered, right or wrong.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A kind of activity with what editors and learners need of it; its template has the kind's name."""

    kind: Kind
    block: type["StructBlock"]
    call: "StrOrPromise"  # what to do, in two or three words above the question
    sentences: Mapping[str, "StrOrPromise"]  # for the codes of the answers that it refuses
    done: "StrOrPromise" = ANSWERED  # what counts as done

    @property
    def template(self) -> str:
        return f"elearning/activities/{self.kind.name}.html"

    def as_block(self) -> "StructBlock":
        return self.block(exercise=self)

    def split(self, value: Value) -> tuple[Definition, Words]:
        """Definition and words of a block's value, as Wagtail stores it."""
        content, words = self.kind.split(value)
        return Definition(self.kind.name, content), words


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """What was answered before it became another question, in the words of then."""

    question: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """`text` is the id of the words that are shown, so that an answer is stored with what it answered.

    `stored` are the keys of the forms that arrived, `base` that of the answer which another one would replace;
    `elsewhere` is what another window has stored. `is_as_answered` if the question was changed since, and stands here
    as it was answered.
    """

    block_id: str
    exercise: Exercise
    question: str
    shown: Shown
    text: int = 0
    number: int = 0
    answered: bool = False
    attempts: int = 0
    outcome: Outcome | None = None
    error: "StrOrPromise" = ""
    stored: tuple[str, ...] = ()
    base: str = ""
    elsewhere: Shown = None
    is_as_answered: bool = False
    earlier: tuple[EarlierAnswer, ...] = ()
    key: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def anchor(self) -> str:
        return f"item-{self.block_id}"

    @property
    def voluntary(self) -> bool:
        return self.exercise.kind.private


def unanswered(exercise: Exercise, block_id: str, words: Words, text: int = 0) -> Activity:
    return Activity(block_id, exercise, words["question"], exercise.kind.before(words), text)


def continued(activity: Activity, words: Words, steps: Sequence[str]) -> Activity:
    """As it stands after some steps, for kinds that are answered in several."""
    show = activity.exercise.kind.continued
    return replace(activity, shown=show(words, steps)) if show else activity


def answered(activity: Activity, content: Content, words: Words, judgement: Judgement, attempts: int) -> Activity:
    shown = activity.exercise.kind.after(content, words, judgement)
    return replace(activity, answered=True, attempts=attempts, outcome=judgement.outcome, shown=shown)


def refused(activity: Activity, words: Words, form: Form, error: "StrOrPromise") -> Activity:
    """As it was handed in, with the reason why it could not be stored."""
    shown = activity.exercise.kind.refused(words, form)
    return replace(activity, answered=False, outcome=None, shown=shown, error=error)


def draft(exercise: Exercise, block_id: str, value: Value, *, with_feedback: bool = False) -> Activity:
    """As editors see it in the preview; with feedback, as if somebody had chosen everything."""
    kind = exercise.kind
    content, words = kind.split(value)
    activity = unanswered(exercise, block_id, words)
    if not with_feedback:
        return activity
    judgement = kind.judge(content, words, kind.everything(content))
    return replace(answered(activity, content, words, judgement, 1), outcome=None)
