"""How the product and its peers are spoken to: the first frame, a contribution, and what a frame says."""

import itertools
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec

from benchmarks.fanout.marks import Mark, marks


@dataclass(frozen=True, slots=True)
class Heard:
    """What a frame says, read once for all who receive the same one."""

    marks: tuple[Mark, ...] = ()
    seq: int | None = None
    epoch: str = ""  # of a frame that lets somebody in
    anew: bool = False  # forget what was there: this is everything
    entered: bool = False
    reply: bytes = b""  # what it asks for at once
    answered: int | None = None  # key of the contribution that this replies to
    granted_at: int | None = None  # its seq in the log
    refused: str = ""


class Dialect(Protocol):
    @property
    def replies(self) -> bool:
        """Whether each contribution is answered, and asked again where no answer came."""

    def hello(self, have: int, epoch: str) -> bytes | None:
        """The first frame; empty where the server begins, None where being connected is being in."""

    def contribution(self, key: int, text: str) -> bytes: ...

    def heard(self, frame: bytes) -> Heard: ...


class _Frame(msgspec.Struct):
    seq: int | None = None
    epoch: str = ""
    since: int = 0
    ref: str = ""
    refused: str = ""
    ping: int | None = None


_frame = msgspec.json.Decoder(_Frame)
_json = msgspec.json.Encoder().encode


class Product:
    """Ours, as docs/protocol.md describes it."""

    replies = True
    _pages = itertools.count()  # later page loads have greater names, also those of a crowd that comes after another

    def __init__(self) -> None:
        self._run = secrets.token_hex(10)  # keys of one run are not those of another

    def hello(self, have: int, epoch: str) -> bytes:
        return _json({"have": have, "epoch": epoch, "tab": f"{next(self._pages):09d}"})

    def contribution(self, key: int, text: str) -> bytes:
        return self.command(key, "exchange.Contribute", {"text": text, "type": "reason"})

    def command(self, key: int, do: str, fields: Mapping[str, Any]) -> bytes:
        ref = str(uuid.UUID(f"{self._run}{key:012x}"))
        return _json({"ref": ref, "do": do, "fields": fields})

    def heard(self, frame: bytes) -> Heard:
        read = _frame.decode(frame)
        answered = int(read.ref[-12:], 16) if read.ref else None
        welcome = read.seq is not None and bool(read.epoch)
        return Heard(
            marks(frame) if not read.ref else (),
            None if read.ref else read.seq,
            read.epoch,
            anew=welcome and read.since == 0,
            entered=welcome,
            reply=b"" if read.ping is None else b'{"pong":%d}' % read.ping,
            answered=answered,
            granted_at=read.seq if read.ref else None,
            refused=read.refused,
        )


class Plain:
    """A chat server: what one says, all get."""

    replies = False

    def hello(self, have: int, epoch: str) -> None:
        return None

    def contribution(self, key: int, text: str) -> bytes:
        return _json({"message": text})

    def heard(self, frame: bytes) -> Heard:
        return Heard(marks(frame))


class SocketIO:
    """Engine.IO 4 over a WebSocket: it opens (0), we enter its name space (40), it pings (2), events are 42."""

    replies = False

    def hello(self, have: int, epoch: str) -> bytes:
        return b""

    def contribution(self, key: int, text: str) -> bytes:
        return b"42" + _json(["say", text])

    def heard(self, frame: bytes) -> Heard:
        if frame.startswith(b"42"):
            return Heard(marks(frame))
        if frame.startswith(b"40"):
            return Heard(entered=True)
        return Heard(reply={b"0": b"40", b"2": b"3"}.get(frame[:1], b""))
