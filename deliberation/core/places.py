"""Where people are: the plenary's log says which room of the session each person is in, at each of its seqs.

A breakout room only knows which small group it is and who belongs to it, so that its people can be told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from deliberation.core.acting import Ask, Audience, Refused, Stamp, cleaned
from deliberation.core.activity import Activity, Own, Part
from deliberation.core.agenda import PhaseMoved, RoomClosed, RoomReopened, Setting
from deliberation.core.grouping.explained import Why
from deliberation.core.items import differing
from deliberation.core.people import PersonRemoved, is_gone, is_moderating
from deliberation.core.whereabouts import (
    Gathered,
    Places,
    PlannedGroup,
    acquainted,
    been_in,
    ended,
    is_placed,
    just_left,
    members,
    most_missed_in,
    reports_from,
    why_here,
    without_group,
)

LONGEST_REPORT = 300
USUAL_RECALL = 30  # seconds until everybody is back in the plenary
LONGEST_RECALL = 600


@dataclass(frozen=True, slots=True)
class PlacesView:
    rooms: tuple[int, ...]
    at: Mapping[int, int]
    groups: tuple[int, ...] = ()
    hosts: Mapping[int, int] = field(default_factory=dict)
    recalled_until: int = 0
    numbers: Mapping[int, int] = field(default_factory=dict)  # room that is in use -> number, as its people call it


def view(places: Places, setting: Setting) -> PlacesView:
    in_use = dict.fromkeys((*places.groups, *places.at.values()))
    numbers = {room: places.number(room) for room in in_use}
    return PlacesView(places.rooms, places.at, places.groups, places.hosts, places.recalled_until, numbers)


@dataclass(frozen=True, slots=True)
class PlacesMine:
    """In a small group: which, and with whom. In the plenary: the group from which one brings a sentence along."""

    room: int | None  # None: the plenary
    group: int = 0  # 0: this is no small group
    people: tuple[int, ...] = ()
    host: int | None = None
    reports_from: int = 0  # 0: from none
    recalled_until: int = 0  # when all come back into the plenary, ms; 0: nobody was recalled
    why: Why | None = None  # one is in this group
    card: bool = False  # whether this group brings one


def mine(places: Places, person: int, setting: Setting) -> PlacesMine:
    if group := places.group:
        companions = members(places, setting.people)
        why = why_here(group, person, setting.people) if person in group.new else None
        return PlacesMine(None, group.number, companions, group.host, 0, places.recalled_until, why, group.card)
    brought = 0 if is_moderating(setting.people, person) else reports_from(places, person)
    return PlacesMine(places.at.get(person), reports_from=brought, recalled_until=places.recalled_until)


def concerned(before: Places, after: Places) -> frozenset[int]:
    found = differing(before.at, after.at) | differing(before.came_from, after.came_from)
    return found | (before.reported ^ after.reported)


def concerns_all(before: Places, after: Places) -> bool:
    """Whoever is in the session when the time of a recall is over may be the one whose page asks to go back. Who is in
    a group is told to moderators there, too, who belong to none."""
    return before.recalled_until != after.recalled_until or before.group != after.group


# --- commands and events ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenBreakouts:
    """More rooms for small groups. The shell asks this after it made them."""

    rooms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FormGroups:
    """Put people into small groups, whether or not they are in others. The shell asks this when a phase begins for
    which people go apart, and when a moderator sends groups."""

    groups: tuple[PlannedGroup, ...]
    each_reports: bool = True


@dataclass(frozen=True, slots=True)
class EnterGroup:
    """The page asks this for whoever comes while the others are in small groups."""


@dataclass(frozen=True, slots=True)
class Gather:
    """In a breakout room: who belongs here from now on. The shell asks this."""

    number: int
    people: tuple[int, ...]
    host: int | None = None
    new: Mapping[int, int] = field(default_factory=dict)
    card: bool = True
    moderator: int | None = None


@dataclass(frozen=True, slots=True)
class MovePeople:
    """The words, if there are any, are said in the rooms from which they go and in the one into which they come."""

    people: tuple[int, ...]
    room: int | None  # None: back to the plenary
    text: str = ""


@dataclass(frozen=True, slots=True)
class BringBack:
    """Everybody into the plenary, at once."""


@dataclass(frozen=True, slots=True)
class Recall:
    """Everybody into the plenary after so many seconds; 0: at once."""

    seconds: int = USUAL_RECALL


@dataclass(frozen=True, slots=True)
class CallOffReturn:
    """Everybody stays where they are."""


@dataclass(frozen=True, slots=True)
class AnnounceReturn:
    """In a breakout room: when all go back; 0: they stay. The shell asks this."""

    until: int


@dataclass(frozen=True, slots=True)
class ComeBack:
    """The time of the recall is over. Every page of those who talk asks this by itself; the first one is enough."""


@dataclass(frozen=True, slots=True)
class MergeGroups:
    """Everybody of the first goes into the second."""

    room: int
    into: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class CloseGroup:
    """Its people come to the plenary, and nobody goes there any more."""

    room: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class ExtendGroup:
    room: int
    minutes: int


@dataclass(frozen=True, slots=True)
class TellGroups:
    """A moderator says it in each of these groups, without any in all of them."""

    text: str
    rooms: tuple[int, ...] = ()


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
    each_reports: bool = True


@dataclass(frozen=True, slots=True)
class GroupGathered:
    number: int
    people: tuple[int, ...]
    host: int | None = None
    new: Mapping[int, int] = field(default_factory=dict)
    card: bool = True
    moderator: int | None = None


@dataclass(frozen=True, slots=True)
class PeopleMoved:
    people: tuple[int, ...]
    room: int | None


@dataclass(frozen=True, slots=True)
class GroupsReturned:
    """Everybody is in the plenary again, and the groups are over."""


@dataclass(frozen=True, slots=True)
class Recalled:
    until: int


@dataclass(frozen=True, slots=True)
class ReturnCalledOff:
    pass


@dataclass(frozen=True, slots=True)
class ReturnAnnounced:
    until: int


@dataclass(frozen=True, slots=True)
class GroupsMerged:
    room: int
    into: int


@dataclass(frozen=True, slots=True)
class GroupClosed:
    room: int


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
    rooms = [group.room for group in command.groups]
    led = [group.moderator for group in command.groups if group.moderator is not None]
    placed = [id for group in command.groups for id in (*group.people, *group.away) if id not in led]
    if not set(rooms) <= set(places.rooms) or len(set(rooms)) < len(rooms):
        raise Refused("places.no_such_room")
    if len(set(placed)) < len(placed) or not all(is_placed(setting.people, person) for person in placed):
        raise Refused("places.no_such_person")
    if len(set(led)) < len(led) or not all(is_moderating(setting.people, person) for person in led):
        raise Refused("places.no_such_person")
    return (GroupsFormed(command.groups, command.each_reports),) if command.groups else ()


def decide_enter(places: Places, command: EnterGroup, ask: Ask, setting: Setting) -> tuple[PeopleMoved, ...]:
    return (PeopleMoved((ask.by,), most_missed_in(places, ask, setting.people)),)


def decide_gather(places: Places, command: Gather, ask: Ask, setting: Setting) -> tuple[GroupGathered, ...]:
    place = (command.number, command.people, command.host, command.new, command.card, command.moderator)
    return () if places.group == Gathered(*place) else (GroupGathered(*place),)


def decide_move(places: Places, command: MovePeople, ask: Ask, setting: Setting) -> tuple[PeopleMoved, ...]:
    if places.group:  # the plenary decides
        return ()
    if command.room is not None:
        require_open(places, command.room)
    if any(is_gone(setting.people, person) for person in command.people):
        raise Refused("places.no_such_person")
    return moved(places, command.people, command.room)


def require_open(places: Places, room: int) -> None:
    """Small groups are the rooms to be in: what is over is no longer one of them, and nobody would be seen there."""
    if room in places.closed:
        raise Refused("places.group_closed")
    if room not in (places.groups if places.groups or places.last else places.rooms):
        raise Refused("places.no_such_room")


def require_group(places: Places, room: int) -> None:
    if room not in places.groups:
        raise Refused("places.no_such_group")


def decide_bring_back(
    places: Places, command: BringBack, ask: Ask, setting: Setting
) -> tuple[PeopleMoved | GroupsReturned, ...]:
    return () if places.group else all_returned(places)


def all_returned(places: Places) -> tuple[PeopleMoved | GroupsReturned, ...]:
    return (GroupsReturned(),) if places.groups else moved(places, tuple(places.at), None)


def decide_recall(
    places: Places, command: Recall, ask: Ask, setting: Setting
) -> tuple[PeopleMoved | GroupsReturned | Recalled, ...]:
    if places.group:
        return ()
    if not 0 <= command.seconds <= LONGEST_RECALL:
        raise Refused("places.seconds")
    if not (places.at or places.groups):
        raise Refused("places.nobody_apart")
    if not command.seconds:
        return all_returned(places)
    until = ask.at + command.seconds * 1000
    return () if until == places.recalled_until else (Recalled(until),)


def decide_call_off(places: Places, command: CallOffReturn, ask: Ask, setting: Setting) -> tuple[ReturnCalledOff, ...]:
    return (ReturnCalledOff(),) if places.recalled_until and not places.group else ()


def decide_announce(places: Places, command: AnnounceReturn, ask: Ask, setting: Setting) -> tuple[ReturnAnnounced, ...]:
    return () if places.recalled_until == command.until else (ReturnAnnounced(command.until),)


def decide_come_back(
    places: Places, command: ComeBack, ask: Ask, setting: Setting
) -> tuple[PeopleMoved | GroupsReturned, ...]:
    if places.group or not places.recalled_until:
        return ()
    if ask.at < places.recalled_until:
        raise Refused("places.not_yet")
    return all_returned(places)


def decide_merge(places: Places, command: MergeGroups, ask: Ask, setting: Setting) -> tuple[GroupsMerged, ...]:
    if places.group or command.room in places.closed:
        return ()
    require_group(places, command.room)
    require_group(places, command.into)
    if command.room == command.into:
        raise Refused("places.same_group")
    return (GroupsMerged(command.room, command.into),)


def decide_close(places: Places, command: CloseGroup, ask: Ask, setting: Setting) -> tuple[GroupClosed, ...]:
    if places.group or command.room in places.closed:
        return ()
    require_group(places, command.room)
    return (GroupClosed(command.room),)


def decide_extend(places: Places, command: ExtendGroup, ask: Ask, setting: Setting) -> tuple[GroupClosed, ...]:
    """The group's own agenda has it."""
    if not places.group:
        require_group(places, command.room)
    return ()


