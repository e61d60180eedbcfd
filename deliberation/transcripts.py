"""What was said in a session, as its reader may see it."""

from dataclasses import dataclass

from deliberation.core import agreement, exchange, people
from deliberation.core.acting import Role, audience_of
from deliberation.core.agenda import Phase, Stage
from deliberation.core.exchange import Contribution
from deliberation.log import deciding
from deliberation.models import Participation, Session
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
class Transcript:
    question: str
    rules: tuple[agreement.GroundRule, ...]
    people: list[people.Person]
    chapters: list[Chapter]
    stage: Stage


def transcript(session: Session, reader: Participation) -> Transcript:
    room = deciding.load(plenary(session).pk).room
    audience = audience_of(Role(reader.role))
    lines: dict[int, TranscriptLine] = {}
    chapters: dict[int, Chapter] = {}
    for contribution in room.exchange.contributions:
        own = contribution.by == reader.pk
        shown = contribution if own else exchange.seen(contribution, audience)
        line = TranscriptLine(shown, room.people[shown.by], lines.get(shown.refers_to) if shown.refers_to else None)
        lines[shown.id] = line
        chapter = chapters.setdefault(shown.phase, Chapter(room.agenda.phases[shown.phase], []))
        chapter.lines.append(line)
    return Transcript(
        room.agenda.question,
        agreement.shown(room.agreement),
        list(room.people.values()),
        [chapters[phase] for phase in sorted(chapters)],
        room.agenda.stage,
    )
