"""The transcript of a session: what was said, in the order in which it was said, by phases as they were visited.

Page, printed page and files are all made from the one tree that `transcript` returns.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from deliberation.core import agreement, exchange
from deliberation.core.acting import MODERATION, Audience, Role
from deliberation.core.activity import Room
from deliberation.core.agenda import Phase, Stage
from deliberation.core.exchange import Attack, Claim, Contribution, Reason, State, Type
from deliberation.core.people import People, Person, Removal, called
from deliberation.core.proceedings import Pause, Proceedings, Visit


@dataclass(frozen=True, slots=True)
class Speaker:
    """`id` counts the people of the session in the order in which they came. The name is empty where it is left out or
    was erased; `number` tells those apart whose name was erased."""

    id: int
    name: str
    role: Role
    kind: str
    guest: bool = False
    removed: Removal | None = None
    erased: bool = False
    number: int = 1


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One contribution, as the reader may see it. `room` is the number of the breakout room, 0 for the plenary."""

    room: int
    id: int
    at: int
    speaker: Speaker
    text: str
    type: Type
    claim: Claim
    attack: Attack
    state: State
    reason: Reason | None
    rewritten: bool
    answers: tuple[int, ...]  # the contributions that refer to it
    refers_to: "TranscriptLine | None" = field(repr=False, compare=False)

    @property
    def anchor(self) -> str:
        """Contributions are numbered in each room anew."""
        return f"{place(self.room)}contribution-{self.id}"


@dataclass(frozen=True, slots=True)
class Band:
    """What was said during one visit of a phase, pauses in between. `part` counts up where a page ends within it."""

    room: int
    number: int
    phase: Phase
    began: int
    ended: int
    again: bool  # the phase was visited before
    entries: tuple[TranscriptLine | Pause, ...]
    part: int = 0

    @property
    def anchor(self) -> str:
        return f"{place(self.room)}phase-{self.number}"

    @property
    def lines(self) -> tuple[TranscriptLine, ...]:
        return tuple(each for each in self.entries if isinstance(each, TranscriptLine))


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """Somebody without whose confirmation the opening could end; they may have confirmed since."""

    person: Speaker
    has_confirmed: bool


@dataclass(frozen=True, slots=True)
class RoomTranscript:
    """Of the plenary (number 0), or of a breakout room by its number in the session."""

    number: int
    people: tuple[Speaker, ...]
    bands: tuple[Band, ...]
    without: tuple[Unconfirmed, ...]


@dataclass(frozen=True, slots=True)
class GoneOn:
    """The session went on after it had been ended by mistake. The reason is empty once it was erased."""

    at: int
    by: Speaker | None
    reason: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """`kinds` are the participants by kind of organisation; who came from none is under the empty one."""

    question: str
    rules: tuple[str, ...]
    stage: Stage
    began: int
    ended: int
    reopened: tuple[GoneOn, ...]
    kinds: Mapping[str, int]
    observers: int
    moderators: tuple[Speaker, ...]
    rooms: tuple[RoomTranscript, ...]

    @property
    def participants(self) -> int:
        return sum(self.kinds.values())


