"""A transcript as data for programs: codes, not words, in a format that stays. `docs/transcripts.md` explains it."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal

import msgspec

from deliberation.core.proceedings import Pause, TimeApart
from deliberation.core.transcript import (
    Band,
    CountedStatement,
    Counting,
    GoneOn,
    Moving,
    RoomTranscript,
    Speaker,
    Transcript,
    TranscriptLine,
    Unconfirmed,
    Unveiling,
)
from deliberation.core.vote import BallotResult, StatementResult, VoteChoice
from deliberation.models import Session

VERSION = 2  # counts up when something is taken away or means something else; what is added changes no number


class Someone(msgspec.Struct, frozen=True):
    """`name` is null where it is left out or was erased, `kind` where they named no organisation."""

    id: int
    name: str | None
    erased: bool
    role: str
    kind: str | None
    guest: bool


class Said(msgspec.Struct, frozen=True, tag_field="is", tag="contribution"):
    """`text` is empty where it is hidden; `state` and `reason` say why. `by` is null where it has no name."""

    id: int
    at: datetime
    by: int | None
    text: str
    type: str | None
    claim: str | None
    attack: str | None
    state: str
    reason: str | None
    rewritten: bool
    revealed: bool
    asks_all: bool
    refers_to: int | None
    answers: list[int]
    group: int | None  # the breakout room from which somebody brought it along, as its people called it
    result: bool  # what the group wrote on its card
    reporter: int | None  # who reports it


class Break(msgspec.Struct, frozen=True, tag_field="is", tag="pause"):
    began: datetime
    ended: datetime | None
    reason: str


class InGroups(msgspec.Struct, frozen=True, tag_field="is", tag="groups"):
    """In the plenary: people were in so many breakout rooms."""

    groups: int
    began: datetime
    ended: datetime | None


class Moved(msgspec.Struct, frozen=True, tag_field="is", tag="moved"):
    """In a breakout room: who came later, or left before its phase was over."""

    at: datetime
    came: list[int]
    left: list[int]


class VotedKind(msgspec.Struct, frozen=True):
    """`kind` is null for the ballots of all who came from no organisation, or from a kind too small to be named."""

    kind: str | None
    counts: dict[str, int]


class VotedReason(msgspec.Struct, frozen=True):
    choice: str
    text: str


class VotedStatement(msgspec.Struct, frozen=True):
    """`counts` by choice; `consensus` is the group-informed one, the product over the kinds that are shown."""

    number: int
    text: str
    counts: dict[str, int]
    kinds: list[VotedKind]
    consensus: float
    bridging: bool
    reasons: list[VotedReason]


class Voted(msgspec.Struct, frozen=True, tag_field="is", tag="vote"):
    """A ballot that was counted. Whose a ballot was, nobody knows."""

    at: datetime
    form: str
    ballots: int
    masked: bool
    statements: list[VotedStatement]


Entered = Said | Break | InGroups | Moved | Voted


class Stretch(msgspec.Struct, frozen=True):
    """One visit of a phase. `again`: it was visited before."""

    code: str
    title: str
    mode: str
    minutes: int
    began: datetime
    ended: datetime | None
    again: bool
    people: list[int]  # of a breakout room: who was in it then
    entries: list[Entered]


class Missing(msgspec.Struct, frozen=True):
    """Somebody who had not confirmed the rules when the opening ended."""

    person: int
    confirmed_later: bool


class Place(msgspec.Struct, frozen=True):
    """The plenary has the number 0; contributions are numbered in each room anew. `called` is the number by which its
    people knew a breakout room: groups are counted anew each time people go apart."""

    number: int
    people: list[int]
    phases: list[Stretch]
    without: list[Missing]
    called: int | None


class KindCount(msgspec.Struct, frozen=True):
    kind: str | None
    participants: int


class Reopened(msgspec.Struct, frozen=True):
    """The session went on after its end. `by` is null where they were not in it; the reason is empty once erased."""

    at: datetime
    by: int | None
    reason: str


class TranscriptFile(msgspec.Struct, frozen=True):
    format: Literal["zweiklang-transcript"]
    version: int
    title: str
    question: str
    stage: str
    began: datetime | None
    ended: datetime | None
    names: bool
    rules: list[str]
    without: list[Missing]
    reopened: list[Reopened]
    kinds: list[KindCount]
    observers: int
    moderation: list[int]
    people: list[Someone]
    rooms: list[Place]


def data(session: Session, transcript: Transcript, names: bool) -> bytes:
    return msgspec.json.format(msgspec.json.encode(as_file(session, transcript, names)), indent=1)


def schema() -> str:
    """As a JSON Schema."""
    return json.dumps(msgspec.json.schema(TranscriptFile), indent=2) + "\n"


def as_file(session: Session, transcript: Transcript, names: bool) -> TranscriptFile:
    people = {each.id: each for room in transcript.rooms for each in room.people}
    return TranscriptFile(
        format="zweiklang-transcript",
        version=VERSION,
        title=session.title,
        question=transcript.question,
        stage=transcript.stage.value,
        began=time(transcript.began),
        ended=time(transcript.ended),
        names=names,
        rules=list(transcript.rules),
        without=[missing(each) for each in transcript.rooms[0].without],
        reopened=[reopened(each) for each in transcript.reopened],
        kinds=[KindCount(kind or None, number) for kind, number in transcript.kinds.items()],
        observers=transcript.observers,
        moderation=[each.id for each in transcript.moderators],
        people=[someone(people[id]) for id in sorted(people)],
        rooms=[place(each) for each in transcript.rooms],
    )


def time(ms: int) -> datetime | None:
    return exactly(ms) if ms else None


def exactly(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


def someone(speaker: Speaker) -> Someone:
    return Someone(
        speaker.id, speaker.name or None, speaker.erased, speaker.role.value, speaker.kind or None, speaker.guest
    )


def missing(each: Unconfirmed) -> Missing:
    return Missing(each.person.id, each.has_confirmed)


def reopened(each: GoneOn) -> Reopened:
    return Reopened(exactly(each.at), each.by.id if each.by else None, each.reason)


def place(room: RoomTranscript) -> Place:
    people, phases = [each.id for each in room.people], [stretch(band) for band in room.bands]
    return Place(room.number, people, phases, [missing(each) for each in room.without], room.called or None)


def stretch(band: Band) -> Stretch:
    phase = band.phase
    return Stretch(
        code=phase.code,
        title=phase.title,
        mode=phase.mode.value,
        minutes=phase.minutes,
        began=exactly(band.began),
        ended=time(band.ended),
        again=band.again,
        people=[each.id for each in band.people],
        entries=[entry(each) for each in band.entries if not isinstance(each, Unveiling | CountedStatement)],
    )


def entry(each: TranscriptLine | Pause | TimeApart | Moving | Counting) -> Entered:
    match each:
        case TranscriptLine():
            return said(each)
        case Pause():
            return pause(each)
        case TimeApart():
            return InGroups(each.groups, exactly(each.began), time(each.ended))
        case Moving():
            return Moved(exactly(each.at), *([person.id for person in people] for people in (each.came, each.left)))
        case Counting():
            return voted(each.result)


def voted(result: BallotResult) -> Voted:
    statements = [voted_statement(each) for each in result.statements]
    return Voted(exactly(result.at), result.form.value, result.sheets, result.masked, statements)


def voted_statement(each: StatementResult) -> VotedStatement:
    return VotedStatement(
        each.number,
        each.text,
        by_code(each.counts),
        [VotedKind(kind.kind or None, by_code(kind.counts)) for kind in each.kinds],
        round(each.consensus, 4),
        each.bridging,
        [VotedReason(reason.choice.value, reason.text) for reason in each.reasons],
    )


def by_code(counts: Mapping[VoteChoice, int]) -> dict[str, int]:
    return {choice.value: number for choice, number in counts.items()}


def pause(each: Pause) -> Break:
    return Break(exactly(each.began), time(each.ended), each.reason)


def said(line: TranscriptLine) -> Said:
    return Said(
        id=line.id,
        at=exactly(line.at),
        by=None if line.speaker.anonymous else line.speaker.id,
        text=line.text,
        type=line.type.value or None,
        claim=line.claim.value or None,
        attack=line.attack.value or None,
        state=line.state.value,
        reason=line.reason.value if line.reason else None,
        rewritten=line.rewritten,
        revealed=line.revealed,
        asks_all=line.asks_all,
        refers_to=line.refers_to.id if line.refers_to else None,
        answers=list(line.answers),
        group=line.group or None,
        result=line.is_result,
        reporter=line.reporter.id if line.reporter else None,
    )
