"""What happens in the rooms of small groups when people come there and leave them, in whatever way."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from deliberation.core import agenda, agreement, calls, exchange, people, places, results, whereabouts
from deliberation.core.acting import Ask, Role
from deliberation.core.activity import Room
from deliberation.core.forming import Rooms, acquaintance
from deliberation.core.grouping.wishes import Acquaintance
from deliberation.core.whereabouts import PlannedGroup

Following = Mapping[int, tuple[Any, ...]]  # commands by the room in which they follow


def joined(*followings: Following) -> Following:
    """What follows in each room, in this order."""
    found: dict[int, tuple[Any, ...]] = {}
    for following in followings:
        for room, commands in following.items():
            found[room] = (*found.get(room, ()), *commands)
    return found


def gather(plenary: Room, to: PlannedGroup, number: int, new: Mapping[int, int], card: bool) -> tuple[Any, ...]:
    """What brings people into a breakout room, as they are in the plenary, and tells them with whom they are. Whoever
    moderates is known there, too: they answer calls, and somebody has to take over when they are away."""
    there = tuple(person for person in to.people if whereabouts.is_placed(plenary.people, person))
    confirmed = tuple(person for person in there if agreement.has_confirmed(plenary.agreement, person))
    return (
        people.BringIn(tuple(plenary.people[person] for person in (*there, *moderation(plenary)))),
        agreement.TakeAsConfirmed(confirmed),
        places.Gather(number, there, to.host, {id: new[id] for id in there}, card, to.moderator),
    )


def moderation(plenary: Room) -> Iterable[int]:
    moderating = (id for id in plenary.people if people.is_moderating(plenary.people, id))
    return (id for id in moderating if not people.is_gone(plenary.people, id))


def new_to(group: Iterable[int], known: Acquaintance, before: Mapping[int, int]) -> Mapping[int, int]:
    """How many of the others each had not met before they came together; those who were there before stay as they
    were."""
    all = frozenset(group)
    return {id: before[id] if id in before else len(all - {id} - known.met.get(id, frozenset())) for id in all}


def settle(
    rooms: Rooms, here: int, planned: tuple[PlannedGroup, ...], follow: agenda.FollowPlenary, card: bool, ask: Ask
) -> Following:
    """People go into new groups, whether or not they were in others; these are over."""
    plenary, groups = rooms[here], rooms[here].places.groups
    known = acquaintance(plenary, ask.known)
    gathering = {
        each.room: gather(plenary, each, number, new_to(each.people, known, {}), card)
        for number, each in enumerate(planned, 1)
    }
    over = leave(rooms, here, (room for room in groups if room not in gathering))
    return joined(over, {room: (follow, *gathering.get(room, ())) for room in (*groups, *gathering)})


def leave(rooms: Rooms, here: int, left: Iterable[int] | None = None) -> Following:
    """Nobody is in these groups any more; without any, in none."""
    before = rooms[here].places
    rooms_left = before.groups if left is None else left
    return {room: (places.Gather(before.number(room), ()), places.AnnounceReturn(0)) for room in rooms_left}


def gathered_anew(rooms: Rooms, here: int, at: Mapping[int, int], ask: Ask) -> Following:
    """The groups to which others belong than before, by where people are now."""
    plenary = rooms[here]
    found = {room: members_at(at, room) for room in plenary.places.groups}
    changed = {room: group for room, group in found.items() if group != members_at(plenary.places.at, room)}
    return {room: gather_again(rooms, here, room, group, ask) for room, group in changed.items()}


def gather_again(rooms: Rooms, here: int, room: int, group: tuple[int, ...], ask: Ask) -> tuple[Any, ...]:
    plenary, before = rooms[here], rooms[room].places.group
    new = new_to(group, acquaintance(plenary, ask.known), before.new if before else {})
    to = PlannedGroup(room, group, plenary.places.hosts.get(room), moderator=plenary.places.moderated.get(room))
    return gather(plenary, to, plenary.places.number(room), new, not plenary.places.each_reports)


def belonging(rooms: Rooms, here: int, roles: Mapping[int, Role], ask: Ask) -> Following:
    """The groups in which people are whose role has become one that belongs to a group, or one that does not."""
    plenary = rooms[here]
    new = {id: replace(plenary.people[id], role=role) for id, role in roles.items()}
    after = replace(plenary, states={**plenary.states, "people": {**plenary.people, **new}})
    at = plenary.places.at
    found = {at[id] for id in roles if at.get(id) in plenary.places.groups and differs(plenary, after, id)}
    return {room: gather_again({**rooms, here: after}, here, room, members_at(at, room), ask) for room in sorted(found)}


def differs(before: Room, after: Room, person: int) -> bool:
    return whereabouts.is_placed(before.people, person) is not whereabouts.is_placed(after.people, person)


def members_at(at: Mapping[int, int], room: int) -> tuple[int, ...]:
    return tuple(person for person, place in at.items() if place == room)


def brought(rooms: Rooms, here: int, ending: Iterable[int] | None = None) -> tuple[results.BringResult, ...]:
    """What these groups, or all, have to bring along."""
    plenary = rooms[here].places
    found = ((room, rooms[room].results) for room in (plenary.groups if ending is None else ending))
    return tuple(
        results.BringResult(plenary.number(room), each.reporter, each.by, each.text)
        for room, each in found
        if each.text or each.reporter is not None
    )


def recalled(rooms: Rooms, here: int, until: int) -> Following:
    return {room: (places.AnnounceReturn(until),) for room in rooms[here].places.groups}


def told(rooms: Rooms, here: int, text: str, where: Iterable[int], ask: Ask) -> Following:
    """Where a moderator adds words to what they do."""
    return announced(rooms, here, text, where, ask) if text.strip() else {}


def announced(rooms: Rooms, here: int, text: str, where: Iterable[int], ask: Ask) -> Following:
    """A moderator says it in these rooms, whether or not they have been there."""
    introduced = people.BringIn((rooms[here].people[ask.by],))
    return {room: (introduced, exchange.Announce(text)) for room in where}


def noted(rooms: Rooms, here: int, at: Mapping[int, int]) -> Following:
    """The groups into which a moderator comes, or from which one goes: it may be that they are waited for."""
    plenary = rooms[here]
    now = {room: moderators_in(plenary, at, room) for room in plenary.places.groups}
    changed = (room for room in now if now[room] != moderators_in(plenary, plenary.places.at, room))
    return {room: (calls.NoteModerators(now[room]),) for room in changed}


def moderators_in(plenary: Room, at: Mapping[int, int], room: int) -> tuple[int, ...]:
    return tuple(person for person in members_at(at, room) if people.is_moderating(plenary.people, person))


def passed_on(rooms: Rooms, room: int, into: int) -> Following:
    """A call goes with its group as long as nobody is there who answers it."""
    call = rooms[room].calls.call
    if call is None or call.answer is calls.CallAnswer.HERE:
        return {}
    return {into: (calls.PassOnCall(call.person, call.at, call.writer, call.text),)}
