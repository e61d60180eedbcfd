"""Where the people of a session are, and what follows from it: who belongs to which small group, and who is missed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from deliberation.core.acting import Ask, Role
from deliberation.core.grouping.explained import Because, Why
from deliberation.core.people import People, is_gone

PLACED = frozenset({Role.PARTICIPANT, Role.RECORDER})  # those who talk and do not moderate


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """Who is in one small group; a host stays where others go on to other groups. For those who are `away`, their place
    is kept until they come. A `moderator` is none of its people, and goes along with them unless away."""

    room: int
    people: tuple[int, ...]
    host: int | None = None
    away: tuple[int, ...] = ()
    moderator: int | None = None

    @property
    def there(self) -> tuple[int, ...]:
        """Its people, and whoever moderates it."""
        if self.moderator is None or self.moderator in self.away:
            return self.people
        return (*self.people, self.moderator)


@dataclass(frozen=True, slots=True)
class Gathered:
    """In a breakout room: the how manieth of the groups that were formed together, and who belongs to it."""

    number: int
    people: tuple[int, ...]
    host: int | None = None
    new: Mapping[int, int] = field(default_factory=dict)  # person -> how many of the others they had not met before
    card: bool = True  # whether they bring one; of pairs and triads each says a sentence
    moderator: int | None = None  # who was to go along with this group


@dataclass(frozen=True, slots=True)
class Places:
    rooms: tuple[int, ...] = ()  # the breakout rooms
    at: Mapping[int, int] = field(default_factory=dict)  # person -> breakout room; all others are in the plenary
    groups: tuple[int, ...] = ()  # the rooms of the small groups of this phase
    numbers: Mapping[int, int] = field(default_factory=dict)  # room -> the how manieth of the groups that were formed
    hosts: Mapping[int, int] = field(default_factory=dict)  # room -> person
    moderated: Mapping[int, int] = field(default_factory=dict)  # room -> who was to go along with its group
    met: Mapping[int, frozenset[int]] = field(default_factory=dict)  # person -> whom they met in small groups
    tables: Mapping[int, frozenset[int]] = field(default_factory=dict)  # person -> rooms in which they were
    called_back: frozenset[int] = frozenset()  # whom a moderator took out of the small groups of this phase
    came_from: Mapping[int, int] = field(default_factory=dict)  # person -> number of the group they have just left
    reported: frozenset[int] = frozenset()  # who has said their sentence since
    at_the_end: Mapping[int, int] = field(default_factory=dict)  # where people were when the session ended
    closed: frozenset[int] = frozenset()  # the rooms of groups that were closed or merged since people went apart
    awaited: Mapping[int, int] = field(default_factory=dict)  # person -> the group that keeps their place
    recalled_until: int = 0  # when all come back, ms; 0: nobody was recalled. Groups know it, too
    each_reports: bool = True  # of pairs and triads everybody says a sentence; larger groups bring a card
    last: tuple[PlannedGroup, ...] = ()  # who was together the last time, as the groups ended
    group: Gathered | None = None  # of a breakout room; of the plenary it stays empty, as all others do of a breakout

    def number(self, room: int) -> int:
        """Of a breakout room as people call it: each time they go apart, groups are counted anew, and keep their number
        when others are merged or closed. A room that was never a group counts among all."""
        return self.numbers.get(room) or self.rooms.index(room) + 1

    @property
    def used(self) -> frozenset[int]:
        """The breakout rooms in which somebody was, whoever that was: what is their role now, was not always."""
        return frozenset(room for were in self.tables.values() for room in were)


def is_placed(people: People, person: int) -> bool:
    """Whether somebody takes part in small groups: they talk, and do not moderate."""
    return not is_gone(people, person) and people[person].role in PLACED


def waits(places: Places, person: int, people: People) -> bool:
    """Whether there are small groups and this person, who comes late, is in none. Once all are recalled, nobody goes to
    one any more."""
    is_free = person not in places.at and person not in places.called_back
    return bool(places.groups) and not places.recalled_until and is_free and is_placed(people, person)


def most_missed_in(places: Places, ask: Ask, people: People) -> int:
    """The group that somebody who comes late goes into: the one that keeps their place; or else, of those who are
    connected, it has the fewest, and of two alike nobody of their kind of organisation."""
    if (kept := places.awaited.get(ask.by)) in places.groups:
        return kept
    here = ask.present | ask.around
    there = [(room, people[id].kind) for id, room in places.at.items() if id in here and is_placed(people, id)]
    kind = people[ask.by].kind
    return min(places.groups, key=lambda room: (sum(room == at for at, _ in there), (room, kind) in there))


def together(places: Places) -> tuple[PlannedGroup, ...]:
    """The small groups as they are now."""
    found: dict[int, list[int]] = {}
    for person, room in places.at.items():
        found.setdefault(room, []).append(person)
    there = (room for room in places.groups if room in found)
    return tuple(
        PlannedGroup(room, tuple(found[room]), places.hosts.get(room), (), places.moderated.get(room)) for room in there
    )


def why_here(group: Gathered, person: int, people: People) -> Why:
    """For the one sentence that somebody reads when they ask."""
    there = [id for id in group.people if is_placed(people, id)]
    others, new = len(there) - 1, group.new.get(person, 0)
    kinds = len({people[id].kind for id in there} - {""})
    if group.host == person:
        return Why(Because.STAYS, others, new, kinds)
    return Why(Because.NEW if new >= others else Because.MIXED, others, new, kinds)


def members(places: Places, people: People) -> tuple[int, ...]:
    """Of a small group, in the order in which they came into it."""
    return tuple(id for id in places.group.people if is_placed(people, id)) if places.group else ()


def reports_from(places: Places, person: int) -> int:
    return 0 if person in places.reported else places.came_from.get(person, 0)


# --- as they change ---------------------------------------------------------------------------------------------------


def ended(places: Places) -> Places:
    """The groups are over: where people are is another matter."""
    return replace(
        places,
        groups=(),
        called_back=frozenset(),
        closed=frozenset(),
        awaited={},
        recalled_until=0,
        last=together(places) or places.last,
    )


def acquainted(places: Places, new: Iterable[int], all: Iterable[int], room: int) -> Places:
    """After these came to those in this room."""
    new, together = frozenset(new), frozenset(all) | frozenset(new)
    met = dict(places.met)
    for person in together:
        others = together if person in new else new
        met[person] = met.get(person, frozenset()) | (others - {person})
    return replace(been_in(places, new, room), met=met)


def been_in(places: Places, people: Iterable[int], room: int) -> Places:
    tables = {person: places.tables.get(person, frozenset()) | {room} for person in people}
    return replace(places, tables={**places.tables, **tables})


def just_left(places: Places, people: Iterable[int]) -> dict[int, int]:
    """From which group each of them comes, where everybody says a sentence."""
    if not places.each_reports:
        return {}
    rooms = ((person, places.at.get(person)) for person in people)
    return {person: places.number(room) for person, room in rooms if room is not None and room in places.groups}


def without_group(places: Places, room: int) -> Places:
    return replace(
        places,
        groups=tuple(each for each in places.groups if each != room),
        hosts={each: host for each, host in places.hosts.items() if each != room},
        moderated={each: person for each, person in places.moderated.items() if each != room},
        closed=places.closed | {room},
    )
