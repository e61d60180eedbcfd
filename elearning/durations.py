"""How many minutes a lesson takes, from its blocks as they are stored: what they say, ask, and play."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Sum

from cms.models import Recording
from elearning import exercises
from elearning.core import duration
from elearning.core.items import Value
from elearning.sources import SOURCES


def minutes(body: Iterable[Value]) -> int:
    body = list(body)
    return duration.minutes(round(sum(map(_read, body))), [*_exercises(body), _recordings(body)])


def _read(block: Value) -> float:
    """How many of its words somebody reads: of a critical incident, those on the way through it; no list of sources."""
    if block["type"] == SOURCES:
        return 0
    share = exercises.by_kind()[block["type"]].kind.read_share if exercises.is_activity(block) else 1.0
    return duration.words_in(block) * share


def _exercises(body: Iterable[Value]) -> Iterable[int]:
    known = exercises.by_kind()
    for block in body:
        if exercises.is_activity(block):
            exercise = known[block["type"]]
            yield exercise.kind.seconds(exercise.split(block["value"])[1])


def _recordings(body: Iterable[Value]) -> float:
    """Asks the database only about a lesson that has some."""
    ids: list[Any] = [block["value"]["recording"] for block in body if block["type"] == "recording"]
    found = Recording.objects.filter(pk__in=ids).aggregate(seconds=Sum("duration")) if ids else {}
    return found.get("seconds") or 0
