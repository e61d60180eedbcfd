"""An activity as one learner sees it on the page: the words, what they answered, and what can be said about it.

Before an answer nothing here knows which option is right, so no template can give it away.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from elearning.core import items
from elearning.core.items import CHOICES, LIKERT_STEPS, LONGEST_REFLECTION, Definition, Kind, Outcome, Response

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Option:
    """An option or statement; `verdict` and `feedback` are empty until it was chosen and handed in."""

    id: str
    text: str
    chosen: bool = False
    step: int = 0
    verdict: str = ""
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """`text` is the id of the words that are shown, so that an answer is stored with what it answered."""

    block_id: str
    kind: Kind
    question: str
    options: tuple[Option, ...] = ()
    hint: str = ""
    low: str = ""
    high: str = ""
    text: int = 0
    number: int = 0
    answered: bool = False
    attempts: int = 0
    outcome: Outcome | None = None
    afterwards: str = ""
    written: str = ""
    error: "StrOrPromise" = ""
    locked: bool = False
    key: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def anchor(self) -> str:
        return f"item-{self.block_id}"

    @property
    def template(self) -> str:
        return f"elearning/activities/{self.kind}.html"

    @property
    def is_choice(self) -> bool:
        return self.kind in CHOICES

    @property
    def steps(self) -> range:
        return range(1, LIKERT_STEPS + 1)

    @property
    def longest(self) -> int:
        return LONGEST_REFLECTION


def unanswered(block_id: str, kind: Kind, words: Mapping[str, Any], text: int = 0) -> Activity:
    return Activity(
        block_id=block_id,
        kind=kind,
        question=words["question"],
        hint=words.get("hint", ""),
        low=words.get("low", ""),
        high=words.get("high", ""),
        options=tuple(Option(option["id"], option["text"]) for option in words["options"]),
        text=text,
    )


def answered(
    activity: Activity, definition: Definition, words: Mapping[str, Any], response: Response, attempts: int
) -> Activity:
    """With the learner's answer, and the feedback on what they chose; what they did not choose stays unjudged."""
    return replace(
        activity,
        answered=True,
        attempts=attempts,
        outcome=items.outcome(definition, response),
        options=tuple(_judged(option, definition, response) for option in words["options"]),
        afterwards=words.get("afterwards", ""),
    )


def reflected(activity: Activity, words: Mapping[str, Any], written: str) -> Activity:
    return replace(activity, answered=True, written=written, afterwards=words.get("afterwards", ""))


def refused(activity: Activity, error: "StrOrPromise", posted: Iterable[str], written: str = "") -> Activity:
    """As it was handed in, with the reason why it could not be stored. `posted` are the values of the inputs."""
    values = frozenset(posted)
    options = tuple(
        replace(option, chosen=option.id in values, step=_step(option.id, values), verdict="", feedback="")
        for option in activity.options
    )
    return replace(activity, answered=False, outcome=None, afterwards="", options=options, error=error, written=written)


def draft(block: Mapping[str, Any], *, with_feedback: bool = False) -> Activity:
    """As editors see it in the preview; with feedback, as if somebody had chosen everything."""
    definition, words = items.split(block)
    activity = unanswered(block["id"], definition.kind, words)
    if not with_feedback:
        return activity
    if definition.kind is Kind.REFLECTION:
        return reflected(activity, words, "")
    response: Response = sorted(definition.options) if activity.is_choice else {}
    return replace(answered(activity, definition, words, response, 1), outcome=None)


def _judged(words: Mapping[str, Any], definition: Definition, response: Response) -> Option:
    option = Option(words["id"], words["text"])
    if isinstance(response, dict):
        return replace(option, step=response.get(option.id, 0))
    if option.id not in response:
        return option
    verdict = Outcome.RIGHT if option.id in definition.right else Outcome.WRONG
    return replace(option, chosen=True, verdict=str(verdict), feedback=words.get("feedback", ""))


def _step(option: str, values: frozenset[str]) -> int:
    return next((step for step in range(1, LIKERT_STEPS + 1) if f"{option}:{step}" in values), 0)
