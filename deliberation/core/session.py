"""What is asked in one room of a session and has to happen in others, too, at once or not at all."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from deliberation.core import agenda, agreement, people, places, vote
from deliberation.core.acting import Ask
from deliberation.core.activity import Room
from deliberation.core.agenda import IN_BREAKOUTS, Formation, Phase
from deliberation.core.grouping import tables
from deliberation.core.grouping.rules import Unit
from deliberation.core.grouping.wishes import Acquaintance, Trait
from deliberation.core.places import PlannedGroup

Rooms = Mapping[int, Room]  # all rooms of a session, by id
Following = Mapping[int, tuple[Any, ...]]  # commands by the room in which they follow

SIZES = {Formation.PAIRS: 2, Formation.TRIADS: 3}
USUAL_GROUP = 4


def close_breakouts(rooms: Rooms, here: int, command: agenda.CloseRoom, ask: Ask) -> Following:
    """With the plenary, its breakout rooms end, and in each room the ballot that is open is counted."""
    running = (agenda.Stage.OPEN, agenda.Stage.PAUSED)
    open_now = (room for room in rooms[here].places.rooms if rooms[room].agenda.stage in running)
    ends = {room: (agenda.CloseRoom(rooms[room].agenda.moved), *close_ballot(rooms[room])) for room in open_now}
    own = close_ballot(rooms[here])
    return ends | {here: own} if own else ends


def close_ballot(room: Room) -> tuple[vote.CloseBallot, ...]:
    ballot = room.states["vote"].ballot
    return (vote.CloseBallot(ballot.id),) if ballot else ()


def remove_everywhere(rooms: Rooms, here: int, command: people.RemovePerson, ask: Ask) -> Following:
    """From all rooms of the session in which somebody was and that have not ended."""
    others = {room: known for room, known in rooms.items() if room != here and command.person in known.people}
    return {room: (command,) for room, known in others.items() if not has_ended(known)}


def give_everywhere(rooms: Rooms, here: int, command: people.RoleCommand, ask: Ask) -> Following:
    """In all rooms of the session in which these people were and that have not ended."""
    others = {room: known for room, known in rooms.items() if room != here and not has_ended(known)}
    roles = {room: people.roles_after(known.people, command, ask.by) for room, known in others.items()}
    return {room: (people.SetRoles(each),) for room, each in roles.items() if each}


def has_ended(room: Room) -> bool:
    return room.states["agenda"].stage is agenda.Stage.CLOSED


# --- small groups -----------------------------------------------------------------------------------------------------


def form_groups(rooms: Rooms, here: int, command: agenda.MovePhase, ask: Ask) -> Following:
    """A phase for which people go apart begins with them in their groups. The groups of the phase before hear, too,
    that it is over: who is still there sees what the plenary sees."""
    plenary = rooms[here]
    now = plenary.agenda
    if command.to == now.current:
        return {}
    planned = planned_groups(rooms, here, now.phases[command.to], ask)
    follow = agenda.FollowPlenary(now.question, now.phases, now.medium, command.to)
    gathering = {each.room: gather(plenary, rooms, here, each.room, each.people, each.host) for each in planned}
    concerned = dict.fromkeys((*plenary.places.groups, *gathering))
    following = {room: (follow, *gathering.get(room, ())) for room in concerned}
    return {here: forming(rooms, here, planned), **following} if planned else following


def forming(rooms: Rooms, here: int, planned: tuple[PlannedGroup, ...]) -> tuple[Any, ...]:
    return (places.OpenBreakouts(breakouts(rooms, here)), places.FormGroups(planned))


def breakouts(rooms: Rooms, here: int) -> tuple[int, ...]:
    """In the order in which they were made, so that a group's number is the same all session long."""
    known: tuple[int, ...] = rooms[here].places.rooms
    return (*known, *sorted(room for room in rooms if room != here and room not in known))


