"""Ordering: steps to be put in their right order. Each is given the number of a place, which needs no script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elearning.core.items import Content, Form, Judgement, Kind, Outcome, Response, Unusable, Value, Words

FIELD = "place-"
SECONDS_A_STEP = 15


@dataclass(frozen=True, slots=True)
class PlacedStep:
    """`place` is the number that it was given, 0 for none; `verdict` and `feedback` are empty until it was answered."""

    id: str
    text: str
    place: int
    verdict: str = ""
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    hint: str
    steps: tuple[PlacedStep, ...]
    afterwards: str = ""

    @property
    def places(self) -> range:
        return range(1, len(self.steps) + 1)

    @property
    def right(self) -> int:
        return sum(step.verdict == Outcome.RIGHT for step in self.steps)


def split(value: Value) -> tuple[Content, Words]:
    """Editors write the right order down; the words stand in another one, and do not tell it."""
    steps = value["steps"]
    words = {
        "question": value["question"],
        "hint": value["hint"],
        "afterwards": value["explanation"],
        "options": sorted(({"id": step["id"], **step["value"]} for step in steps), key=lambda step: step["id"]),
    }
    return {"right": [step["id"] for step in steps]}, words


def read(content: Content, form: Form) -> Response:
    """The steps in the order that they were given."""
    places = _places(form, len(content["right"]))
    if places.keys() != set(content["right"]) or sorted(places.values()) != list(range(1, len(places) + 1)):
        raise Unusable("ordering.incomplete")
    return sorted(places, key=lambda step: places[step])


def _places(form: Form, most: int) -> dict[str, int]:
    """0 for what is no place."""
    known = {str(place): place for place in range(1, most + 1)}
    return {step: known.get(posted, 0) for step, posted in form.below(FIELD).items()}


def judge(content: Content, words: Words, response: Response) -> Judgement:
    """Right are the steps that could stay if as few as possible were moved; partly right, if these are most of them."""
    staying = _longest_run([content["right"].index(step) for step in response])
    parts = {step: Outcome.RIGHT if place in staying else Outcome.WRONG for place, step in enumerate(content["right"])}
    if len(staying) == len(parts):
        return Judgement(response, Outcome.RIGHT, parts)
    return Judgement(response, Outcome.PARTLY if 2 * len(staying) > len(parts) else Outcome.WRONG, parts)


def _longest_run(places: Sequence[int]) -> Sequence[int]:
    """The longest part that ascends, with gaps; of several the one that is complete first."""
    runs: list[tuple[int, ...]] = []
    for place in places:
        shorter = [run for run in runs if run[-1] < place]
        runs.append((*max(shorter, key=len, default=()), place))
    return max(runs, key=len, default=())


def before(words: Words) -> Steps:
    """Numbered as they stand, so that an order can be handed in at once."""
    return _steps(words, {step["id"]: place for place, step in enumerate(words["options"], start=1)})


def refused(words: Words, form: Form) -> Steps:
    return _steps(words, _places(form, len(words["options"])))


def _steps(words: Words, places: Mapping[str, int]) -> Steps:
    steps = (PlacedStep(step["id"], step["text"], places.get(step["id"], 0)) for step in words["options"])
    return Steps(words["hint"], tuple(steps))


def after(content: Content, words: Words, judgement: Judgement) -> Steps:
    """In the right order, with the place that each step was given."""
    known = {step["id"]: step for step in words["options"]}
    steps = (_judged(known[id], judgement) for id in content["right"])
    return Steps(words["hint"], tuple(steps), words["afterwards"])


def _judged(step: Mapping[str, Any], judgement: Judgement) -> PlacedStep:
    id = step["id"]
    return PlacedStep(id, step["text"], judgement.response.index(id) + 1, str(judgement.parts[id]), step["feedback"])


def everything(content: Content) -> Response:
    return content["right"]


def seconds(words: Words) -> int:
    return SECONDS_A_STEP * len(words["options"])


KIND = Kind(
    name="ordering",
    split=split,
    read=read,
    judge=judge,
    before=before,
    refused=refused,
    after=after,
    everything=everything,
    seconds=seconds,
    shuffles=True,
)