def decide_tell(places: Places, command: TellGroups, ask: Ask, setting: Setting) -> tuple[GroupClosed, ...]:
    """It is said in the groups."""
    if places.group:
        return ()
    if not places.groups:
        raise Refused("places.nobody_apart")
    for room in command.rooms:
        require_group(places, room)
    return ()


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
        ended(places),
        at={person: group.room for group in event.groups for person in group.there},
        groups=tuple(group.room for group in event.groups),
        numbers={group.room: number for number, group in enumerate(event.groups, 1)},
        hosts={group.room: group.host for group in event.groups if group.host is not None},
        moderated={group.room: group.moderator for group in event.groups if group.moderator is not None},
        awaited={person: group.room for group in event.groups for person in group.away},
        each_reports=event.each_reports,
        last=event.groups,
    )
    for group in event.groups:
        formed = acquainted(formed, group.people, group.people, group.room)
    return formed


def evolve_gathered(places: Places, event: GroupGathered, stamp: Stamp) -> Places:
    return replace(
        places, group=Gathered(event.number, event.people, event.host, event.new, event.card, event.moderator)
    )


def evolve_moved(places: Places, event: PeopleMoved, stamp: Stamp) -> Places:
    others = {person: room for person, room in places.at.items() if person not in event.people}
    people = frozenset(event.people)
    if event.room is None:
        back = replace(places, at=others, called_back=places.called_back | people if places.groups else frozenset())
        return replace(back, came_from={**places.came_from, **just_left(places, event.people)})
    awaited = {person: room for person, room in places.awaited.items() if person not in people}
    went = replace(
        places,
        at=others | dict.fromkeys(event.people, event.room),
        called_back=places.called_back - people,
        awaited=awaited,
    )
    if event.room not in places.groups:
        return been_in(went, people, event.room)
    there = (person for person, room in others.items() if room == event.room)
    return acquainted(went, people, there, event.room)


