"""How a room went: its phases as they were visited, its pauses, when people went apart, and who moderated it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from deliberation.core.acting import MODERATION
from deliberation.core.activity import Room
from deliberation.core.agenda import Agenda, Phase, Stage
from deliberation.core.people import People
from deliberation.core.whereabouts import Places

UNDER_WAY = frozenset({Stage.OPEN, Stage.PAUSED})


@dataclass(frozen=True, slots=True)
class Pause:
    """`ended` is 0 as long as it lasts; the reason is empty once it was erased. `seq` is where it begins in the log."""

    began: int
    ended: int
    reason: str
    seq: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class TimeApart:
    """People were in so many breakout rooms. `ended` is 0 as long as they are; `seq` is where it begins in the log."""

    groups: int
    began: int
    ended: int = 0
    seq: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class PeopleChange:
    """Who came into a breakout room and who left it, while its phase went on; and whether somebody is still there."""

    at: int
    came: tuple[int, ...]
    left: tuple[int, ...]
    empty: bool
    seq: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Visit:
    """One time in a phase. `seq` is where it begins in the log; `ended` is 0 as long as it lasts. Of the plenary,
    `apart` says when people were in breakout rooms meanwhile; of a breakout room, `people` are those who belonged to
    it, and `changes` who of them came later or left before."""

    phase: Phase
    seq: int
    began: int
    ended: int = 0
    pauses: tuple[Pause, ...] = ()
    apart: tuple[TimeApart, ...] = ()
    people: tuple[int, ...] = ()
    changes: tuple[PeopleChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Proceedings:
    """What a room's state forgets as it goes on: the phases as they were visited, who ever moderated, and who reported
    the result of a group, by the contribution with which it was brought."""

    visits: tuple[Visit, ...] = ()
    moderators: tuple[int, ...] = ()
    reporters: Mapping[int, int | None] = field(default_factory=dict)


def followed(known: Proceedings, before: Room, after: Room) -> Proceedings:
    """After one more event. It compares states and knows no events, so it finds whatever moves the agenda."""
    if before.agenda is not after.agenda:
        known = replace(known, visits=visits_after(known.visits, before.agenda, after))
    if known.visits and before.places is not after.places:
        known = replace(known, visits=(*known.visits[:-1], with_places(known.visits[-1], before.places, after)))
    if before.results is not after.results:
        known = replace(known, reporters={**known.reporters, **reporters(after)})
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
    """With its phase, people leave a breakout room: that they did need not be said."""
    pauses, apart = resumed(visit.pauses, at), together(visit.apart, at)
    changes = tuple(each for each in visit.changes if each.at < at or not each.empty)
    return replace(visit, ended=visit.ended or at, pauses=pauses, apart=apart, changes=changes)


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


def with_places(visit: Visit, before: Places, after: Room) -> Visit:
    """Of the plenary, whether people are in breakout rooms; of a breakout room, who is in it."""
    if before.group is not after.places.group:
        visit = with_people(visit, members(before), members(after.places), after)
    if before.groups != after.places.groups:
        visit = replace(visit, apart=apart_since(visit.apart, after))
    return visit


def members(places: Places) -> tuple[int, ...]:
    return places.group.people if places.group else ()


def with_people(visit: Visit, before: tuple[int, ...], now: tuple[int, ...], room: Room) -> Visit:
    """The first who come in a phase are those who were sent; from then on, people come and leave."""
    people = tuple(dict.fromkeys((*visit.people, *now)))
    came = tuple(person for person in now if person not in before)
    left = tuple(person for person in before if person not in now)
    if not visit.people or not (came or left):
        return replace(visit, people=people)
    return replace(visit, people=people, changes=(*visit.changes, PeopleChange(room.at, came, left, not now, room.seq)))


def apart_since(known: tuple[TimeApart, ...], room: Room) -> tuple[TimeApart, ...]:
    """While some of the groups are closed or merged, people are in the others."""
    groups = room.places.groups
    if groups and room.places.closed:
        return known
    known = together(known, room.at)
    return (*known, TimeApart(len(groups), room.at, seq=room.seq)) if groups else known


def reporters(room: Room) -> Mapping[int, int | None]:
    return {card.contribution: card.reporter for card in room.results.cards}


def together(known: tuple[TimeApart, ...], at: int) -> tuple[TimeApart, ...]:
    return tuple(each if each.ended else replace(each, ended=at) for each in known)


def with_moderators(known: tuple[int, ...], people: People) -> tuple[int, ...]:
    return (*known, *(id for id, each in people.items() if each.role in MODERATION and id not in known))
