"""The seats of a small group: who tells and who asks, who observes. They go round, so that everybody has each once.

People are in a line, and the first of them has the first seat; whoever is beyond the last seat shares it. The line
moves on by one at equal parts of the phase's time. No clock runs here: a page asks for it when the time has come.
"""

from dataclasses import dataclass, replace

from deliberation.core.acting import Ask, Refused, Stamp
from deliberation.core.activity import Activity, Part
from deliberation.core.agenda import (
    Formation,
    Mode,
    PhaseMoved,
    RoomPaused,
    RoomResumed,
    Seat,
    Setting,
    Voice,
)
from deliberation.core.people import is_moderating
from deliberation.core.places import GroupGathered
from deliberation.core.whereabouts import is_placed

# Where a phase names none. They have no title: the mode says what its people do.
USUAL = {Mode.LISTENING: (Seat("", Voice.EVERYTHING), Seat("", Voice.QUESTIONS))}


@dataclass(frozen=True, slots=True)
class Seats:
    line: tuple[int, ...] = ()  # as of the last change; whoever came since stands behind it
    had_first: frozenset[int] = frozenset()  # who has left the first seat in this phase
    changes: int = 0
    since: int = 0  # when people last changed, ms
    paused_at: int = 0
    group: tuple[int, ...] | None = None  # who belongs to this small group; None: this is the plenary


@dataclass(frozen=True, slots=True)
class Seated:
    person: int
    title: str
    voice: Voice
    instruction: str


@dataclass(frozen=True, slots=True)
class SeatsView:
    """Empty where the phase has no seats. `next_at` is when people change by themselves, ms; 0: not any more."""

    people: tuple[Seated, ...] = ()
    changes: int = 0
    next_at: int = 0


def view(seats: Seats, setting: Setting) -> SeatsView:
    line, known = in_line(seats, setting), seats_of(setting)
    seated = (
        Seated(person, seat.title, seat.voice, seat.instruction) for person, seat in zip(line, known, strict=False)
    )
    return SeatsView(tuple(seated), seats.changes, next_at(seats, setting)) if known else SeatsView()


def seats_of(setting: Setting) -> tuple[Seat, ...]:
    """Of this phase, the last as often as there are people beyond it; none where people are elsewhere meanwhile."""
    if not setting.agenda.phases or setting.agenda.phase.formation is not Formation.PLENARY:
        return ()
    phase = setting.agenda.phase
    known = phase.seats or USUAL.get(phase.mode, ())
    return known + known[-1:] * len(setting.people)


def in_line(seats: Seats, setting: Setting) -> tuple[int, ...]:
    """Those who talk here and do not moderate, from the first seat on."""
    belonging = setting.people if seats.group is None else seats.group
    here = [person for person in belonging if is_placed(setting.people, person)]
    kept = [person for person in seats.line if person in here]
    return (*kept, *(person for person in here if person not in kept))


def voice_of(seats: Seats, person: int, setting: Setting) -> Voice:
    """What somebody may contribute from their seat; everything, where they have none."""
    there = seats_of(setting)
    if not there or is_moderating(setting.people, person):
        return Voice.EVERYTHING
    seated = zip(in_line(seats, setting), there, strict=False)
    return next((seat.voice for each, seat in seated if each == person), Voice.EVERYTHING)


def next_at(seats: Seats, setting: Setting) -> int:
    """The rest of the phase in equal parts for whoever has the first seat and those who are still to have it."""
    since, until = max(seats.since, setting.agenda.since), setting.agenda.until
    to_come = [person for person in in_line(seats, setting)[1:] if person not in seats.had_first]
    return since + (until - since) // (len(to_come) + 1) if to_come and since < until else 0


# --- command and event ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChangeSeats:
    """Asked by whichever page sees first that it is time; earlier by whoever has the first seat, or moderates."""

    seen: int  # `changes`, so that of two who ask at once one leads to it


@dataclass(frozen=True, slots=True)
class SeatsChanged:
    line: tuple[int, ...]


def decide_change(seats: Seats, command: ChangeSeats, ask: Ask, setting: Setting) -> tuple[SeatsChanged, ...]:
    line = in_line(seats, setting)
    if command.seen != seats.changes or is_alone(line, ask.present):
        return ()
    if not may_change(seats, line, ask, setting):
        raise Refused("seats.not_yet")
    return (SeatsChanged(moved_on(line, ask.present)),)


def is_alone(line: tuple[int, ...], present: frozenset[int]) -> bool:
    """As far as it is known who is here, there is nobody else to have the first seat."""
    return not line[1:] or (bool(present) and present.isdisjoint(line[1:]))


def may_change(seats: Seats, line: tuple[int, ...], ask: Ask, setting: Setting) -> bool:
    """Nobody waits for somebody who is away."""
    due = next_at(seats, setting)
    is_time = 0 < due <= ask.at or line[0] not in ask.present
    return is_moderating(setting.people, ask.by) or ask.by == line[0] or (is_time and ask.by in line)


def moved_on(line: tuple[int, ...], present: frozenset[int]) -> tuple[int, ...]:
    """To the next who is here: the absent keep their place before whoever has just had the first seat."""
    step = next((n for n, person in enumerate(line) if n and person in present), 1)
    return (line[step], *line[step + 1 :], *line[1:step], line[0])


# --- what follows -----------------------------------------------------------------------------------------------------


def evolve_changed(seats: Seats, event: SeatsChanged, stamp: Stamp) -> Seats:
    had_first = seats.had_first | set(event.line[-1:])
    return replace(seats, line=event.line, had_first=had_first, changes=seats.changes + 1, since=stamp.at)


def evolve_moved(seats: Seats, event: PhaseMoved, stamp: Stamp) -> Seats:
    return Seats(since=stamp.at, group=seats.group)


def evolve_gathered(seats: Seats, event: GroupGathered, stamp: Stamp) -> Seats:
    """Who has left leaves their seat to the next; who has come is the last."""
    known = seats.line or seats.group or ()
    kept = tuple(person for person in known if person in event.people)
    return replace(seats, line=kept, group=event.people)


def evolve_paused(seats: Seats, event: RoomPaused, stamp: Stamp) -> Seats:
    return replace(seats, paused_at=stamp.at)


def evolve_resumed(seats: Seats, event: RoomResumed, stamp: Stamp) -> Seats:
    """A pause takes no time from anybody's part."""
    return replace(seats, since=seats.since + stamp.at - seats.paused_at, paused_at=0)


ACTIVITY = Activity(
    "seats",
    Seats,
    decide={ChangeSeats: decide_change},
    evolve={
        SeatsChanged: evolve_changed,
        PhaseMoved: evolve_moved,
        GroupGathered: evolve_gathered,
        RoomPaused: evolve_paused,
        RoomResumed: evolve_resumed,
    },
    part=Part(SeatsView, view, reads=("people", "agenda")),
)
