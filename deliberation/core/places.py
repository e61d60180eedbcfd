"""Where people are: the plenary's log says which room of the session each person is in, at each of its seqs.

A breakout room only knows which small group it is and who belongs to it, so that its people can be told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from deliberation.core.acting import Ask, Audience, Refused, Role, Stamp, cleaned
from deliberation.core.activity import Activity, Own, Part
from deliberation.core.agenda import PhaseMoved, RoomClosed, RoomReopened, Setting
from deliberation.core.items import differing
from deliberation.core.people import People, PersonRemoved, is_gone, is_moderating

LONGEST_REPORT = 300
PLACED = frozenset({Role.PARTICIPANT, Role.RECORDER})  # those who talk and do not moderate


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """Who is in one small group; a host stays where others go on to other groups."""

    room: int
    people: tuple[int, ...]
    host: int | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """In a breakout room: the how manieth group it is, and who belongs to it."""

    number: int
    people: tuple[int, ...]
    host: int | None = None


@dataclass(frozen=True, slots=True)
class Places:
    rooms: tuple[int, ...] = ()  # the breakout rooms
    at: Mapping[int, int] = field(default_factory=dict)  # person -> breakout room; all others are in the plenary
    groups: tuple[int, ...] = ()  # the rooms of the small groups of this phase
    hosts: Mapping[int, int] = field(default_factory=dict)  # room -> person
    met: Mapping[int, frozenset[int]] = field(default_factory=dict)  # person -> whom they met in small groups
    tables: Mapping[int, frozenset[int]] = field(default_factory=dict)  # person -> rooms in which they were
    called_back: frozenset[int] = frozenset()  # whom a moderator took out of the small groups of this phase
    came_from: Mapping[int, int] = field(default_factory=dict)  # person -> number of the group they have just left
    reported: frozenset[int] = frozenset()  # who has said their sentence since
    at_the_end: Mapping[int, int] = field(default_factory=dict)  # where people were when the session ended
    group: Gathered | None = None  # of a breakout room; of the plenary it stays empty, as all others do of a breakout

    def number(self, room: int) -> int:
        """Of a breakout room as people call it: they are used in the order in which they were made."""
        return self.rooms.index(room) + 1


@dataclass(frozen=True, slots=True)
class PlacesView:
    rooms: tuple[int, ...]
    at: Mapping[int, int]
    groups: tuple[int, ...] = ()
    hosts: Mapping[int, int] = field(default_factory=dict)


def view(places: Places, setting: Setting) -> PlacesView:
    return PlacesView(places.rooms, places.at, places.groups, places.hosts)


@dataclass(frozen=True, slots=True)
class PlacesMine:
    """In a small group: which, and with whom. In the plenary: the group from which one brings a sentence along."""

    room: int | None  # None: the plenary
    group: int = 0  # 0: this is no small group
    people: tuple[int, ...] = ()
    host: int | None = None
    reports_from: int = 0  # 0: from none


def mine(places: Places, person: int, setting: Setting) -> PlacesMine:
    if group := places.group:
        return PlacesMine(None, group.number, members(places, setting.people), group.host)
    brought = 0 if is_moderating(setting.people, person) else reports_from(places, person)
    return PlacesMine(places.at.get(person), reports_from=brought)


def members(places: Places, people: People) -> tuple[int, ...]:
    """Of a small group, in the order in which they came into it."""
    return tuple(id for id in places.group.people if is_placed(people, id)) if places.group else ()


def reports_from(places: Places, person: int) -> int:
    return 0 if person in places.reported else places.came_from.get(person, 0)


def concerned(before: Places, after: Places) -> frozenset[int]:
    found = differing(before.at, after.at) | differing(before.came_from, after.came_from)
    if before.group != after.group:
        found |= {person for each in (before.group, after.group) if each for person in each.people}
    return found | (before.reported ^ after.reported)


def is_placed(people: People, person: int) -> bool:
    """Whether somebody takes part in small groups: they talk, and do not moderate."""
    return not is_gone(people, person) and people[person].role in PLACED


def waits(places: Places, person: int, people: People) -> bool:
    """Whether there are small groups and this person, who comes late, is in none."""
    is_free = person not in places.at and person not in places.called_back
    return bool(places.groups) and is_free and is_placed(people, person)


def smallest(places: Places, ask: Ask, people: People) -> int:
    """The group that somebody who comes late goes into: of those who are connected, it has the fewest."""
    here = ask.present | ask.around
    taken = [room for person, room in places.at.items() if is_placed(people, person) and person in here]
    return min(places.groups, key=taken.count)


# --- commands and events ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenBreakouts:
    """More rooms for small groups. The shell asks this after it made them."""

    rooms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FormGroups:
    """Put people into small groups. The shell asks this when a phase begins for which people go apart."""

    groups: tuple[PlannedGroup, ...]


@dataclass(frozen=True, slots=True)
class EnterGroup:
    """The page asks this for whoever comes while the others are in small groups."""


@dataclass(frozen=True, slots=True)
class Gather:
    """In a breakout room: who belongs here from now on. The shell asks this."""

    number: int
    people: tuple[int, ...]
    host: int | None = None


@dataclass(frozen=True, slots=True)
class MovePeople:
    people: tuple[int, ...]
    room: int | None  # None: back to the plenary


@dataclass(frozen=True, slots=True)
class BringBack:
    """Everybody into the plenary."""


@dataclass(frozen=True, slots=True)
class Report:
    """One sentence for all, of whoever was in a small group: once, and until the next phase."""

    text: str


@dataclass(frozen=True, slots=True)
class BreakoutsOpened:
    rooms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GroupsFormed:
    groups: tuple[PlannedGroup, ...]


@dataclass(frozen=True, slots=True)
class GroupGathered:
    number: int
    people: tuple[int, ...]
    host: int | None = None


@dataclass(frozen=True, slots=True)
class PeopleMoved:
    people: tuple[int, ...]
    room: int | None


@dataclass(frozen=True, slots=True)
class Reported:
    person: int
    group: int
    phase: int
    text: str


# --- decisions --------------------------------------------------------------------------------------------------------


def decide_open(places: Places, command: OpenBreakouts, ask: Ask, setting: Setting) -> tuple[BreakoutsOpened, ...]:
    new = tuple(room for room in command.rooms if room not in places.rooms)
    return (BreakoutsOpened(new),) if new else ()


def decide_form(places: Places, command: FormGroups, ask: Ask, setting: Setting) -> tuple[GroupsFormed, ...]:
    if places.groups:
        return ()
    rooms = [group.room for group in command.groups]
    placed = [person for group in command.groups for person in group.people]
    if not set(rooms) <= set(places.rooms) or len(set(rooms)) < len(rooms):
        raise Refused("places.no_such_room")
    if len(set(placed)) < len(placed) or not all(is_placed(setting.people, person) for person in placed):
        raise Refused("places.no_such_person")
    return (GroupsFormed(command.groups),) if command.groups else ()


def decide_enter(places: Places, command: EnterGroup, ask: Ask, setting: Setting) -> tuple[PeopleMoved, ...]:
    return (PeopleMoved((ask.by,), smallest(places, ask, setting.people)),)


def decide_gather(places: Places, command: Gather, ask: Ask, setting: Setting) -> tuple[GroupGathered, ...]:
    gathered = Gathered(command.number, command.people, command.host)
    return () if gathered == places.group else (GroupGathered(command.number, command.people, command.host),)


def decide_move(places: Places, command: MovePeople, ask: Ask, setting: Setting) -> tuple[PeopleMoved, ...]:
    if places.group:  # the plenary decides
        return ()
    if command.room is not None and command.room not in places.rooms:
        raise Refused("places.no_such_room")
    if any(is_gone(setting.people, person) for person in command.people):
        raise Refused("places.no_such_person")
    return moved(places, command.people, command.room)


def decide_bring_back(places: Places, command: BringBack, ask: Ask, setting: Setting) -> tuple[PeopleMoved, ...]:
    return moved(places, tuple(places.at), None)


def moved(places: Places, people: tuple[int, ...], room: int | None) -> tuple[PeopleMoved, ...]:
    elsewhere = tuple(person for person in dict.fromkeys(people) if places.at.get(person) != room)
    return (PeopleMoved(elsewhere, room),) if elsewhere else ()


def decide_report(places: Places, command: Report, ask: Ask, setting: Setting) -> tuple[Reported, ...]:
    group = reports_from(places, ask.by)
    if not group or is_moderating(setting.people, ask.by):
        raise Refused("places.nothing_to_report")
    text = cleaned(command.text, LONGEST_REPORT, "places.report")
    return (Reported(ask.by, group, setting.agenda.current, text),)


# --- what follows -----------------------------------------------------------------------------------------------------


def evolve_opened(places: Places, event: BreakoutsOpened, stamp: Stamp) -> Places:
    return replace(places, rooms=(*places.rooms, *event.rooms))


def evolve_formed(places: Places, event: GroupsFormed, stamp: Stamp) -> Places:
    formed = replace(
        places,
        at={person: group.room for group in event.groups for person in group.people},
        groups=tuple(group.room for group in event.groups),
        hosts={group.room: group.host for group in event.groups if group.host is not None},
    )
    for group in event.groups:
        formed = acquainted(formed, group.people, group.people, group.room)
    return formed


def acquainted(places: Places, new: Iterable[int], all: Iterable[int], room: int) -> Places:
    """After these came to those in this room."""
    new, together = frozenset(new), frozenset(all) | frozenset(new)
    met, tables = dict(places.met), dict(places.tables)
    for person in together:
        others = together if person in new else new
        met[person] = met.get(person, frozenset()) | (others - {person})
    for person in new:
        tables[person] = tables.get(person, frozenset()) | {room}
    return replace(places, met=met, tables=tables)


def evolve_gathered(places: Places, event: GroupGathered, stamp: Stamp) -> Places:
    return replace(places, group=Gathered(event.number, event.people, event.host))


def evolve_moved(places: Places, event: PeopleMoved, stamp: Stamp) -> Places:
    others = {person: room for person, room in places.at.items() if person not in event.people}
    people = frozenset(event.people)
    if event.room is None:
        back = replace(places, at=others, called_back=places.called_back | people if places.groups else frozenset())
        return replace(back, came_from={**places.came_from, **just_left(places, event.people)})
    went = replace(places, at=others | dict.fromkeys(event.people, event.room), called_back=places.called_back - people)
    if event.room not in places.groups:
        return went
    there = (person for person, room in others.items() if room == event.room)
    return acquainted(went, people, there, event.room)


def just_left(places: Places, people: Iterable[int]) -> dict[int, int]:
    """From which group each of them comes."""
    rooms = ((person, places.at.get(person)) for person in people)
    return {person: places.number(room) for person, room in rooms if room is not None and room in places.groups}


def evolve_phase(places: Places, event: PhaseMoved, stamp: Stamp) -> Places:
    """The next phase brings everybody back, or finds them together; who came from a group may report from it."""
    if not (places.at or places.groups or places.came_from):
        return places
    came_from = just_left(places, places.at)
    return replace(places, at={}, groups=(), called_back=frozenset(), came_from=came_from, reported=frozenset())


def evolve_removed(places: Places, event: PersonRemoved, stamp: Stamp) -> Places:
    if event.person not in places.at:
        return places
    return replace(places, at={person: room for person, room in places.at.items() if person != event.person})


def evolve_closed(places: Places, event: RoomClosed, stamp: Stamp) -> Places:
    """At the end everybody is together."""
    return replace(places, at={}, at_the_end=places.at)


def evolve_reopened(places: Places, event: RoomReopened, stamp: Stamp) -> Places:
    """It goes on where it was."""
    return replace(places, at=places.at_the_end, at_the_end={})


def evolve_reported(places: Places, event: Reported, stamp: Stamp) -> Places:
    return replace(places, reported=places.reported | {event.person})


ACTIVITY = Activity(
    "places",
    Places,
    decide={
        OpenBreakouts: decide_open,
        FormGroups: decide_form,
        EnterGroup: decide_enter,
        Gather: decide_gather,
        MovePeople: decide_move,
        BringBack: decide_bring_back,
        Report: decide_report,
    },
    evolve={
        BreakoutsOpened: evolve_opened,
        GroupsFormed: evolve_formed,
        GroupGathered: evolve_gathered,
        PeopleMoved: evolve_moved,
        Reported: evolve_reported,
        PhaseMoved: evolve_phase,
        RoomClosed: evolve_closed,
        RoomReopened: evolve_reopened,
        PersonRemoved: evolve_removed,
    },
    part=Part(PlacesView, view, to=frozenset({Audience.MODERATION})),
    mine=Own(PlacesMine, mine, concerned),
    by_shell=frozenset({OpenBreakouts, FormGroups, Gather}),
    speech=frozenset({Report}),
    limits={"LONGEST_REPORT": LONGEST_REPORT},
)
