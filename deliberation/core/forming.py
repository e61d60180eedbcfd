"""Who goes into which small group: as it was prepared, as a moderator sends them, or drawn when a phase begins."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from deliberation.core import agenda, groups, whereabouts
from deliberation.core.acting import Ask, Refused
from deliberation.core.activity import Room
from deliberation.core.agenda import IN_BREAKOUTS, Formation, Phase
from deliberation.core.grouping import tables
from deliberation.core.grouping.repairs import repaired_at_once
from deliberation.core.grouping.rules import Unit
from deliberation.core.grouping.tasks import Task
from deliberation.core.grouping.wishes import Acquaintance, Trait
from deliberation.core.groups import ProposedGroup
from deliberation.core.people import is_moderating
from deliberation.core.whereabouts import PlannedGroup

Rooms = Mapping[int, Room]  # all rooms of a session, by id

SIZES = {Formation.PAIRS: 2, Formation.TRIADS: 3}
USUAL_GROUP = 4


def breakouts(rooms: Rooms, here: int) -> tuple[int, ...]:
    """In the order in which they were made."""
    known: tuple[int, ...] = rooms[here].places.rooms
    return (*known, *sorted(room for room in rooms if room != here and room not in known))


def fresh(rooms: Rooms, here: int) -> tuple[int, ...]:
    """The breakout rooms in which nobody was yet: what is said in a small group stays there, so that whoever comes
    later must not find it."""
    used = rooms[here].places.used
    return tuple(room for room in breakouts(rooms, here) if room not in used)


def tables_that_stay(plenary: Room, phase: Phase) -> tuple[int, ...]:
    """Where people rotate, they find what was said at the table to which they come: that is the method. What pairs told
    each other is for nobody else."""
    if not phase.rotates or plenary.places.each_reports:
        return ()
    return tuple(group.room for group in whereabouts.together(plenary.places) or plenary.places.last)


def free_for(rooms: Rooms, here: int, phase: Phase) -> tuple[int, ...]:
    return tuple(dict.fromkeys((*tables_that_stay(rooms[here], phase), *fresh(rooms, here))))


def rooms_of(plenary: Room, free: tuple[int, ...], formed: Sequence[Unit]) -> tuple[int, ...]:
    """Of each group the next one that is free, or the one in which exactly these people were before."""
    own, unused = own_rooms(plenary), iter(free)
    return tuple(own.get(frozenset(group)) or next(unused) for group in formed)


def own_rooms(plenary: Room) -> Mapping[frozenset[int], int]:
    """The breakout rooms by who was ever there; moderators, who come and go, do not count."""
    were: dict[int, set[int]] = {}
    for person, rooms in plenary.places.tables.items():
        for room in () if is_moderating(plenary.people, person) else rooms:
            were.setdefault(room, set()).add(person)
    return {frozenset(were[room]): room for room in sorted(were)}


def people_here(plenary: Room, ask: Ask) -> tuple[int, ...]:
    """Who takes part in small groups and is connected."""
    here = ask.present | ask.around
    return tuple(id for id in plenary.people if id in here and whereabouts.is_placed(plenary.people, id))


def prepared_groups(
    rooms: Rooms, here: int, phase: Phase, ask: Ask
) -> tuple[tuple[PlannedGroup, ...], tuple[groups.UseRound, ...]]:
    """The groups with which this phase begins, and the round that it uses of those that were prepared, if it does."""
    free, plenary = free_for(rooms, here, phase), rooms[here]
    if phase.formation not in IN_BREAKOUTS or not free:
        return (), ()
    repair = repaired_round(plenary, phase, ask, len(free))
    if repair is None:
        return planned_groups(plenary, phase, free, ask), ()
    planned = tuple(
        planned_group(plenary, room, group, ask, group.host or host_of(plenary, phase, room, group.people))
        for room, group in zip(rooms_for(plenary, phase, free, [each.people for each in repair]), repair, strict=True)
        if group.people
    )
    return planned, (groups.UseRound(plenary.groups.used),)


def repaired_round(plenary: Room, phase: Phase, ask: Ask, most: int) -> tuple[ProposedGroup, ...] | None:
    """The next prepared round, with as few changes as possible for those who are here; None where there is none for
    this phase."""
    prepared = groups.next_round(plenary.groups)
    here = people_here(plenary, ask)
    if prepared is None or not fits(prepared, phase) or not len(prepared.groups) <= min(most, len(here)):
        return None
    known = acquaintance(plenary, ask.known)
    rules = groups.rules_of(plenary.groups, known)
    task = Task(here, len(prepared.groups), known=known, rules=rules, preset=plenary.groups.preset)
    repair = repaired_at_once(task, [tuple(group.people for group in prepared.groups)], ask.chance)
    return tuple(
        groups.with_people(group, people)
        for group, people in zip(groups.those_here(prepared.groups, plenary.people), repair.plan.rounds[0], strict=True)
    )


def fits(prepared: groups.PreparedRound, phase: Phase) -> bool:
    """Pairs are for a phase in pairs, where an odd one out makes three; groups take any round."""
    if phase.formation not in SIZES:
        return True
    size = SIZES[phase.formation]
    return bool(prepared.groups) and max(len(group.people) for group in prepared.groups) in (size, size + 1)


def proposed_groups(rooms: Rooms, here: int, ask: Ask) -> tuple[PlannedGroup, ...]:
    """As the moderator has them. Whoever is away is awaited in their group."""
    plenary = rooms[here]
    proposal = groups.the_proposal(plenary.groups)
    filled = [group for group in groups.those_here(proposal.groups, plenary.people) if group.people]
    free = fresh(rooms, here)
    if len(free) < len(filled):
        raise Refused("places.no_such_room")
    return tuple(
        planned_group(plenary, room, group, ask, group.host)
        for room, group in zip(rooms_of(plenary, free, [each.people for each in filled]), filled, strict=True)
    )


def planned_group(plenary: Room, room: int, group: ProposedGroup, ask: Ask, host: int | None) -> PlannedGroup:
    """For whoever is not connected, and for its moderator, too, the place is kept."""
    connected = ask.present | ask.around
    there = tuple(person for person in group.people if person in connected)
    everybody = group.people if group.moderator is None else (*group.people, group.moderator)
    return PlannedGroup(room, there, host, tuple(id for id in everybody if id not in connected), group.moderator)


def planned_groups(plenary: Room, phase: Phase, free: tuple[int, ...], ask: Ask) -> tuple[PlannedGroup, ...]:
    """Of all who are connected. Where there are fewer rooms than groups, the groups are larger."""
    placed = people_here(plenary, ask)
    count = min(tables.number_of_groups(len(placed), size_of(phase)), len(free))
    formed = formed_groups(plenary, phase, placed, free[:count], ask)
    return tuple(
        PlannedGroup(room, group, host_of(plenary, phase, room, group))
        for room, group in zip(rooms_for(plenary, phase, free, formed), formed, strict=True)
    )


def rooms_for(plenary: Room, phase: Phase, free: tuple[int, ...], formed: Sequence[Unit]) -> tuple[int, ...]:
    """People who rotate were formed for their tables, in this order."""
    return free[: len(formed)] if tables_that_stay(plenary, phase) else rooms_of(plenary, free, formed)


def rooms_needed(plenary: Room, command: Any) -> int:
    """How many breakout rooms in which nobody was this command may need at the most, if it is one that forms groups;
    also one that proposes them, since the one that sends them may come in the same commit."""
    match command:
        case groups.ProposeGroups():
            return len(command.groups)
        case groups.SendGroups():
            return len(plenary.groups.proposal.groups) if plenary.groups.proposal else 0
        case agenda.MovePhase() if 0 <= command.to < len(plenary.agenda.phases):
            return rooms_needed_in(plenary, plenary.agenda.phases[command.to])
    return 0


def rooms_needed_in(plenary: Room, phase: Phase) -> int:
    if phase.formation not in IN_BREAKOUTS:
        return 0
    placed = sum(whereabouts.is_placed(plenary.people, id) for id in plenary.people)
    prepared = groups.next_round(plenary.groups)
    planned = len(prepared.groups) if prepared and fits(prepared, phase) else 0
    needed = max(planned, tables.number_of_groups(placed, size_of(phase)))
    return max(0, needed - len(tables_that_stay(plenary, phase)))


def size_of(phase: Phase) -> int:
    return SIZES.get(phase.formation) or phase.size or USUAL_GROUP


def formed_groups(
    plenary: Room, phase: Phase, placed: tuple[int, ...], free: tuple[int, ...], ask: Ask
) -> tuple[Unit, ...]:
    """By the phase: where people rotate, they go to another table than before, while its host stays; groups that follow
    upon smaller ones are made of these; all others are drawn anew."""
    known = at_tables(acquaintance(plenary, ask.known), plenary, free)
    before = groups_before(plenary, placed)
    if before and tables_that_stay(plenary, phase):
        hosts = hosts_who_stay(plenary, placed, free)
        others = [(person,) for person in placed if (person,) not in hosts]
        return tables.around(hosts, others, known, ask.chance)
    if before and follows_smaller(plenary.agenda.phase, phase):
        units = [*before, *those_beside(before, placed)]
        return tables.joined(units, min(len(free), len(units)), known, ask.chance)
    return tables.grouped(placed, len(free), known, ask.chance)


def follows_smaller(before: Phase, phase: Phase) -> bool:
    return before.formation in IN_BREAKOUTS and 2 * size_of(before) <= size_of(phase)


def acquaintance(plenary: Room, known: Acquaintance) -> Acquaintance:
    """What is known beside the room, joined with what the plenary itself knows."""
    kinds = {id: {Trait.KIND: each.kind, **known.traits.get(id, {})} for id, each in plenary.people.items()}
    traits = {**known.traits, **kinds}
    here = plenary.places.met
    met = {person: known.met.get(person, frozenset()) | here.get(person, frozenset()) for person in {*known.met, *here}}
    return replace(known, traits=traits, met=met)


def at_tables(known: Acquaintance, plenary: Room, free: tuple[int, ...]) -> Acquaintance:
    """With the rooms as tables, counted in their order."""
    were_at = {
        person: frozenset(free.index(room) for room in were if room in free)
        for person, were in plenary.places.tables.items()
    }
    return replace(known, tables=were_at)


def groups_before(plenary: Room, placed: tuple[int, ...]) -> tuple[Unit, ...]:
    """Those that are still together, or came back from their last groups, as far as their people are here."""
    before = whereabouts.together(plenary.places) or plenary.places.last
    groups = (tuple(person for person in placed if person in group.people) for group in before)
    return tuple(group for group in groups if group)


def those_beside(groups: tuple[Unit, ...], placed: tuple[int, ...]) -> list[Unit]:
    grouped = {person for group in groups for person in group}
    return [(person,) for person in placed if person not in grouped]


def hosts_who_stay(plenary: Room, placed: tuple[int, ...], free: tuple[int, ...]) -> tuple[Unit, ...]:
    """Of each table; none where its host has gone."""
    hosts = (plenary.places.hosts.get(room) for room in free)
    return tuple((host,) if host in placed else () for host in hosts)


def host_of(plenary: Room, phase: Phase, room: int, group: Unit) -> int | None:
    """Whoever was it before and stays, or the first by lot."""
    if not phase.host or not group:
        return None
    before = plenary.places.hosts.get(room)
    return before if phase.rotates and before in group else group[0]
