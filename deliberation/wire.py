"""JSON of the live room: commands in, frames out, events into the log and back. The one file that knows msgspec."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any
from uuid import UUID

import msgspec

from deliberation.core.acting import Refused
from deliberation.core.agenda import SetAgenda
from deliberation.core.people import Join
from deliberation.core.room import COMMANDS, EVENTS, KINDS

ASKED_BY_SHELL = {Join, SetAgenda}


class Close(IntEnum):
    """Why a socket is closed. 4000-4499: come back after a while; 4500-4999: final, with a sentence for people."""

    UNAVAILABLE = 4000
    TOO_SLOW = 4001
    MALFORMED = 4500
    FLOOD = 4501
    NOT_FOUND = 4504


class Malformed(Exception):
    """A frame that no client of ours would send."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Anything that a client sends: a command (`ref`, `do`, `fields`), where it stands (`have`, `epoch`), or a ping."""

    ref: UUID | None = None
    do: str = ""
    fields: dict[str, Any] | None = None
    have: int | None = None
    epoch: str = ""
    ping: int | None = None
    pong: int | None = None


encode = msgspec.json.Encoder().encode
_decoder = msgspec.json.Decoder(Frame)


def decode(text: str) -> Frame:
    try:
        return _decoder.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
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


def digest(command: Any) -> str:
    """Tells one command from another that comes with the same key."""
    return hashlib.blake2b(type(command).__name__.encode() + encode(command), digest_size=16).hexdigest()


def to_log(event: Any) -> tuple[str, dict[str, Any], str]:
    """Kind, data and text of an event; the text is kept apart, so that erasing it leaves a log that still folds."""
    data = msgspec.to_builtins(event)
    return KINDS[type(event)], data, data.pop("text", "")


@cache
def has_text(kind: str) -> bool:
    return "text" in EVENTS[kind].__dataclass_fields__


def from_log(kind: str, data: Mapping[str, Any], text: str) -> Any:
    return msgspec.convert({**data, "text": text} if has_text(kind) else data, EVENTS[kind])
