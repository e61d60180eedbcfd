"""How a room went: its phases as they were visited, its pauses, and who moderated it."""

from dataclasses import dataclass, field, replace

from deliberation.core.acting import MODERATION
from deliberation.core.activity import Room
from deliberation.core.agenda import Agenda, Phase, Stage
from deliberation.core.people import People

UNDER_WAY = frozenset({Stage.OPEN, Stage.PAUSED})


@dataclass(frozen=True, slots=True)
class Pause:
    """`ended` is 0 as long as it lasts; the reason is empty once it was erased. `seq` is where it begins in the log."""

    began: int
    ended: int
    reason: str
    seq: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Visit:
    """One time in a phase. `seq` is where it begins in the log; `ended` is 0 as long as it lasts; `people` are those
    who belonged to a breakout room meanwhile."""

    phase: Phase
    seq: int
    began: int
    ended: int = 0
    pauses: tuple[Pause, ...] = ()
    people: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Proceedings:
    """What a room's state forgets as it goes on: the phases as they were visited, and who ever moderated."""

    visits: tuple[Visit, ...] = ()
    moderators: tuple[int, ...] = ()


def followed(known: Proceedings, before: Room, after: Room) -> Proceedings:
    """After one more event. It compares states and knows no events, so it finds whatever moves the agenda."""
    if before.agenda is not after.agenda:
        known = replace(known, visits=visits_after(known.visits, before.agenda, after))
    if known.visits and before.places.group is not after.places.group:
        known = replace(known, visits=(*known.visits[:-1], with_people(known.visits[-1], after.places.group.people)))
    if before.people is not after.people:
        known = replace(known, moderators=with_moderators(known.moderators, after.people))
    return known


def visits_after(visits: tuple[Visit, ...], before: Agenda, after: Room) -> tuple[Visit, ...]:
    agenda: Agenda = after.agenda
    begins = agenda.stage in UNDER_WAY and (before.stage not in UNDER_WAY or before.current != agenda.current)
    if visits and (begins or agenda.stage is Stage.CLOSED):
        visits = (*visits[:-1], ended(visits[-1], after.at))
    if begins:
        visits = (*visits, Visit(agenda.phase, after.seq, after.at))
    return with_pause(visits, before, after) if visits else visits


def ended(visit: Visit, at: int) -> Visit:
    return replace(visit, ended=visit.ended or at, pauses=resumed(visit.pauses, at))


def resumed(pauses: tuple[Pause, ...], at: int) -> tuple[Pause, ...]:
    return tuple(each if each.ended else replace(each, ended=at) for each in pauses)


def with_pause(visits: tuple[Visit, ...], before: Agenda, after: Room) -> tuple[Visit, ...]:
    agenda: Agenda = after.agenda
    pauses = visits[-1].pauses
    if agenda.stage is Stage.PAUSED and before.stage is not Stage.PAUSED:
        pauses = (*pauses, Pause(after.at, 0, agenda.pause_reason, after.seq))
    elif agenda.stage is Stage.OPEN and before.stage is Stage.PAUSED:
        pauses = resumed(pauses, after.at)
    return (*visits[:-1], replace(visits[-1], pauses=pauses))


def with_people(visit: Visit, people: tuple[int, ...]) -> Visit:
    return replace(visit, people=tuple(dict.fromkeys((*visit.people, *people))))


def with_moderators(known: tuple[int, ...], people: People) -> tuple[int, ...]:
    return (*known, *(id for id, each in people.items() if each.role in MODERATION and id not in known))
