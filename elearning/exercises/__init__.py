"""The kinds of activities that lessons have, one file a kind: the list is the only place that knows them all."""

from elearning.activities import Exercise
from elearning.core.items import Form, Value
from elearning.exercises import (
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
    likert.EXERCISE,
    scale.EXERCISE,
    reflection.EXERCISE,
]


def by_kind() -> dict[str, Exercise]:
    return {each.kind.name: each for each in EXERCISES}


def is_activity(block: Value) -> bool:
    return block["type"] in by_kind()


def completed(block: Value, locale: str) -> Value:
    """The block of a page, an exercise with what it takes from elsewhere."""
    if not is_activity(block):
        return block
    return {**block, "value": by_kind()[block["type"]].complete(block["value"], locale)}


def own_words(form: Form) -> str:
    """What somebody typed into a form, whatever kind of activity it belonged to."""
    return "\n\n".join(words for each in EXERCISES if (words := each.kind.own_words(form)))