def evolve_phase(places: Places, event: PhaseMoved, stamp: Stamp) -> Places:
    """The next phase brings everybody back, or finds them together; who came from a group may report from it. A group
    belongs to nobody until the plenary says to whom, even if that is to the same people."""
    if places.group:
        return replace(places, group=replace(places.group, people=()), recalled_until=0)
    if not (places.at or places.groups or places.came_from or places.recalled_until):
        return places
    came_from = just_left(places, places.at)
    return replace(ended(places), at={}, came_from=came_from, reported=frozenset())


def evolve_returned(places: Places, event: GroupsReturned, stamp: Stamp) -> Places:
    return replace(ended(places), at={}, came_from={**places.came_from, **just_left(places, places.at)})


def evolve_recalled(places: Places, event: Recalled | ReturnAnnounced, stamp: Stamp) -> Places:
    return replace(places, recalled_until=event.until)


def evolve_called_off(places: Places, event: ReturnCalledOff, stamp: Stamp) -> Places:
    return replace(places, recalled_until=0)


def evolve_merged(places: Places, event: GroupsMerged, stamp: Stamp) -> Places:
    """Whoever moderates there goes along, and so does whoever is still awaited."""
    people = [person for person, room in places.at.items() if room == event.room]
    there = [person for person, room in places.at.items() if room == event.into]
    merged = replace(
        without_group(places, event.room),
        at={person: instead(room, event) for person, room in places.at.items()},
        awaited={person: instead(room, event) for person, room in places.awaited.items()},
    )
    return acquainted(merged, people, there, event.into)