def place(room: int) -> str:
    return f"group-{room}-" if room else ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A room, with what its state has forgotten. The plenary has the number 0."""

    number: int
    room: Room
    proceedings: Proceedings


@dataclass(frozen=True, slots=True)
class TranscriptReader:
    """Who reads: with what audience, and as which person, who also sees what is hidden of their own. Files are read by
    everybody alike, without a person."""

    audience: Audience = Audience.EVERYBODY
    person: int | None = None
    names: bool = True


def transcript(rooms: Sequence[Recorded], reader: TranscriptReader) -> Transcript:
    """Of a session: its plenary, which is the first, and the breakout rooms that the reader may see."""
    plenary = rooms[0]
    speakers = speakers_of([each.room.people for each in rooms], reader.names)
    visits, people = plenary.proceedings.visits, who_took_part(rooms)
    return Transcript(
        plenary.room.agenda.question,
        tuple(rule.text for rule in agreement.shown(plenary.room.agreement)),
        plenary.room.agenda.stage,
        visits[0].began if visits else 0,
        visits[-1].ended if visits else 0,
        reopenings(plenary.room, speakers),
        kinds_of(people),
        sum(each.role is Role.OBSERVER for each in people),
        tuple(speakers[id] for id in plenary.proceedings.moderators),
        tuple(room_transcript(each, reader, speakers) for each in rooms),
    )


def speakers_of(rooms: Sequence[People], names: bool) -> dict[int, Speaker]:
    """Everybody of the session, once."""
    people = {id: each for room in reversed(rooms) for id, each in room.items()}
    order = dict.fromkeys(id for room in rooms for id in room)
    as_told = named if names else unnamed
    return {id: as_told(number, people[id]) for number, id in enumerate(order, 1)}


def named(number: int, person: Person) -> Speaker:
    name = called(person, "") if person.name else ""
    known = (name, person.role, person.kind, person.guest, person.removed)
    return Speaker(number, *known, erased=not name, number=person.number)


def unnamed(number: int, person: Person) -> Speaker:
    """Nor is it told who came as a guest or was removed: in a small group, everybody knows who that was."""
    return Speaker(number, "", person.role, person.kind, erased=not person.name, number=person.number)


def went_on_without(room: Room, speakers: Mapping[int, Speaker]) -> tuple[Unconfirmed, ...]:
    known = room.agreement
    return tuple(Unconfirmed(speakers[id], agreement.has_confirmed(known, id)) for id in known.without)


def reopenings(room: Room, speakers: Mapping[int, Speaker]) -> tuple[GoneOn, ...]:
    return tuple(GoneOn(each.at, speakers.get(each.by), each.reason) for each in room.agenda.reopened)


def who_took_part(rooms: Sequence[Recorded]) -> list[Person]:
    """Whoever was removed did if they said something, since that stands there. A place that stood empty did not."""
    spoke = {each.by for recorded in rooms for each in recorded.room.exchange.contributions}
    return [each for id, each in rooms[0].room.people.items() if not each.removed or id in spoke]


def kinds_of(people: Iterable[Person]) -> Mapping[str, int]:
    kinds = Counter(each.kind for each in people if each.role not in MODERATION | {Role.OBSERVER})
    return {kind: kinds[kind] for kind in sorted(kinds, key=lambda kind: (not kind, kind))}


def room_transcript(recorded: Recorded, reader: TranscriptReader, speakers: Mapping[int, Speaker]) -> RoomTranscript:
    lines = lines_of(recorded, reader, speakers)
    there = tuple(speakers[id] for id in recorded.room.people)
    told = tuple(bands(recorded.number, recorded.proceedings.visits, lines))
    return RoomTranscript(recorded.number, there, told, went_on_without(recorded.room, speakers))


def lines_of(recorded: Recorded, reader: TranscriptReader, speakers: Mapping[int, Speaker]) -> list[TranscriptLine]:
    shown = [as_seen(each, reader) for each in recorded.room.exchange.contributions]
    answers: dict[int, list[int]] = {}
    for each in shown:
        if each.refers_to:
            answers.setdefault(each.refers_to, []).append(each.id)
    lines: dict[int, TranscriptLine] = {}
    for each in shown:
        refers_to = lines.get(each.refers_to) if each.refers_to else None
        said = (each.text, each.type, each.claim, each.attack, each.state, each.reason, each.rewritten)
        answered = tuple(answers.get(each.id, ()))
        by = speakers[each.by]  # type: ignore[index]  # nobody is hidden from a transcript yet
        lines[each.id] = TranscriptLine(recorded.number, each.id, each.at, by, *said, answered, refers_to)
    return list(lines.values())


def as_seen(contribution: Contribution, reader: TranscriptReader) -> Contribution:
    own = reader.person is not None and contribution.by == reader.person
    return contribution if own else exchange.seen(contribution, reader.audience)


def bands(room: int, visits: Sequence[Visit], lines: Sequence[TranscriptLine]) -> Iterator[Band]:
    """What was said before the first visit belongs to it."""
    starts = [0, *(bisect_left(lines, visit.seq, key=lambda line: line.id) for visit in visits[1:]), len(lines)]
    for index, visit in enumerate(visits):
        again = any(earlier.phase == visit.phase for earlier in visits[:index])
        entries = in_order(lines[starts[index] : starts[index + 1]], visit.pauses)
        yield Band(room, index + 1, visit.phase, visit.began, visit.ended, again, entries)


def in_order(lines: Sequence[TranscriptLine], pauses: Sequence[Pause]) -> tuple[TranscriptLine | Pause, ...]:
    """Pauses stand where they began; the log says what came first within a millisecond."""

    def place(each: TranscriptLine | Pause) -> tuple[int, int]:
        return (each.at, each.id) if isinstance(each, TranscriptLine) else (each.began, each.seq)

    return tuple(sorted([*lines, *pauses], key=place))
