"""Dilemma: two needs, and both are in the right. One chooses, finds who pays what for each choice, and chooses again.

The answer has three steps: the first choice, the prices that were found, the second choice. None is right or wrong.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elearning.core.items import Content, Form, Judgement, Kind, Response, Underway, Unusable, Value, Words

TAKEN, CHOOSING, PRICE = "taken", "choose", "price-"
SECONDS_A_PRICE, SECONDS_A_CHOICE = 10, 30

Pair = tuple[str, str]  # a price, and the way of which somebody says that it is paid there
Found = Mapping[str, Sequence[str]]  # ways by price


@dataclass(frozen=True, slots=True)
class Price:
    """Who pays what; `at` are the ways at which a learner has just marked it."""

    id: str
    who: str
    what: str
    at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DilemmaWay:
    """What one can do. `found` are the prices that the learner sees there, `further` those that editors see besides."""

    id: str
    number: int
    text: str
    need: str = ""
    chosen: bool = False
    found: tuple[Price, ...] = ()
    further: tuple[Price, ...] = ()


@dataclass(frozen=True, slots=True)
class Matter:
    """As it stands: `step` counts what was done so far. The needs are told when one chooses for the second time."""

    situation: str
    hint: str
    step: int
    taken: tuple[str, ...]
    ways: tuple[DilemmaWay, ...]
    prices: tuple[Price, ...] = ()
    needs: tuple[str, ...] = ()
    afterwards: str = ""

    @property
    def first(self) -> DilemmaWay | None:
        return next((way for way in self.ways if way.id in self.taken[:1]), None)

    @property
    def second(self) -> DilemmaWay | None:
        return next((way for way in self.ways if way.id in self.taken[2:]), None)


# --- what editors write -----------------------------------------------------------------------------------------------


def split(value: Value) -> tuple[Content, Words]:
    """Prices stand below their way for editors, and in one list for learners, who say themselves where they belong."""
    ways = value["ways"]
    words = {
        "question": value["question"],
        "hint": value["hint"],
        "situation": value["situation"],
        "needs": [value["first_need"], value["second_need"]],
        "ways": [{"id": way["id"], "text": way["value"]["text"], "need": way["value"]["need"]} for way in ways],
        "options": [_price(price, way["id"]) for way in ways for price in way["value"]["prices"]],
        "afterwards": value["explanation"],
    }
    prices = {way["id"]: sorted(price["id"] for price in way["value"]["prices"]) for way in ways}
    return {"ways": prices}, words


def _price(price: Mapping[str, Any], way: str) -> dict[str, str]:
    return {"id": price["id"], "way": way, "who": price["value"]["who"], "text": price["value"]["what"]}


# --- what learners do -------------------------------------------------------------------------------------------------


def read(content: Content, form: Form) -> Response:
    """The three steps, once the last of them is done."""
    taken = list(form.all(TAKEN))
    if len(taken) > 2 or not _fits(content, taken):
        raise Unusable("choice.foreign")
    if len(taken) == 1:
        raise Underway([*taken, _written(_found(content, form))])
    chosen = form.last(CHOOSING)
    if not chosen:
        raise Unusable("dilemma.empty")
    if chosen not in content["ways"]:
        raise Unusable("choice.foreign")
    if not taken:
        raise Underway([chosen])
    return [taken[0], _by_price(_pairs(taken[1])), chosen]


def _fits(content: Content, taken: Sequence[str]) -> bool:
    prices = {price for own in content["ways"].values() for price in own}
    pairs = [pair for step in taken[1:2] for pair in _pairs(step)]
    known = all(price in prices and way in content["ways"] for price, way in pairs)
    return known and set(taken[:1]) <= content["ways"].keys()


def _found(content: Content, form: Form) -> list[Pair]:
    """Each way has a price: whoever finds none for one of them has not looked there yet."""
    found = _marked(form, (price for own in content["ways"].values() for price in own))
    ways = {way for _, way in found}
    if not ways <= content["ways"].keys():
        raise Unusable("choice.foreign")
    if ways != content["ways"].keys():
        raise Unusable("dilemma.prices")
    return sorted(found)


def _marked(form: Form, prices: Iterable[str]) -> list[Pair]:
    return [(price, way) for price in prices for way in dict.fromkeys(form.all(PRICE + price))]


def _written(pairs: Iterable[Pair]) -> str:
    """As one step: ids have neither spaces nor colons."""
    return " ".join(f"{price}:{way}" for price, way in pairs)


def _pairs(step: str) -> list[Pair]:
    return [(price, way) for price, _, way in (each.partition(":") for each in step.split())]


def _by_price(pairs: Iterable[Pair]) -> Found:
    """As it is stored once it is an answer: whoever downloads their data reads words in the place of each id."""
    found: dict[str, list[str]] = {}
    for price, way in pairs:
        found.setdefault(price, []).append(way)
    return found


def _as_steps(response: Sequence[str | Found]) -> tuple[str, ...]:
    """Of an answer, or of the way to it."""
    return tuple(step if isinstance(step, str) else _written(_paid(step)) for step in response)


def _paid(found: Found) -> Iterable[Pair]:
    return ((price, way) for price, ways in found.items() for way in ways)


def before(words: Words) -> Matter:
    return continued(words, ())


def continued(words: Words, steps: Sequence[str | Found]) -> Matter:
    """After these steps, as far as they fit: the page may be old, or made by somebody themselves."""
    return _matter(words, _usable(words, _as_steps(steps))[:2])


def _usable(words: Words, steps: Sequence[str]) -> tuple[str, ...]:
    content: dict[str, dict[str, list[str]]] = {"ways": {way["id"]: [] for way in words["ways"]}}
    for price in words["options"]:
        content["ways"].get(price["way"], []).append(price["id"])
    return next((tuple(steps[:end]) for end in range(len(steps), 0, -1) if _fits(content, steps[:end])), ())


def _matter(words: Words, taken: tuple[str, ...], chosen: str = "", marked: Sequence[Pair] = ()) -> Matter:
    found = [pair for step in taken[1:2] for pair in _pairs(step)]
    prices = [Price(each["id"], each["who"], each["text"]) for each in words["options"]]
    ways = (
        DilemmaWay(
            id=way["id"],
            number=number,
            text=way["text"],
            need=way["need"] if len(taken) > 1 else "",
            chosen=way["id"] == chosen,
            found=tuple(price for price in prices if (price.id, way["id"]) in found),
        )
        for number, way in enumerate(words["ways"], start=1)
    )
    return Matter(
        situation=words["situation"],
        hint=words["hint"],
        step=len(taken),
        taken=taken,
        ways=tuple(ways),
        prices=tuple(_with_marks(price, marked) for price in prices) if len(taken) == 1 else (),
        needs=tuple(words["needs"]) if len(taken) > 1 else (),
    )


def _with_marks(price: Price, marked: Iterable[Pair]) -> Price:
    return Price(price.id, price.who, price.what, tuple(way for each, way in marked if each == price.id))


def refused(words: Words, form: Form) -> Matter:
    taken = _usable(words, form.all(TAKEN))[:2]
    marked = _marked(form, (price["id"] for price in words["options"]))
    return _matter(words, taken, form.last(CHOOSING), marked)


def after(content: Content, words: Words, judgement: Judgement) -> Matter:
    """Both choices and all prices: those that were found, and what editors see besides."""
    shown = _matter(words, _as_steps(judgement.response))
    return Matter(
        situation=shown.situation,
        hint=shown.hint,
        step=shown.step,
        taken=shown.taken,
        ways=tuple(_with_further(way, words["options"]) for way in shown.ways),
        needs=shown.needs,
        afterwards=words["afterwards"],
    )


def _with_further(way: DilemmaWay, prices: Iterable[Mapping[str, Any]]) -> DilemmaWay:
    known = {price.id for price in way.found}
    own = (each for each in prices if each["way"] == way.id and each["id"] not in known)
    further = tuple(Price(each["id"], each["who"], each["text"]) for each in own)
    return DilemmaWay(way.id, way.number, way.text, way.need, way.chosen, way.found, further)


def everything(content: Content) -> Response:
    ways = sorted(content["ways"])
    prices = {price: [way] for way in ways for price in content["ways"][way]}
    return [ways[0], prices, ways[-1]] if ways else []


def seconds(words: Words) -> int:
    return 2 * SECONDS_A_CHOICE + SECONDS_A_PRICE * len(words["options"])


KIND = Kind(
    name="dilemma",
    split=split,
    read=read,
    before=before,
    continued=continued,
    refused=refused,
    after=after,
    everything=everything,
    seconds=seconds,
    shuffles=True,
)