def planned_groups(rooms: Rooms, here: int, phase: Phase, ask: Ask) -> tuple[PlannedGroup, ...]:
    """Of all who are connected. Where there are fewer rooms than groups, the groups are larger."""
    free = breakouts(rooms, here)
    if phase.formation not in IN_BREAKOUTS or not free:
        return ()
    plenary = rooms[here]
    placed = [id for id in plenary.people if places.is_placed(plenary.people, id) and id in ask.present | ask.around]
    count = min(tables.number_of_groups(len(placed), size_of(phase)), len(free))
    formed = formed_groups(plenary, phase, placed, free[:count], ask.chance)
    return tuple(
        PlannedGroup(room, group, host_of(plenary, phase, room, group))
        for room, group in zip(free, formed, strict=False)
    )


def rooms_needed(plenary: Room, command: Any) -> int:
    """How many breakout rooms this command may need at the most, if it is one that forms groups."""
    phases = plenary.agenda.phases
    if not isinstance(command, agenda.MovePhase) or not 0 <= command.to < len(phases):
        return 0
    phase = phases[command.to]
    placed = sum(places.is_placed(plenary.people, id) for id in plenary.people)
    return tables.number_of_groups(placed, size_of(phase)) if phase.formation in IN_BREAKOUTS else 0


def size_of(phase: Phase) -> int:
    return SIZES.get(phase.formation) or phase.size or USUAL_GROUP


def formed_groups(
    plenary: Room, phase: Phase, placed: list[int], free: tuple[int, ...], chance: int
) -> tuple[Unit, ...]:
    """By the phase: where people rotate, they go to another table than before, while its host stays; groups that follow
    upon smaller ones are made of these; all others are drawn anew."""
    known = acquaintance(plenary, free)
    before = groups_before(plenary, placed)
    if phase.rotates and before:
        hosts = hosts_who_stay(plenary, placed, free)
        others = [(person,) for person in placed if (person,) not in hosts]
        return tables.around(hosts, others, known, chance)
    if before and 2 * size_of(plenary.agenda.phase) <= size_of(phase):
        units = [*before, *those_beside(before, placed)]
        return tables.joined(units, min(len(free), len(units)), known, chance)
    return tables.grouped(placed, len(free), known, chance)


def acquaintance(plenary: Room, free: tuple[int, ...]) -> Acquaintance:
    """With the rooms as tables, counted in their order."""
    traits = {id: {Trait.KIND: person.kind} for id, person in plenary.people.items()}
    were_at = {
        person: frozenset(free.index(room) for room in were if room in free)
        for person, were in plenary.places.tables.items()
    }
    return Acquaintance(traits, plenary.places.met, were_at)


def groups_before(plenary: Room, placed: list[int]) -> tuple[Unit, ...]:
    """Those that are still together, as far as their people are here."""
    at = plenary.places.at
    groups = (tuple(person for person in placed if at.get(person) == room) for room in plenary.places.groups)
    return tuple(group for group in groups if group)


def those_beside(groups: tuple[Unit, ...], placed: list[int]) -> list[Unit]:
    grouped = {person for group in groups for person in group}
    return [(person,) for person in placed if person not in grouped]


def hosts_who_stay(plenary: Room, placed: list[int], free: tuple[int, ...]) -> tuple[Unit, ...]:
    """Of each table; none where its host has gone."""
    hosts = (plenary.places.hosts.get(room) for room in free)
    return tuple((host,) if host in placed else () for host in hosts)


def host_of(plenary: Room, phase: Phase, room: int, group: Unit) -> int | None:
    """Whoever was it before and stays, or the first by lot."""
    if not phase.host or not group:
        return None
    before = plenary.places.hosts.get(room)
    return before if phase.rotates and before in group else group[0]


