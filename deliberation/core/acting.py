"""Who acts, when, and how the core says no."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from deliberation.core.grouping.wishes import STRANGERS, Acquaintance


class Role(StrEnum):
    PARTICIPANT = "participant"
    MODERATOR = "moderator"
    CO_MODERATOR = "co_moderator"
    RECORDER = "recorder"
    OBSERVER = "observer"
    SUPPORT_PERSON = "support_person"


MODERATION = frozenset({Role.MODERATOR, Role.CO_MODERATOR})
SPEAKERS = MODERATION | {Role.PARTICIPANT, Role.RECORDER}
EVERYONE = frozenset(Role)


class Audience(StrEnum):
    """Who is sent the same frame. What only one person may see travels apart."""

    EVERYBODY = "everybody"
    MODERATION = "moderation"
    OBSERVATION = "observation"


def audience_of(role: Role) -> Audience:
    if role in MODERATION:
        return Audience.MODERATION
    return Audience.OBSERVATION if role is Role.OBSERVER else Audience.EVERYBODY


class Refused(Exception):
    """A command that may not happen. The code is protocol (`floor.not_yours`); its sentence is the client's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Ask:
    """What the shell knows of a command: who sends it (a participation), when (ms since 1970), who is connected in this
    room, 64 bits of chance, for what is decided by lot, who is connected in any room of the session, where a ballot is
    closed, the sheets that lie in the urn, and where groups are formed, what is known of people beside the room."""

    by: int
    at: int
    present: frozenset[int] = frozenset()
    chance: int = 0
    around: frozenset[int] = frozenset()
    sheets: tuple[Any, ...] = ()
    known: Acquaintance = STRANGERS


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the log knows of an event: its place, who caused it (None: the system), and when (ms since 1970)."""

    seq: int
    by: int | None
    at: int


def cleaned(text: str, longest: int, place: str) -> str:
    """The text as it may be stored: one kind of line break, no control characters, not empty, not too long."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isprintable():
        text = "".join(c for c in text if c.isprintable() or c in "\n\t\u200c\u200d\u200e\u200f")
    text = text.strip()
    if not text:
        raise Refused(f"{place}.empty")
    if len(text) > longest:
        raise Refused(f"{place}.too_long")
    return text
