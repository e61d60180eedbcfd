"""JSON between browsers and the server: the frames of both sides, and the commands in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated, Any, Required, TypedDict
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from deliberation.core.acting import Refused
from deliberation.core.overview import Overview
from deliberation.core.seeing import ASKED

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
    REMOVED = 4506


Count = Annotated[int, msgspec.Meta(ge=0, lt=2**31)]
Tab = Annotated[str, msgspec.Meta(max_length=64)]
Tag = Annotated[str, msgspec.Meta(max_length=64)]


class Malformed(Exception):
    """A frame that no client of ours would send."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Anything that a client sends: a command (`ref`, `do`, `fields`); a ping; or a hello, which says where it stands
    (`have`, `epoch`, and of the overview `groups`), from which page load it comes (`tab`, greater than those before
    it), and which of its hellos this is (`nth`)."""

    ref: UUID | None = None
    do: str = ""
    fields: dict[str, Any] | None = None
    have: int | None = None
    epoch: str = ""
    tab: Tab = ""
    nth: Count = 0
    groups: Tag = ""
    ping: int | None = None
    pong: int | None = None


# --- what the server says ---------------------------------------------------------------------------------------------


class View(TypedDict, total=False):
    """What changed in the room, for one audience; with `since`, everything after that seq, and how to tell the time.

    Beside these stand the items that changed, each collection under its name: `people`, `contributions`. Where
    everything would be too much, `first` says from which id on nothing is left out of a collection.
    """

    seq: Required[int]
    epoch: UUID
    since: int
    now: int  # ms since 1970
    first: Mapping[str, int]
    parts: Mapping[str, Any]


class EarlierItems(TypedDict):
    """On demand: all of those collections, as of `seq`, of which a view had only what begins with a `first` id."""

    seq: int
    epoch: UUID


@dataclass(frozen=True, slots=True)
class Reply:
    """To the command with this `ref`: on disk at `seq`, or refused with a code."""

    ref: UUID
    seq: int | UnsetType = NOTHING
    refused: str | UnsetType = NOTHING


@dataclass(frozen=True, slots=True)
class OnlyMine:
    mine: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Present:
    """Who is in this room; moderators hear by room who is in the others. Of those who moderate in another one,
    everybody hears in which group they are, by its number; 0: in the plenary."""

    present: tuple[int, ...]
    elsewhere: Mapping[int, tuple[int, ...]] | UnsetType = NOTHING
    moderators: Mapping[int, int] | UnsetType = NOTHING


@dataclass(frozen=True, slots=True)
class Groups:
    """The small groups of the session at one glance, for everybody who moderates it, in whichever room they are. `tag`
    names what is told; the next hello says it."""

    groups: Overview
    tag: str


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


SAID = (View, EarlierItems, Reply, OnlyMine, Present, Groups, Delayed, Goodbye, Ping, Pong, Closed)

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


def schemas(named: Mapping[Any, str]) -> dict[str, dict[str, Any]]:
    """JSON Schemas of these kinds under the names that are given, whatever msgspec would call them."""
    kinds = list(named)
    references, found = msgspec.json.schema_components(kinds)
    names = {each["$ref"].rpartition("/")[2]: named[kind] for each, kind in zip(references, kinds, strict=True)}
    return {names[name]: renamed(about, names) for name, about in found.items()}


def renamed(about: Any, names: Mapping[str, str]) -> Any:
    """With every reference under its new name."""
    if isinstance(about, list):
        return [renamed(each, names) for each in about]
    if not isinstance(about, dict):
        return about
    if "$ref" in about:
        return {"$ref": f"#/$defs/{names[about['$ref'].rpartition('/')[2]]}"}
    return {key: renamed(each, names) for key, each in about.items()}


def split(frames: bytes) -> list[str]:
    """The elements of a JSON array, each as it stands there."""
    try:
        return [bytes(frame).decode() for frame in _raw.decode(frames)]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed from error


def command(do: str, fields: dict[str, Any]) -> Any:
    """The command that a client names. An unknown one is refused, not punished: the client may be newer than we are."""
    kind = ASKED.get(do)
    if kind is None:
        raise Refused("room.unknown_command")
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError:
        raise Refused("room.wrong_fields") from None
