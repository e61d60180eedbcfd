"""Building a bridge: which statement could people of all kinds of organisations accept? One chooses one, or writes it.

Where editors have linked a ballot of a session, it is shown afterwards how many voted for each; else what they think.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elearning.core.items import Content, Form, Judgement, Kind, Response, Unusable, Value, Words

CHOOSING, OWN, WRITING = "choice", "own", "bridge"
LONGEST = 300  # as a statement of a ballot
SECONDS_A_STATEMENT = 15


@dataclass(frozen=True, slots=True)
class Votes:
    """How all together voted on one statement; of smaller parts of them nothing is known here."""

    agree: int
    disagree: int
    passed: int

    @property
    def all(self) -> int:
        return self.agree + self.disagree + self.passed


@dataclass(frozen=True, slots=True)
class Plank:
    """A statement that a bridge could be built of. `widest`: of all that were voted on, most agreed to it."""

    id: str
    text: str
    chosen: bool = False
    feedback: str = ""
    votes: Votes | None = None
    widest: bool = False


@dataclass(frozen=True, slots=True)
class Bridge:
    hint: str
    planks: tuple[Plank, ...]
    writes: bool = False
    written: str = ""
    afterwards: str = ""
    longest: int = LONGEST

    @property
    def voted(self) -> bool:
        return any(plank.votes for plank in self.planks)


# --- what editors write -----------------------------------------------------------------------------------------------


def split(value: Value) -> tuple[Content, Words]:
    """`votes` by the number of the statement in the linked ballot; the shell puts them in where there is one."""
    votes = value.get("votes") or {}
    words = {
        "question": value["question"],
        "hint": value["hint"],
        "ballot": value["ballot"] or "",
        "options": [_option(each, votes) for each in value["statements"]],
        "afterwards": value["explanation"],
    }
    return {"options": sorted(each["id"] for each in value["statements"])}, words


def _option(block: Mapping[str, Any], votes: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    value, number = block["value"], block["value"]["number"]
    known = votes.get(str(number))
    option = {"id": block["id"], "text": value["text"], "number": number, "feedback": value["feedback"]}
    return option | ({"votes": list(known)} if known else {})


# --- what learners do -------------------------------------------------------------------------------------------------


def read(content: Content, form: Form) -> Response:
    """The id of a statement, or one's own words. Words beside a chosen statement would be lost, so it is asked."""
    chosen, written = form.last(CHOOSING), own_words(form).strip()
    if chosen not in ("", OWN, *content["options"]):
        raise Unusable("choice.foreign")
    if written and chosen not in ("", OWN):
        raise Unusable("bridge.both")
    if len(written) > LONGEST:
        raise Unusable("bridge.too_long")
    if not written and chosen in ("", OWN):
        raise Unusable("bridge.unwritten" if chosen else "bridge.empty")
    return {"written": written} if written else {"chosen": chosen}


def own_words(form: Form) -> str:
    return form.last(WRITING).replace("\r\n", "\n").replace("\0", "")


def before(words: Words) -> Bridge:
    return _bridge(words)


def refused(words: Words, form: Form) -> Bridge:
    chosen = form.last(CHOOSING)
    return _bridge(words, chosen, own_words(form), writes=chosen == OWN)


def _bridge(words: Words, chosen: str = "", written: str = "", *, writes: bool = False) -> Bridge:
    planks = tuple(Plank(each["id"], each["text"], each["id"] == chosen) for each in words["options"])
    return Bridge(words["hint"], planks, writes, written)


def after(content: Content, words: Words, judgement: Judgement) -> Bridge:
    chosen, written = judgement.response.get("chosen", ""), judgement.response.get("written", "")
    most = max((each["votes"][0] for each in words["options"] if "votes" in each), default=0)
    planks = tuple(_seen(each, chosen, most) for each in words["options"])
    return Bridge(words["hint"], planks, bool(written), written, words["afterwards"])


def _seen(option: Mapping[str, Any], chosen: str, most: int) -> Plank:
    votes = Votes(*option["votes"]) if "votes" in option else None
    widest = votes is not None and votes.agree == most > 0
    return Plank(option["id"], option["text"], option["id"] == chosen, option["feedback"], votes, widest)


def everything(content: Content) -> Response:
    return {}


def seconds(words: Words) -> int:
    return 30 + SECONDS_A_STATEMENT * len(words["options"])


KIND = Kind(
    name="bridge",
    split=split,
    read=read,
    before=before,
    refused=refused,
    after=after,
    everything=everything,
    own_words=own_words,
    seconds=seconds,
    shuffles=True,
)
