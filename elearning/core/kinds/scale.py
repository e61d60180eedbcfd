"""A scale: statements that are written once and rated in two lessons, so that one finds both values beside each other.

There is no right or wrong, no sum and no grade. What counts as the beginning is what somebody chose last before they
rated the scale at the end: whoever changes it later changes what stands in that lesson, and not the comparison.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from elearning.core.items import Content, Form, GivenBefore, Judgement, Kind, Response, Value, Words
from elearning.core.kinds import likert

BEFORE, AFTER = "before", "after"
# In a block that names no scale yet, or one that nobody has published.
UNKNOWN = {"key": "", "low": "", "high": "", "statements": ()}


@dataclass(frozen=True, slots=True)
class RatedTwice:
    """A statement with its steps, 0 where it was not rated; `earlier_text` is what it said at the beginning, if that
    was something else."""

    text: str
    before: int
    now: int
    earlier_text: str = ""

    @property
    def moved(self) -> int:
        """How many steps towards the highest; below 0, towards the lowest."""
        return self.now - self.before if self.before and self.now else 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one person chose at the beginning, and now, as far as they did."""

    before: GivenBefore | None
    now: GivenBefore | None
    steps: range = likert.STEPS

    @property
    def latest(self) -> GivenBefore | None:
        return self.now or self.before

    @property
    def low(self) -> str:
        return str(self.latest.words["low"]) if self.latest else ""

    @property
    def high(self) -> str:
        return str(self.latest.words["high"]) if self.latest else ""

    @property
    def lines(self) -> tuple[RatedTwice, ...]:
        """By the statements that were rated last; one that has been taken out since stands in its lesson only."""
        if self.latest is None:
            return ()
        earlier = _texts(self.before) if self.before and self.before.locale == self.latest.locale else {}
        return tuple(
            RatedTwice(each["text"], _step(self.before, each["id"]), _step(self.now, each["id"]), _other(each, earlier))
            for each in self.latest.words["options"]
        )


@dataclass(frozen=True, slots=True)
class RatedScale(likert.Rated):
    """`comparison` is there once a scale was rated at the end."""

    moment: str = BEFORE
    comparison: Comparison | None = None


def _texts(given: GivenBefore) -> dict[str, str]:
    return {each["id"]: each["text"] for each in given.words["options"]}


def _step(given: GivenBefore | None, statement: str) -> int:
    return int(given.response.get(statement, 0)) if given else 0


def _other(statement: Mapping[str, str], earlier: Mapping[str, str]) -> str:
    text = earlier.get(statement["id"], "")
    return "" if text == statement["text"] else text


def split(value: Value) -> tuple[Content, Words]:
    """Of a block whose scale has been replaced by its words, as a release holds them."""
    scale: Any = value["scale"] if isinstance(value["scale"], Mapping) else UNKNOWN
    ids = sorted(each["id"] for each in scale["statements"])
    words = {
        "question": value["question"],
        "moment": value["moment"],
        "low": scale["low"],
        "high": scale["high"],
        "options": [{"id": each["id"], "text": each["text"]} for each in scale["statements"]],
    }
    return {"scale": scale["key"], "moment": value["moment"], "options": ids}, words


def read(content: Content, form: Form) -> Response:
    return likert.read(content, form)


def before(words: Words) -> RatedScale:
    return _rated(likert.before(words), words)


def refused(words: Words, form: Form) -> RatedScale:
    return _rated(likert.refused(words, form), words)


def after(content: Content, words: Words, judgement: Judgement) -> RatedScale:
    return _rated(likert.after(content, words, judgement), words)


def _rated(rated: likert.Rated, words: Words) -> RatedScale:
    return RatedScale(rated.low, rated.high, rated.statements, moment=words["moment"])


def beside(content: Content, shown: RatedScale, given: Sequence[GivenBefore]) -> RatedScale:
    """At the end only: at the beginning there is nothing to compare with."""
    if content["moment"] != AFTER:
        return shown
    return replace(shown, comparison=compared([each for each in given if each.content["scale"] == content["scale"]]))


def by_scale(given: Iterable[GivenBefore]) -> dict[str, list[GivenBefore]]:
    found: dict[str, list[GivenBefore]] = {}
    for each in given:
        found.setdefault(each.content["scale"], []).append(each)
    return found


def compared(given: Sequence[GivenBefore]) -> Comparison:
    """Of one scale, in the order in which it was rated."""
    moments = [each.content["moment"] for each in given]
    end = moments.index(AFTER) if AFTER in moments else len(given)
    after = [each for each in given if each.content["moment"] == AFTER]
    return Comparison(given[end - 1] if end else None, after[-1] if after else None)


KIND = Kind(
    name="scale",
    split=split,
    read=read,
    before=before,
    refused=refused,
    after=after,
    beside=beside,
    everything=likert.everything,
    seconds=likert.seconds,
)
