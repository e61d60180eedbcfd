"""What happens in the rooms of small groups when people come there and leave them, in whatever way."""

from collections.abc import Iterable, Mapping
from typing import Any

from deliberation.core import agreement, calls, exchange, people, places, results
from deliberation.core.acting import Ask
from deliberation.core.activity import Room
from deliberation.core.forming import Rooms, acquaintance, breakouts

Following = Mapping[int, tuple[Any, ...]]  # commands by the room in which they follow


def joined(*followings: Following) -> Following:
    """What follows in each room, in this order."""
    found: dict[int, tuple[Any, ...]] = {}
    for following in followings:
        for room, commands in following.items():
            found[room] = (*found.get(room, ()), *commands)
    return found


def gather(rooms: Rooms, here: int, room: int, group: Iterable[int], host: int | None, ask: Ask) -> tuple[Any, ...]:
    """What brings people into a breakout room, as they are in the plenary, and tells them with whom they are. Those who
    moderate are known there, too: they come and go, and somebody takes over where they are away."""
    plenary = rooms[here]
    there = tuple(person for person in group if places.is_placed(plenary.people, person))
    confirmed = tuple(person for person in there if agreement.has_confirmed(plenary.agreement, person))
    new = new_to_each_other(plenary, rooms[room], there, ask)
    known = (*there, *(person for person in plenary.people if people.is_moderating(plenary.people, person)))
    return (
        people.BringIn(tuple(plenary.people[person] for person in known)),
        agreement.TakeAsConfirmed(confirmed),
        places.Gather(breakouts(rooms, here).index(room) + 1, there, host, new),
    )


def new_to_each_other(plenary: Room, group: Room, there: tuple[int, ...], ask: Ask) -> Mapping[int, int]:
    """How many of the others each had not met before they came into this group."""
    met = acquaintance(plenary, ask.known).met
    before = group.places.group.new if group.places.group else {}
    return {
        person: before.get(person, 0) if person in before else len({*there} - {person} - met.get(person, frozenset()))
        for person in there
    }


def settle(
    rooms: Rooms, here: int, planned: tuple[places.PlannedGroup, ...], follow: tuple[Any, ...], ask: Ask
) -> Following:
    """People go into new groups, whether or not they were in others; these are over."""
    plenary = rooms[here]
    gathering = {each.room: gather(rooms, here, each.room, each.people, each.host, ask) for each in planned}
    over = leave(rooms, here, (room for room in plenary.places.groups if room not in gathering))
    return joined(over, {room: (*follow, *gathering.get(room, ())) for room in (*plenary.places.groups, *gathering)})


def leave(rooms: Rooms, here: int, left: Iterable[int] | None = None) -> Following:
    """Nobody is in these groups any more; without any, in none."""
    numbers = breakouts(rooms, here)
    rooms_left = rooms[here].places.groups if left is None else left
    return {room: (places.Gather(numbers.index(room) + 1, ()),) for room in rooms_left}


def gathered_anew(rooms: Rooms, here: int, at: Mapping[int, int], ask: Ask) -> Following:
    """The groups to which others belong than before, by where people are now."""
    plenary = rooms[here]
    found = {room: members_at(at, room) for room in plenary.places.groups}
    changed = {room: group for room, group in found.items() if group != members_at(plenary.places.at, room)}
    hosts = plenary.places.hosts
    return {room: gather(rooms, here, room, group, hosts.get(room), ask) for room, group in changed.items()}


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


def announced(rooms: Rooms, here: int, until: int) -> Following:
    return {room: (places.AnnounceReturn(until),) for room in rooms[here].places.groups}


def told(rooms: Rooms, here: int, text: str, where: Iterable[int], ask: Ask) -> Following:
    """A moderator says it in these rooms, whether or not they have been there."""
    if not text.strip():
        return {}
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
    if call is None or call.answer is calls.Answer.HERE:
        return {}
    return {into: (calls.PassOnCall(call.person, call.at, call.writer, call.text),)}
