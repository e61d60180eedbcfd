"""Events and commands as the log stores them: JSON, with what people wrote kept apart."""

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import msgspec

from deliberation.core.room import EVENTS, KINDS, Answered

encode = msgspec.json.Encoder().encode


class Unreadable(Exception):
    """An entry of the log that a newer version wrote."""


def digest(command: Any) -> str:
    """Tells one command from another that comes with the same key."""
    return hashlib.blake2b(type(command).__name__.encode() + encode(command), digest_size=16).hexdigest()


def to_log(event: Any) -> tuple[str, str, str]:
    """Kind, data (JSON) and text of an event; the text is kept apart, so that erasing it leaves a log that folds."""
    data = msgspec.to_builtins(event)
    text = data.pop("text", "")
    return KINDS[type(event)], encode(data).decode(), text


def records(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Rows as an array of objects; what stands in a column `data` is JSON already."""
    named = [dict(zip(columns, row, strict=True)) for row in rows]
    if "data" in columns:
        named = [row | {"data": msgspec.Raw(row["data"].encode())} for row in named]
    return encode(named).decode()


@cache
def _event_decoder(kind: str) -> tuple[Any, bool]:
    event: Any = EVENTS[kind]
    return msgspec.json.Decoder(event).decode, "text" in event.__dataclass_fields__


def from_log(kind: str, data: str, text: str) -> Any:
    """The event of an entry; its text is put back into the JSON, which is then read in one go. Raises `Unreadable`."""
    if kind not in EVENTS:
        raise Unreadable(kind)
    decode, has_text = _event_decoder(kind)
    if has_text:
        others = data[:-1]
        data = f'{others}{"," if len(others) > 1 else ""}"text":{encode(text).decode()}}}'
    try:
        return decode(data)
    except msgspec.ValidationError:  # what it says may quote what people wrote
        raise Unreadable(kind) from None


def refusal(kind: str, data: str) -> str:
    """Why a command was refused, by the entry that carries its key; empty where it was not."""
    return from_log(kind, data, "").refused if kind == KINDS[Answered] else ""
