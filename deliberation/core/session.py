"""What is asked in one room of a session and has to happen in others, too, at once or not at all."""

from collections.abc import Callable, Mapping
from typing import Any

from deliberation.core import agenda, people, vote
from deliberation.core.acting import Ask
from deliberation.core.activity import Room

Rooms = Mapping[int, Room]  # all rooms of a session, by id
Following = Mapping[int, tuple[Any, ...]]  # commands by the room in which they follow


def close_breakouts(rooms: Rooms, here: int, command: agenda.CloseRoom, ask: Ask) -> Following:
    """With the plenary, its breakout rooms end, and in each room the ballot that is open is counted."""
    running = (agenda.Stage.OPEN, agenda.Stage.PAUSED)
    open_now = (room for room in rooms[here].places.rooms if rooms[room].agenda.stage in running)
    ends = {room: (agenda.CloseRoom(rooms[room].agenda.moved), *close_ballot(rooms[room])) for room in open_now}
    return ends | {here: close_ballot(rooms[here])}


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


# By the type of the command, so that commands that stay in their room pay one look for it. Whether the role may ask is
# a matter of the room in which it was asked, whether it can happen now of each.
FOLLOWING: dict[type, Callable[[Rooms, int, Any, Ask], Following]] = {
    agenda.CloseRoom: close_breakouts,
    people.RemovePerson: remove_everywhere,
    people.GiveRole: give_everywhere,
    people.HandOver: give_everywhere,
    people.TakeOver: give_everywhere,
}
