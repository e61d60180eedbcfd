"""Answers that are given in several steps, on the way to their end: they stand in the browser's session, by lesson and
block, as nothing is stored of them before. Whoever comes back goes on where they were.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.http import HttpRequest

from elearning import activities
from elearning.activities import Activity
from elearning.answers import Submission
from elearning.core.items import Response, Words

UNDERWAY = "underway"  # in the session: lesson -> block -> steps, and the key of the form that brought the last one


@dataclass(frozen=True, slots=True)
class Way:
    """`key` is that of the form that was taken: the browser need not keep it any longer."""

    steps: Sequence[str]
    key: str


@dataclass(frozen=True, slots=True)
class Again:
    """Which question is to be tried once more; of one that is answered in steps, after how many of them.

    `ways` are those on which somebody is, by block.
    """

    block_id: str = ""
    after: int | None = None
    ways: Mapping[str, Way] = field(default_factory=dict)

    def shown(self, activity: Activity, words: Words, last: Response) -> Activity:
        """The question as it is asked now; `last` is what was answered to it before, if anything was."""
        if activity.exercise.kind.continued is None:
            return activity
        way = self.ways.get(activity.block_id)
        # The form that brought the last step was taken: as if it were stored, it is kept on the device no longer.
        stored = (*activity.stored, way.key) if way else activity.stored
        return activities.continued(replace(activity, stored=stored), words, self._steps(activity.block_id, way, last))

    def _steps(self, block_id: str, way: Way | None, last: Response) -> Sequence[str]:
        """Of the way that one is on, else of the one that has come to its end."""
        steps: Sequence[str] = way.steps if way else last
        if self.block_id == block_id and self.after is not None:
            return steps[: self.after]
        return steps if way else ()


def keep(request: HttpRequest, lesson_key: str, sent: Submission, steps: Sequence[str]) -> None:
    ways = request.session.get(UNDERWAY, {})
    own = {**ways.get(lesson_key, {}), sent.block_id: {"steps": list(steps), "key": str(sent.key)}}
    request.session[UNDERWAY] = {**ways, lesson_key: own}


def found(request: HttpRequest, lesson_key: str) -> Mapping[str, Way]:
    ways = request.session.get(UNDERWAY, {}).get(lesson_key, {})
    return {block_id: Way(way["steps"], way["key"]) for block_id, way in ways.items()}


def forget(request: HttpRequest, lesson_key: str, block_id: str) -> None:
    ways = request.session.get(UNDERWAY, {})
    if block_id in ways.get(lesson_key, {}):
        rest = {block: way for block, way in ways[lesson_key].items() if block != block_id}
        request.session[UNDERWAY] = {**ways, lesson_key: rest}
