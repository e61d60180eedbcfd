"""The turns of a round: one after another, each once, in the order in which people came.

Whoever is absent when their turn comes has it at the end. A turn that has begun stays with its person until they have
contributed or are passed over: nobody who comes back takes it from them. Whoever has not confirmed the ground rules may
not contribute, so the round goes on without them, as without the absent. Aloud, a turn ends by a tap, and how long it
took is counted.
"""

from dataclasses import dataclass, replace

from deliberation.core.acting import Ask, Refused, Stamp
from deliberation.core.activity import Activity, Own, Part
from deliberation.core.agenda import Agenda, Medium, Mode, PhaseMoved, RoomPaused, RoomResumed, Setting
from deliberation.core.agreement import RulesConfirmed, WentOnWithout
from deliberation.core.exchange import Contributed
from deliberation.core.memo import memoized
from deliberation.core.people import People, is_moderating, participants
from deliberation.core.speech import seconds


@dataclass(frozen=True, slots=True)
class Turns:
    taken: frozenset[int] = frozenset()  # who contributed or passed in this phase
    passed: frozenset[int] = frozenset()  # who of them passed, or was passed over
    late: tuple[int, ...] = ()  # who missed their turn, in the order in which they have it at the end
    begun: int | None = None  # whose turn has begun
    began_at: int = 0  # when, less the pauses since
    paused_at: int = 0
    confirmed: frozenset[int] = frozenset()  # who has confirmed the ground rules


@dataclass(frozen=True, slots=True)
class TurnsView:
    """Who is still to come, in order; empty where the phase is no round. The first of them who is present is next,
    or the one whose turn has begun."""

    waiting: tuple[int, ...]
    begun: int | None = None
    passed: tuple[int, ...] = ()
    began_at: int = 0  # aloud, while somebody speaks


# --- commands and events ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BeginTurn:
    """The page asks this when it shows its person that it is their turn: presence is in no log, this is. Aloud it
    starts the clock; a moderator asks it for `person`, and it ends the turn of whoever spoke before."""

    person: int | None = None


@dataclass(frozen=True, slots=True)
class EndTurn:
    """Aloud: whoever has spoken is done."""

    person: int


@dataclass(frozen=True, slots=True)
class PassTurn:
    person: int


@dataclass(frozen=True, slots=True)
class TakeBackPass:
    person: int


@dataclass(frozen=True, slots=True)
class TurnBegun:
    person: int
    missed: tuple[int, ...]  # those before them who were absent


@dataclass(frozen=True, slots=True)
class TurnEnded:
    person: int
    seconds: int


@dataclass(frozen=True, slots=True)
class TurnPassed:
    person: int


@dataclass(frozen=True, slots=True)
class PassTakenBack:
    person: int


# --- what is so -------------------------------------------------------------------------------------------------------


def waiting(turns: Turns, people: People) -> tuple[int, ...]:
    """In order: whose turn has begun, then who came first; whoever missed theirs comes at the end."""
    to_come = [id for id in participants(people) if id not in turns.taken]
    first = [turns.begun] if turns.begun in to_come else []
    late = [id for id in turns.late if id in to_come and id not in first]
    return (*first, *(id for id in to_come if id not in first and id not in late), *late)


def awaited(turns: Turns, setting: Setting) -> tuple[int, ...]:
    """Those of them who may take their turn. In the opening all talk about the rules."""
    return awaited_then(turns, setting.people, setting.agenda)


@memoized(2)
def awaited_then(turns: Turns, people: People, agenda: Agenda) -> tuple[int, ...]:
    to_come = waiting(turns, people)
    if Setting(people, agenda).is_opening:
        return to_come
    return tuple(id for id in to_come if id in turns.confirmed or id == turns.begun)


def blocked(turns: Turns, setting: Setting, present: frozenset[int]) -> frozenset[int]:
    """Those who are awaited after somebody who is present, or whose turn has begun."""
    return blocked_then(turns, setting.people, setting.agenda, present)


@memoized(2)
def blocked_then(turns: Turns, people: People, agenda: Agenda, present: frozenset[int]) -> frozenset[int]:
    order = awaited(turns, Setting(people, agenda))
    up = next((at for at, id in enumerate(order) if id in present or id == turns.begun), len(order))
    return frozenset(order[up + 1 :])


def let_or_held(before: Turns, after: Turns, setting: Setting, present: frozenset[int]) -> frozenset[int]:
    """Those who may speak now and could not before, or the other way round."""
    return (before.taken ^ after.taken) | (blocked(before, setting, present) ^ blocked(after, setting, present))


def begun(turns: Turns, people: People) -> int | None:
    """Whose turn has begun, unless they were removed or given another role meanwhile."""
    return turns.begun if turns.begun in participants(people) else None


def view(turns: Turns, setting: Setting) -> TurnsView:
    if setting.mode is not Mode.ROUND:
        return TurnsView(())
    people = setting.people
    passed = tuple(id for id in participants(people) if id in turns.passed)
    speaking = begun(turns, people)
    has_clock = setting.agenda.medium is Medium.SPOKEN and speaking is not None
    return TurnsView(awaited(turns, setting), speaking, passed, turns.began_at if has_clock else 0)


@dataclass(frozen=True, slots=True)
class TurnsMine:
    taken: bool  # had their turn in this round
    passed: bool  # by passing, or by being passed over


