"""JSON between browsers and the server: the frames of both sides, and the commands in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from deliberation.core.acting import Refused
from deliberation.core.agenda import SetAgenda
from deliberation.core.exchange import Contribution
from deliberation.core.people import Join, Person
from deliberation.core.room import COMMANDS, Mine

ASKED_BY_SHELL = {Join, SetAgenda}
NOTHING = UNSET  # a field that is left out


class Close(IntEnum):
    """Why a socket is closed. 4000-4499: come back after a while; 4500-4999: final, with a sentence for people."""

    UNAVAILABLE = 4000
    TOO_SLOW = 4001
    BUSY = 4002
    RESTARTING = 4003
    REPLACED = 4004
    MALFORMED = 4500
    FLOOD = 4501
    MOVED = 4503
    NOT_FOUND = 4504
    REVOKED = 4505


Count = Annotated[int, msgspec.Meta(ge=0, lt=2**31)]
Tab = Annotated[str, msgspec.Meta(max_length=64)]


class Malformed(Exception):
    """A frame that no client of ours would send."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Anything that a client sends: a command (`ref`, `do`, `fields`); a ping; or a hello, which says where it stands
    (`have`, `epoch`), from which page load it comes (`tab`, greater than those before it), and which of its hellos this
    is (`nth`)."""

    ref: UUID | None = None
    do: str = ""
    fields: dict[str, Any] | None = None
    have: int | None = None
    epoch: str = ""
    tab: Tab = ""
    nth: Count = 0
    ping: int | None = None
    pong: int | None = None


# --- what the server says ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class View:
    """What changed in the room, for one audience; with `since`, everything after that seq, and how to tell the time."""

    seq: int
    epoch: UUID | UnsetType = NOTHING
    since: int | UnsetType = NOTHING
    now: int | UnsetType = NOTHING  # ms since 1970
    parts: Mapping[str, Any] | UnsetType = NOTHING
    people: Sequence[Person] | UnsetType = NOTHING
    contributions: Sequence[Contribution] | UnsetType = NOTHING


@dataclass(frozen=True, slots=True)
class Reply:
    """To the command with this `ref`: on disk at `seq`, or refused with a code."""

    ref: UUID
    seq: int | UnsetType = NOTHING
    refused: str | UnsetType = NOTHING


@dataclass(frozen=True, slots=True)
class OnlyMine:
    mine: Mine


@dataclass(frozen=True, slots=True)
class Present:
    present: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Delayed:
    """Whether this process fails to hear the others: what is said there then arrives a little later."""

    delayed: bool


@dataclass(frozen=True, slots=True)
class Goodbye:
    """This process ends: come back after so many ms."""

    goodbye: int


@dataclass(frozen=True, slots=True)
class Ping:
    ping: int


@dataclass(frozen=True, slots=True)
class Pong:
    pong: int


@dataclass(frozen=True, slots=True)
class Closed:
    """The last element of a poll's answer, where a socket would be closed with this code."""

    close: int


SAID = (View, Reply, OnlyMine, Present, Delayed, Goodbye, Ping, Pong, Closed)

# --- JSON -------------------------------------------------------------------------------------------------------------

encode = msgspec.json.Encoder().encode
_decoder = msgspec.json.Decoder(Frame)
_raw = msgspec.json.Decoder(list[msgspec.Raw])


def text(frame: Any) -> str:
    return encode(frame).decode()


def decode(frame: str) -> Frame:
    try:
        return _decoder.decode(frame)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Malformed from error


def told(frame: str) -> dict[str, Any]:
    """A frame of ours, read again."""
    read: dict[str, Any] = msgspec.json.decode(frame)
    return read


def schemas(kinds: Iterable[Any]) -> dict[str, dict[str, Any]]:
    """JSON Schemas of these dataclasses and all that they are made of, by name."""
    _, found = msgspec.json.schema_components(sorted(kinds, key=lambda kind: str(kind.__name__)))
    return found


def split(frames: bytes) -> list[str]:
    """The elements of a JSON array, each as it stands there."""
    try:
        return [bytes(frame).decode() for frame in _raw.decode(frames)]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed from error


def command(do: str, fields: dict[str, Any]) -> Any:
    """The command that a client names. An unknown one is refused, not punished: the client may be newer than we are."""
    kind = COMMANDS.get(do)
    if kind is None or kind in ASKED_BY_SHELL:
        raise Refused("room.unknown_command")
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError:
        raise Refused("room.wrong_fields") from None
