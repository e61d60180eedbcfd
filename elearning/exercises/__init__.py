"""The kinds of activities that lessons have, one file a kind: the list is the only place that knows them all."""

from collections.abc import Iterable
from typing import Any

from elearning.activities import Exercise
from elearning.core.items import Form, Value
from elearning.exercises import (
    bridge,
    dilemma,
    gaps,
    incident,
    likert,
    matching,
    multiple_choice,
    number,
    ordering,
    reflection,
    scale,
    single_choice,
)

# In the order in which editors are offered them.
EXERCISES: list[Exercise] = [
    single_choice.EXERCISE,
    multiple_choice.EXERCISE,
    ordering.EXERCISE,
    matching.EXERCISE,
    gaps.EXERCISE,
    number.EXERCISE,
    incident.EXERCISE,
    dilemma.EXERCISE,
    bridge.EXERCISE,
    likert.EXERCISE,
    scale.EXERCISE,
    reflection.EXERCISE,
]


def by_kind() -> dict[str, Exercise]:
    return {each.kind.name: each for each in EXERCISES}


def is_activity(block: Value) -> bool:
    return block["type"] in by_kind()


def completed(body: Iterable[Value], locale: str) -> list[Value]:
    """The blocks of a page, exercises with what they take from elsewhere; without those that have nothing to ask."""
    found = ((block, _completed(block, locale)) for block in body)
    return [{**block, "value": value} for block, value in found if value is not None]


def _completed(block: Value, locale: str) -> Any:
    exercise = by_kind().get(block["type"])
    return exercise.complete(block["value"], locale) if exercise else block["value"]


def own_words(form: Form) -> str:
    """What somebody typed into a form, whatever kind of activity it belonged to."""
    return "\n\n".join(words for each in EXERCISES if (words := each.kind.own_words(form)))
