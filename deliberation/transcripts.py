"""What was said in a session, as its reader may see it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from deliberation.core import agreement, exchange, people
from deliberation.core.acting import MODERATION, Audience, Role, audience_of
from deliberation.core.activity import Room
from deliberation.core.agenda import Phase, Reopening, Stage
from deliberation.core.exchange import Contribution
from deliberation.log import deciding
from deliberation.models import Participation, RoomRecord, Session
from deliberation.sessions import plenary


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One contribution of the transcript, as this reader may see it."""

    contribution: Contribution
    author: people.Person
    refers_to: "TranscriptLine | None"


@dataclass(frozen=True, slots=True)
class Chapter:
    phase: Phase
    lines: list[TranscriptLine]


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """Somebody without whose confirmation the opening could end; they may have confirmed since."""

    person: people.Person
    has_confirmed: bool


@dataclass(frozen=True, slots=True)
class BreakoutTranscript:
    """A breakout room, by its number in the session."""

    number: int
    people: list[people.Person]
    chapters: list[Chapter]


@dataclass(frozen=True, slots=True)
class GoneOn:
    """After it had been ended by mistake."""

    at: datetime
    by: people.Person | None
    reason: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """Of the plenary, and then of the groups that the reader may see."""

    question: str
    rules: tuple[agreement.GroundRule, ...]
    without: list[Unconfirmed]
    people: list[people.Person]
    chapters: list[Chapter]
    groups: list[BreakoutTranscript]
    stage: Stage
    reopened: list[GoneOn]


def transcript(session: Session, reader: Participation) -> Transcript:
    room = deciding.load(plenary(session).pk).room
    return Transcript(
        room.agenda.question,
        agreement.shown(room.agreement),
        went_on_without(room),
        list(room.people.values()),
        chapters(room, reader),
        groups(session, reader),
        room.agenda.stage,
        reopenings(room),
    )


def went_on_without(room: Room) -> list[Unconfirmed]:
    known = room.agreement
    return [Unconfirmed(room.people[id], agreement.has_confirmed(known, id)) for id in known.without]


def reopenings(room: Room) -> list[GoneOn]:
    def as_read(each: Reopening) -> GoneOn:
        return GoneOn(datetime.fromtimestamp(each.at / 1000, tz=UTC), room.people.get(each.by), each.reason)

    return [as_read(each) for each in room.agenda.reopened]


def groups(session: Session, reader: Participation) -> list[BreakoutTranscript]:
    """All of them for moderators; for others those in which they were: what is said in a small group stays there."""
    rows = session.rooms.filter(kind=RoomRecord.Kind.BREAKOUT).order_by("pk")
    rooms = [(number, deciding.load(row.pk).room) for number, row in enumerate(rows, 1)]
    seen = [(number, room) for number, room in rooms if reader.role in MODERATION or reader.pk in room.people]
    return [BreakoutTranscript(number, list(room.people.values()), chapters(room, reader)) for number, room in seen]


def chapters(room: Room, reader: Participation) -> list[Chapter]:
    """By phase, in the order in which it was said."""
    audience = audience_of(Role(reader.role))
    lines: dict[int, TranscriptLine] = {}
    found: dict[int, Chapter] = {}
    for contribution in room.exchange.contributions:
        shown = as_seen(contribution, reader, audience)
        line = TranscriptLine(shown, room.people[shown.by], lines.get(shown.refers_to) if shown.refers_to else None)
        lines[shown.id] = line
        found.setdefault(shown.phase, Chapter(room.agenda.phases[shown.phase], [])).lines.append(line)
    return [found[phase] for phase in sorted(found)]


def as_seen(contribution: Contribution, reader: Participation, audience: Audience) -> Contribution:
    return contribution if contribution.by == reader.pk else exchange.seen(contribution, audience)