def gather(
    plenary: Room, rooms: Rooms, here: int, room: int, group: Iterable[int], host: int | None
) -> tuple[Any, ...]:
    """What brings people into a breakout room, as they are in the plenary, and tells them with whom they are."""
    there = tuple(person for person in group if places.is_placed(plenary.people, person))
    confirmed = tuple(person for person in there if agreement.has_confirmed(plenary.agreement, person))
    return (
        people.BringIn(tuple(plenary.people[person] for person in there)),
        agreement.TakeAsConfirmed(confirmed),
        places.Gather(breakouts(rooms, here).index(room) + 1, there, host),
    )


def enter_group(rooms: Rooms, here: int, command: places.EnterGroup, ask: Ask) -> Following:
    plenary = rooms[here]
    to = places.smallest(plenary.places, ask, plenary.people)
    return gathered_anew(rooms, here, plenary.places.at | {ask.by: to})


def move_people(rooms: Rooms, here: int, command: places.MovePeople, ask: Ask) -> Following:
    """The plenary decides; in the small groups of this phase, those who are there hear it."""
    if rooms[here].places.group:
        return in_plenary(rooms, here, command, ask)
    at = {person: room for person, room in rooms[here].places.at.items() if person not in command.people}
    after = at if command.room is None else at | dict.fromkeys(command.people, command.room)
    return gathered_anew(rooms, here, after)


def bring_back(rooms: Rooms, here: int, command: places.BringBack, ask: Ask) -> Following:
    return in_plenary(rooms, here, command, ask) if rooms[here].places.group else gathered_anew(rooms, here, {})


def in_plenary(rooms: Rooms, here: int, command: Any, ask: Ask) -> Following:
    """What is asked in a small group and is for the plenary to decide, with all that follows there."""
    plenary = next(room for room, known in rooms.items() if here in known.places.rooms)
    return {plenary: (command,), **FOLLOWING[type(command)](rooms, plenary, command, ask)}


def gathered_anew(rooms: Rooms, here: int, at: Mapping[int, int]) -> Following:
    """The groups to which others belong than before, by where people are now."""
    plenary = rooms[here]
    found = {room: tuple(person for person in at if at[person] == room) for room in plenary.places.groups}
    changed = {room: group for room, group in found.items() if group != members_before(plenary, room)}
    hosts = plenary.places.hosts
    return {room: gather(plenary, rooms, here, room, group, hosts.get(room)) for room, group in changed.items()}


def members_before(plenary: Room, room: int) -> tuple[int, ...]:
    return tuple(person for person, at in plenary.places.at.items() if at == room)


def in_groups(command: Callable[[Room, Any], Any]) -> Callable[[Rooms, int, Any, Ask], Following]:
    """What holds for the small groups of this phase as for the plenary."""

    def follow(rooms: Rooms, here: int, asked: Any, ask: Ask) -> Following:
        return {room: (command(rooms[room], asked),) for room in rooms[here].places.groups}

    return follow


def extend_there(group: Room, command: agenda.ExtendPhase) -> agenda.ExtendPhase:
    return agenda.ExtendPhase(group.agenda.moved, command.minutes)


def likewise(group: Room, command: Any) -> Any:
    return command


# By the type of the command, so that commands that stay in their room pay one look for it. Whether the role may ask is
# a matter of the room in which it was asked, whether it can happen now of each.
FOLLOWING: dict[type, Callable[[Rooms, int, Any, Ask], Following]] = {
    agenda.MovePhase: form_groups,
    agenda.ExtendPhase: in_groups(extend_there),
    agenda.PauseRoom: in_groups(likewise),
    agenda.ResumeRoom: in_groups(likewise),
    agenda.CloseRoom: close_breakouts,
    agenda.ReopenRoom: in_groups(likewise),
    people.RemovePerson: remove_everywhere,
    people.GiveRole: give_everywhere,
    people.HandOver: give_everywhere,
    people.TakeOver: give_everywhere,
    places.EnterGroup: enter_group,
    places.MovePeople: move_people,
    places.BringBack: bring_back,
}
