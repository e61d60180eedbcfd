"""The transcript of a session: what was said, in the order in which it was said, by phases as they were visited.

Page, printed page and files are all made from the one tree that `transcript` returns.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from deliberation.core import agreement, exchange
from deliberation.core.acting import MODERATION, Audience, Role
from deliberation.core.activity import Room
from deliberation.core.agenda import Phase, Stage
from deliberation.core.exchange import Attack, Claim, Contribution, Reason, State, Type
from deliberation.core.people import People, Person, Removal, called, is_moderating
from deliberation.core.proceedings import Pause, Proceedings, TimeApart, Visit
from deliberation.core.vote import BallotResult, StatementResult


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
    anonymous: bool = False


# Whoever wrote without a name. No reader is told who that is, the author included: whoever looks on reads it, too.
ANONYMOUS = Speaker(0, "", Role.PARTICIPANT, "", anonymous=True)


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One contribution, as the reader may see it. `room` is the number of the breakout room in the session, 0 for the
    plenary."""

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
    revealed: bool
    asks_all: bool
    answers: tuple[int, ...]  # the contributions that refer to it
    refers_to: "TranscriptLine | None" = field(repr=False, compare=False)
    group: int = 0  # the breakout room from which somebody brought it along
    is_result: bool = False  # what the group wrote on its card, and who reports it
    reporter: Speaker | None = None

    @property
    def anchor(self) -> str:
        """Contributions are numbered in each room anew."""
        return f"{place(self.room)}contribution-{self.id}"


@dataclass(frozen=True, slots=True)
class Unveiling:
    """So many texts of a silent round follow, which all saw at once."""

    at: int
    texts: int


@dataclass(frozen=True, slots=True)
class Counting:
    """A ballot was counted; what came out of each statement follows."""

    result: BallotResult


@dataclass(frozen=True, slots=True)
class CountedStatement:
    statement: StatementResult


@dataclass(frozen=True, slots=True)
class Moving:
    """Who came into a breakout room, and who left it, while the phase went on. `empty`: nobody was there any more."""

    at: int
    came: tuple[Speaker, ...]
    left: tuple[Speaker, ...]
    empty: bool
    seq: int = field(default=0, compare=False)


Between = Pause | TimeApart | Moving | Unveiling | Counting | CountedStatement
Happening = TranscriptLine | Between
Timed = TranscriptLine | Pause | TimeApart | Moving | BallotResult


@dataclass(frozen=True, slots=True)
class Band:
    """What was said during one visit of a phase, pauses in between. `part` counts up where a page ends within it."""

    room: int
    number: int
    phase: Phase
    began: int
    ended: int
    again: bool  # the phase was visited before
    entries: tuple[Happening, ...]
    part: int = 0
    people: tuple[Speaker, ...] = ()  # of a breakout room: who was in it then

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
    """Of the plenary (number 0), or of a breakout room by its number in the session. Its people called it otherwise:
    groups are counted anew each time people go apart."""

    number: int
    called: int
    people: tuple[Speaker, ...]
    bands: tuple[Band, ...]
    without: tuple[Unconfirmed, ...]

    @property
    def phases(self) -> tuple[str, ...]:
        """By which one tells those apart that were called the same."""
        return tuple(dict.fromkeys(band.phase.title for band in self.bands))


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
    there = tuple(speakers[id] for id in recorded.room.people if was_there(recorded, id))
    made = bands(recorded, lines, speakers)
    group = recorded.room.places.group
    was_in_use = tuple(band for band in made if not group or band.people or band.lines)
    called = group.number if group else recorded.number
    return RoomTranscript(recorded.number, called, there, was_in_use, went_on_without(recorded.room, speakers))


def was_there(recorded: Recorded, person: int) -> bool:
    """Moderators are known in every group; who said nothing there was perhaps never in it."""
    if not recorded.room.places.group or not is_moderating(recorded.room.people, person):
        return True
    return any(each.by == person for each in recorded.room.exchange.contributions)


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
        made = (each.revealed, each.asks_all)
        answered = tuple(answers.get(each.id, ()))
        by = ANONYMOUS if each.by is None else speakers[each.by]
        known = (recorded.number, each.id, each.at, by, *said, *made, answered, refers_to, each.group)
        lines[each.id] = TranscriptLine(*known, *card_of(each.id, recorded, speakers))
    return list(lines.values())


def card_of(contribution: int, recorded: Recorded, speakers: Mapping[int, Speaker]) -> tuple[bool, Speaker | None]:
    """Whether it is the result of a group, and who reports it."""
    reporters = recorded.proceedings.reporters
    return contribution in reporters, speakers.get(reporters.get(contribution) or 0)


def as_seen(contribution: Contribution, reader: TranscriptReader) -> Contribution:
    own = reader.person is not None and contribution.by == reader.person
    seen = contribution if own else exchange.seen(contribution, reader.audience)
    return replace(seen, by=None) if seen.anonymous else seen


def bands(recorded: Recorded, lines: Sequence[TranscriptLine], speakers: Mapping[int, Speaker]) -> Iterator[Band]:
    """What was said before the first visit belongs to it."""
    room, visits = recorded.number, recorded.proceedings.visits
    starts = [0, *(bisect_left(lines, visit.seq, key=lambda line: line.id) for visit in visits[1:]), len(lines)]
    for index, visit in enumerate(visits):
        again = any(earlier.phase == visit.phase for earlier in visits[:index])
        said = lines[starts[index] : starts[index + 1]]
        beside: list[Timed] = [*visit.pauses, *visit.apart, *moves(visit, speakers), *counted_in(recorded, index)]
        entries = as_happened(in_order([*said, *beside]))
        there = tuple(speakers[id] for id in visit.people)
        yield Band(room, index + 1, visit.phase, visit.began, visit.ended, again, entries, people=there)


def moves(visit: Visit, speakers: Mapping[int, Speaker]) -> Iterator[Moving]:
    for each in visit.changes:
        came, left = (tuple(speakers[id] for id in people) for people in (each.came, each.left))
        yield Moving(each.at, came, left, each.empty, each.seq)


def counted_in(recorded: Recorded, number: int) -> tuple[BallotResult, ...]:
    """The ballots that were counted during a visit; one that was counted at the end belongs to the last."""
    visits = recorded.proceedings.visits
    until = visits[number + 1].seq if number + 1 < len(visits) else recorded.room.seq + 1
    return tuple(each for each in recorded.room.vote.results if visits[number].seq <= each.seq < until)


def in_order(entries: Sequence[Timed]) -> tuple[Timed, ...]:
    """What lasts stands where it began; the log says what came first within a millisecond."""
    return tuple(sorted(entries, key=place_in_time))


def place_in_time(each: Timed) -> tuple[int, int]:
    match each:
        case TranscriptLine():
            return each.at, each.id
        case Pause() | TimeApart():
            return each.began, each.seq
        case _:
            return each.at, each.seq


def as_happened(entries: Sequence[Timed]) -> tuple[Happening, ...]:
    """Before the texts of a silent round stands that they came at once, before statements that they were counted."""
    found: list[Happening] = []
    for at, group in groupby(entries, unveiled):
        together = [happening for each in group for happening in told_apart(each)]
        found += [Unveiling(at, len(together)), *together] if at else together
    return tuple(found)


def told_apart(entry: Timed) -> list[Happening]:
    if isinstance(entry, BallotResult):
        return [Counting(entry), *map(CountedStatement, entry.statements)]
    return [entry]


def unveiled(entry: Timed) -> int:
    """When, of what comes from a silent round; 0 of all else."""
    return entry.at if isinstance(entry, TranscriptLine) and entry.revealed else 0