def mine(turns: Turns, person: int, setting: Setting) -> TurnsMine:
    return TurnsMine(person in turns.taken, person in turns.passed)


def concerned(before: Turns, after: Turns) -> frozenset[int]:
    return (before.taken ^ after.taken) | (before.passed ^ after.passed)


# --- decisions --------------------------------------------------------------------------------------------------------


def decide_begin(turns: Turns, command: BeginTurn, ask: Ask, setting: Setting) -> tuple[TurnBegun | TurnEnded, ...]:
    person = ask.by if command.person is None else command.person
    require_own(person, ask, setting)
    before = waiting(turns, setting.people)
    if person not in before or turns.begun == person:
        return ()
    speaking = begun(turns, setting.people)
    is_aloud = setting.agenda.medium is Medium.SPOKEN
    ended = ended_now(turns, speaking, ask) if is_aloud and speaking is not None else ()
    others = tuple(each for each in before if not ended or each != speaking)
    return (*ended, TurnBegun(person, others[: others.index(person)]))


def ended_now(turns: Turns, person: int, ask: Ask) -> tuple[TurnEnded, ...]:
    return (TurnEnded(person, seconds(max(0, ask.at - turns.began_at))),)


def decide_end(turns: Turns, command: EndTurn, ask: Ask, setting: Setting) -> tuple[TurnEnded, ...]:
    if setting.agenda.medium is not Medium.SPOKEN:
        raise Refused("turns.by_writing")
    require_own(command.person, ask, setting)
    return ended_now(turns, command.person, ask) if turns.begun == command.person else ()


def decide_pass(turns: Turns, command: PassTurn, ask: Ask, setting: Setting) -> tuple[TurnPassed, ...]:
    require_own(command.person, ask, setting)
    return (TurnPassed(command.person),) if command.person in waiting(turns, setting.people) else ()


def decide_take_back(turns: Turns, command: TakeBackPass, ask: Ask, setting: Setting) -> tuple[PassTakenBack, ...]:
    require_own(command.person, ask, setting)
    return (PassTakenBack(command.person),) if command.person in turns.passed else ()


def require_own(person: int, ask: Ask, setting: Setting) -> None:
    if ask.by != person and not is_moderating(setting.people, ask.by):
        raise Refused("turns.not_yours")


# --- what follows -----------------------------------------------------------------------------------------------------


def evolve_begun(turns: Turns, event: TurnBegun, stamp: Stamp) -> Turns:
    others = tuple(person for person in turns.late if person not in event.missed)
    return replace(turns, late=(*others, *event.missed), begun=event.person, began_at=stamp.at)


def evolve_taken(turns: Turns, event: Contributed | TurnEnded | TurnPassed, stamp: Stamp) -> Turns:
    if event.person in turns.taken:
        return turns
    return replace(
        turns, taken=turns.taken | {event.person}, begun=None if turns.begun == event.person else turns.begun
    )


def evolve_passed(turns: Turns, event: TurnPassed, stamp: Stamp) -> Turns:
    return replace(evolve_taken(turns, event, stamp), passed=turns.passed | {event.person})


def evolve_taken_back(turns: Turns, event: PassTakenBack, stamp: Stamp) -> Turns:
    """They come at the end, or where they were if nobody's turn has begun since."""
    person = frozenset({event.person})
    others = tuple(each for each in turns.late if each != event.person)
    late = turns.late if turns.begun is None else (*others, event.person)
    return replace(turns, taken=turns.taken - person, passed=turns.passed - person, late=late)


def evolve_paused(turns: Turns, event: RoomPaused, stamp: Stamp) -> Turns:
    return replace(turns, paused_at=stamp.at)


def evolve_resumed(turns: Turns, event: RoomResumed, stamp: Stamp) -> Turns:
    """A pause takes no time from the one who speaks."""
    return replace(turns, began_at=turns.began_at + stamp.at - turns.paused_at, paused_at=0)


def evolve_moved(turns: Turns, event: PhaseMoved, stamp: Stamp) -> Turns:
    return Turns(confirmed=turns.confirmed)


def evolve_confirmed(turns: Turns, event: RulesConfirmed, stamp: Stamp) -> Turns:
    return replace(turns, confirmed=turns.confirmed | {event.person})


def evolve_without(turns: Turns, event: WentOnWithout, stamp: Stamp) -> Turns:
    """Also without those who have confirmed other rules than there are now."""
    return replace(turns, confirmed=turns.confirmed.difference(event.people))


ACTIVITY = Activity(
    "turns",
    Turns,
    decide={BeginTurn: decide_begin, EndTurn: decide_end, PassTurn: decide_pass, TakeBackPass: decide_take_back},
    evolve={
        Contributed: evolve_taken,
        TurnBegun: evolve_begun,
        TurnEnded: evolve_taken,
        RoomPaused: evolve_paused,
        RoomResumed: evolve_resumed,
        TurnPassed: evolve_passed,
        PassTakenBack: evolve_taken_back,
        PhaseMoved: evolve_moved,
        RulesConfirmed: evolve_confirmed,
        WentOnWithout: evolve_without,
    },
    part=Part(TurnsView, view, reads=("people", "agenda")),
    mine=Own(TurnsMine, mine, concerned),
)
