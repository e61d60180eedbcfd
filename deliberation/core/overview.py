"""What moderators see of all small groups at once, wherever they are in the session: one row a group."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import takewhile

from deliberation.core.activity import Room
from deliberation.core.agenda import Stage
from deliberation.core.calls import Done, GroupCall
from deliberation.core.exchange import Contribution
from deliberation.core.people import called, is_moderating
from deliberation.core.whereabouts import is_placed


@dataclass(frozen=True, slots=True)
class GroupRow:
    """`here` are those of its people who are connected, `gaps` those whose place is kept, `moderator` is who was to go
    along with it. `last_at` is when somebody of
    the group said something last in this phase, 0: nobody yet; `silent` are those who are here and have not. Nobody is
    told who wrote what has no name."""

    room: int
    number: int
    people: tuple[int, ...]
    here: tuple[int, ...]
    gaps: tuple[int, ...]
    moderators: tuple[int, ...]
    host: int | None = None
    phase: str = ""  # its title
    until: int = 0
    paused: bool = False
    last_at: int = 0
    silent: tuple[int, ...] = ()
    call: GroupCall | None = None
    done: Done | None = None
    reporter: int | None = None
    written: bool = False  # whether there is a result
    moderator: int | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """`names` are those of everybody in a row: a moderator in one group does not know the people of another."""

    groups: tuple[GroupRow, ...]
    recalled_until: int = 0
    names: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GroupTalk:
    """Who of a group, as it was then, has said something in its phase, and when somebody did last, 0: nobody yet."""

    group: Room
    by: frozenset[int | None]
    last_at: int


def overview(
    plenary: Room, rooms: Mapping[int, Room], present: frozenset[int], known: Mapping[int, GroupTalk] = {}
) -> Overview:
    """`present` are all who are connected in any room of the session. A group of which the room is not at hand yet has
    a row of what the plenary knows. `known` spares reading again what was said in a group where nothing was since."""
    rows = [
        with_doings(row(plenary, room, present), rooms.get(room), known.get(room)) for room in plenary.places.groups
    ]
    names = {id: called(plenary.people[id], "") for each in rows for id in named_in(each) if id in plenary.people}
    return Overview(tuple(sorted(rows, key=urgency)), plenary.places.recalled_until, names)


def named_in(row: GroupRow) -> Iterator[int]:
    yield from (*row.people, *row.gaps, *row.moderators)
    told = [row.host, row.moderator, row.reporter, row.done.person if row.done else None]
    told += [row.call.person, row.call.writer, row.call.by] if row.call else []
    yield from (id for id in told if id is not None)


def urgency(row: GroupRow) -> tuple[int, int, int]:
    """Whoever has called for longest comes first."""
    if row.call and row.call.is_open:
        return 0, row.call.at, row.number
    return 1, 0, row.number


def row(plenary: Room, room: int, present: frozenset[int]) -> GroupRow:
    """Who is there."""
    places = plenary.places
    there = [person for person, at in places.at.items() if at == room]
    people = tuple(person for person in there if is_placed(plenary.people, person))
    here = tuple(person for person in people if person in present)
    moderators = tuple(person for person in there if is_moderating(plenary.people, person))
    gaps = tuple(person for person, kept in places.awaited.items() if kept == room)
    host, led = places.hosts.get(room), places.moderated.get(room, 0)
    moderator = led if is_moderating(plenary.people, led) else None
    return GroupRow(room, places.number(room), people, here, gaps, moderators, host, moderator=moderator)


def with_doings(row: GroupRow, group: Room | None, known: GroupTalk | None) -> GroupRow:
    if group is None or not group.agenda.phases:
        return row
    talk = talk_in(group, known)
    return replace(
        row,
        phase=group.agenda.phase.title,
        until=group.agenda.until,
        paused=group.agenda.stage is Stage.PAUSED,
        last_at=talk.last_at,
        silent=tuple(person for person in row.here if person not in talk.by),
        call=group.calls.call,
        done=group.calls.done,
        reporter=group.results.reporter,
        written=bool(group.results.text),
    )


def talk_in(group: Room, known: GroupTalk | None = None) -> GroupTalk:
    """As it was known, where nothing was said since."""
    if known is not None and is_alike(known.group, group):
        return known
    said = list(said_in_phase(group))
    return GroupTalk(group, frozenset(each.by for each in said), said[0].at if said else 0)


def is_alike(one: Room, other: Room) -> bool:
    is_same = one.exchange.contributions is other.exchange.contributions and one.people is other.people
    return is_same and one.agenda.since == other.agenda.since


def said_in_phase(group: Room) -> Iterator[Contribution]:
    """By those who are here to talk, under their names; the newest first."""
    said = takewhile(lambda each: each.at >= group.agenda.since, reversed(group.exchange.contributions))
    return (each for each in said if not each.anonymous and not is_moderating(group.people, each.by))