def instead(room: int, event: GroupsMerged) -> int:
    return event.into if room == event.room else room


def evolve_group_closed(places: Places, event: GroupClosed, stamp: Stamp) -> Places:
    people = tuple(person for person, room in places.at.items() if room == event.room)
    left = evolve_moved(places, PeopleMoved(people, None), stamp) if people else places
    awaited = {person: room for person, room in places.awaited.items() if room != event.room}
    after = replace(without_group(left, event.room), awaited=awaited)
    return after if after.groups else replace(ended(after), closed=after.closed)


def evolve_removed(places: Places, event: PersonRemoved, stamp: Stamp) -> Places:
    """Their group keeps their place: whoever was only away comes back to it."""
    if event.person not in places.at:
        return places
    at = {person: room for person, room in places.at.items() if person != event.person}
    return replace(places, at=at, awaited={**places.awaited, event.person: places.at[event.person]})


def evolve_closed(places: Places, event: RoomClosed, stamp: Stamp) -> Places:
    """At the end everybody is together."""
    return replace(places, at={}, at_the_end=places.at, recalled_until=0)


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
        Recall: decide_recall,
        CallOffReturn: decide_call_off,
        AnnounceReturn: decide_announce,
        ComeBack: decide_come_back,
        MergeGroups: decide_merge,
        CloseGroup: decide_close,
        ExtendGroup: decide_extend,
        TellGroups: decide_tell,
        Report: decide_report,
    },
    evolve={
        BreakoutsOpened: evolve_opened,
        GroupsFormed: evolve_formed,
        GroupGathered: evolve_gathered,
        PeopleMoved: evolve_moved,
        GroupsReturned: evolve_returned,
        Recalled: evolve_recalled,
        ReturnCalledOff: evolve_called_off,
        ReturnAnnounced: evolve_recalled,
        GroupsMerged: evolve_merged,
        GroupClosed: evolve_group_closed,
        Reported: evolve_reported,
        PhaseMoved: evolve_phase,
        RoomClosed: evolve_closed,
        RoomReopened: evolve_reopened,
        PersonRemoved: evolve_removed,
    },
    part=Part(PlacesView, view, to=frozenset({Audience.MODERATION})),
    mine=Own(PlacesMine, mine, concerned, concerns_all),
    by_shell=frozenset({OpenBreakouts, FormGroups, Gather, AnnounceReturn}),
    speech=frozenset({Report, TellGroups}),
    limits={"LONGEST_REPORT": LONGEST_REPORT, "USUAL_RECALL": USUAL_RECALL, "LONGEST_RECALL": LONGEST_RECALL},
)
