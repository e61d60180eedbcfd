"""Questions as learners meet them: what they are in every language, and what can be said of an answer.

A block of a lesson is split in two. The definition says what counts as an answer and which one is right; it is the same
in every language and survives rewording and reordering. The text is what people read.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

LIKERT_STEPS = 5
LONGEST_REFLECTION = 5000


class Kind(StrEnum):
    SINGLE_CHOICE = "single_choice"
    MULTIPLE_CHOICE = "multiple_choice"
    LIKERT = "likert"
    REFLECTION = "reflection"


CHOICES = (Kind.SINGLE_CHOICE, Kind.MULTIPLE_CHOICE)

Response = list[str] | dict[str, int]


class Outcome(StrEnum):
    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    KEPT = "kept"


class Unusable(Exception):
    """An answer that cannot be stored; the code says why, the sentence for people is found elsewhere."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Definition:
    """What counts as an answer. Options are a set: their order is a matter of the text."""

    kind: Kind
    options: frozenset[str] = frozenset()
    right: frozenset[str] = frozenset()

    def as_json(self) -> dict[str, Any]:
        return {"kind": str(self.kind), "options": sorted(self.options), "right": sorted(self.right)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Definition":
        return cls(Kind(data["kind"]), frozenset(data["options"]), frozenset(data["right"]))


def fingerprint(data: Any) -> str:
    """The same for the same content, however it was put together."""
    canonical = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def is_activity(block: Mapping[str, Any]) -> bool:
    return block["type"] in list(Kind)


def split(block: Mapping[str, Any]) -> tuple[Definition, dict[str, Any]]:
    """Definition and text of an activity block, as Wagtail stores it (type, id, value)."""
    kind, value = Kind(block["type"]), block["value"]
    if kind in CHOICES:
        return _split_choice(kind, value)
    if kind is Kind.LIKERT:
        return _split_likert(value)
    text = {"question": value["question"], "hint": value["hint"], "afterwards": value["thoughts"]}
    return Definition(kind), text | {"options": []}


def _split_choice(kind: Kind, value: Mapping[str, Any]) -> tuple[Definition, dict[str, Any]]:
    options = value["options"]
    definition = Definition(
        kind,
        frozenset(option["id"] for option in options),
        frozenset(option["id"] for option in options if option["value"]["correct"]),
    )
    text = {
        "question": value["question"],
        "hint": value["hint"],
        "afterwards": value["explanation"],
        "options": [
            {"id": option["id"], "text": option["value"]["text"], "feedback": option["value"]["feedback"]}
            for option in options
        ],
    }
    return definition, text


def _split_likert(value: Mapping[str, Any]) -> tuple[Definition, dict[str, Any]]:
    statements = [{"id": statement["id"], "text": statement["value"]} for statement in value["statements"]]
    text = {
        "question": value["question"],
        "low": value["low"],
        "high": value["high"],
        "options": statements,
    }
    return Definition(Kind.LIKERT, frozenset(statement["id"] for statement in statements)), text


def chosen(definition: Definition, posted: Iterable[str]) -> list[str]:
    """The options that somebody chose, in an order that does not depend on the page."""
    options = frozenset(posted)
    if not options:
        raise Unusable("choice.empty")
    if not options <= definition.options:
        raise Unusable("choice.foreign")
    if definition.kind is Kind.SINGLE_CHOICE and len(options) > 1:
        raise Unusable("choice.several")
    return sorted(options)


def rated(definition: Definition, posted: Mapping[str, str]) -> dict[str, int]:
    """Statement to step, from 1 (low) to 5 (high)."""
    if not posted.keys() <= definition.options:
        raise Unusable("choice.foreign")
    if posted.keys() != definition.options:
        raise Unusable("likert.incomplete")
    steps = {str(step): step for step in range(1, LIKERT_STEPS + 1)}
    if not set(posted.values()) <= steps.keys():
        raise Unusable("choice.foreign")
    return {statement: steps[posted[statement]] for statement in sorted(posted)}


def written(posted: str) -> str:
    """A reflection without the space around it; line ends counted once, as the browser's own limit does."""
    text = posted.replace("\r\n", "\n").replace("\0", "").strip()
    if not text:
        raise Unusable("reflection.empty")
    if len(text) > LONGEST_REFLECTION:
        raise Unusable("reflection.too_long")
    return text


def outcome(definition: Definition, response: Response) -> Outcome:
    if definition.kind not in CHOICES:
        return Outcome.KEPT
    options = frozenset(response)
    if options == definition.right:
        return Outcome.RIGHT
    return Outcome.PARTLY if options & definition.right else Outcome.WRONG
