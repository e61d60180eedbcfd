"""What all kinds of activities share: how they are stored, how an answer to them is judged, what a kind has to bring.

A block of a lesson is split in two. The definition says what counts as an answer and which one is right; it is the same
in every language and survives rewording and reordering. The words are what people read.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

# JSON, in a shape that belongs to the kind and never changes once something was stored in it.
Value: TypeAlias = Mapping[str, Any]  # of a block, as Wagtail stores it
Content: TypeAlias = Mapping[str, Any]  # of a definition
Words: TypeAlias = Mapping[str, Any]  # has a "question", whatever else
Response: TypeAlias = Any

# What the kind's template shows: an object of the kind's own.
Shown: TypeAlias = Any


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


class Underway(Exception):
    """An answer that is given in several steps and is not at its end yet: no mistake, and nothing to store."""

    def __init__(self, steps: Sequence[str]) -> None:
        super().__init__(steps)
        self.steps = steps


@dataclass(frozen=True, slots=True)
class Definition:
    """What counts as an answer. Only the kind knows what its content means."""

    kind: str
    content: Content

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, **self.content}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Definition":
        return cls(data["kind"], {name: value for name, value in data.items() if name != "kind"})


@dataclass(frozen=True, slots=True)
class Form:
    """What the inputs of one activity brought along, by their names."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def all(self, name: str) -> tuple[str, ...]:
        return self.fields.get(name, ())

    def last(self, name: str) -> str:
        """Of a field that is there once; somebody may have made a form that has it twice."""
        return next(reversed(self.all(name)), "")

    def below(self, prefix: str) -> dict[str, str]:
        """Of fields that are there once for each option, with the id of the option in their name."""
        return {name.removeprefix(prefix): self.last(name) for name in self.fields if name.startswith(prefix)}


@dataclass(frozen=True, slots=True)
class GivenBefore:
    """An answer as it was given once: to which definition, in which words, and when."""

    content: Content
    words: Words
    locale: str
    response: Response
    at: datetime


@dataclass(frozen=True, slots=True)
class Judgement:
    """What can be said of a response: as a whole, and of each part of it that the kind judges by itself."""

    response: Response
    outcome: Outcome
    parts: Mapping[str, Outcome] = field(default_factory=dict)


def kept(content: Content, words: Words, response: Response) -> Judgement:
    """For kinds that know no right or wrong."""
    return Judgement(response, Outcome.KEPT)


def by_parts(response: Response, parts: Mapping[str, Outcome]) -> Judgement:
    """For kinds that judge each part by itself: right if all parts are, wrong if none is, else partly right."""
    found = set(parts.values())
    return Judgement(response, found.pop() if len(found) == 1 else Outcome.PARTLY, parts)


def nothing(form: Form) -> str:
    return ""


def a_minute(words: Words) -> int:
    return 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The rules of one kind of activity.

    `before` gets neither definition nor response, so that nothing can be given away; `judge` gets the words that the
    learner read, `after` those that are read now. `everything` is a response that brings all feedback to the preview.
    """

    name: str
    split: Callable[[Value], tuple[Content, Words]]
    read: Callable[[Content, Form], Response]  # or raises Unusable, or Underway
    judge: Callable[[Content, Words, Response], Judgement] = kept
    before: Callable[[Words], Shown]
    continued: Callable[[Words, Sequence[str]], Shown] | None = (
        None  # after some steps, if a response is a list of them
    )
    refused: Callable[[Words, Form], Shown]  # as it was handed in, however odd that was
    after: Callable[[Content, Words, Judgement], Shown]
    beside: Callable[[Content, Shown, Sequence[GivenBefore]], Shown] | None = (
        None  # with what the same person has answered to exercises of this kind, in the order in which they did
    )
    everything: Callable[[Content], Response]
    own_words: Callable[[Form], str] = nothing  # what somebody typed, so that it is never lost
    seconds: Callable[[Words], int] = a_minute  # what it takes beyond reading the words
    read_share: float = 1.0  # of its words, by somebody who does it once
    shuffles: bool = False  # the options stand in another order for each person
    private: bool = False  # a text that its author alone reads, stored apart and written over; voluntary

    @property
    def is_judged(self) -> bool:
        """Whether an answer to it can be right."""
        return self.judge is not kept


def fingerprint(data: Any) -> str:
    """The same for the same content, however it was put together."""
    canonical = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
