"""Which transcript somebody may read, and what was made of it before. Whether they may is always asked first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from deliberation import remembered
from deliberation.core import transcript
from deliberation.core.acting import MODERATION, Audience, Role, audience_of
from deliberation.core.transcript import Recorded, Transcript, TranscriptReader
from deliberation.models import Participation, RoomRecord, Session

FOR_ALL = TranscriptReader()  # files: what is hidden never leaves, whoever takes them along
WITHOUT_NAMES = TranscriptReader(names=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """The rooms of a session that somebody may read, each as its log says now."""

    rows: Sequence[RoomRecord]
    logs: Sequence[remembered.Log]
    numbers: Sequence[int]
    own: TranscriptReader

    def transcript(self, reader: TranscriptReader) -> Transcript:
        """Remembered for all who see the same; made anew for whoever also sees something of their own."""
        if reader.person is not None:
            return self.made(reader)
        made: Transcript = self.once(("transcript", reader), lambda: self.made(reader))
        return made

    def made(self, reader: TranscriptReader) -> Transcript:
        rooms = zip(self.numbers, self.logs, strict=True)
        return transcript.transcript([Recorded(number, log.room, log.proceedings) for number, log in rooms], reader)

    def once(self, key: remembered.Key, make: Callable[[], Any]) -> Any:
        """`make()`, or what it made before of these rooms in this state."""
        rooms = tuple(row.pk for row in self.rows)
        return remembered.MEMORY.get((key, rooms), rooms, tuple(log.state for log in self.logs), make)


def reading(session: Session, participation: Participation | None) -> Reading:
    """`participation` is None for those who read an example without being in it."""
    rows = list(session.rooms.order_by("pk"))
    plenary = next(row for row in rows if row.kind == RoomRecord.Kind.PLENARY)
    breakouts = [(number, row) for number, row in enumerate((row for row in rows if row is not plenary), 1)]
    known = {row.pk: remembered.log(row) for row in rows}
    seen = [(0, plenary), *((n, row) for n, row in breakouts if may_read(known[row.pk], participation))]
    logs = [known[row.pk] for _, row in seen]
    return Reading([row for _, row in seen], logs, [number for number, _ in seen], own_reader(logs, participation))


def may_read(breakout: remembered.Log, participation: Participation | None) -> bool:
    """All of them for moderators; for others those in which they were: what is said in a small group stays there. An
    example has no secrets."""
    if participation is None:
        return True
    return participation.role in MODERATION or participation.pk in breakout.room.people


def own_reader(logs: Sequence[remembered.Log], participation: Participation | None) -> TranscriptReader:
    """As a person only where there is something that nobody else sees, so that most read what others have read."""
    if participation is None:
        return TranscriptReader()
    audience: Audience = audience_of(Role(participation.role))
    has_own = any(log.room.exchange.hidden.get(participation.pk) for log in logs)
    return TranscriptReader(audience, participation.pk if has_own else None)
