"""A room in memory in which a cast plays, without database and sockets."""

from uuid import UUID

from deliberation.cast import playing
from deliberation.core.acting import Ask, Refused, Role, Stamp
from deliberation.core.agenda import SetAgenda
from deliberation.core.agreement import AddRule
from deliberation.core.people import Join
from deliberation.core.room import EMPTY, decide, evolve
from deliberation.log.entries import Known

START = 1_000_000_000_000


class RoomInMemory:
    def __init__(self, script, cast):
        self.room, self.cast, self.events, self.refused = EMPTY, cast, [], []
        for person, performer in cast.items():
            role = Role.MODERATOR if performer.slug == script.moderator else Role.PARTICIPANT
            self.take(person, Join(performer.name, role, performer.kind, True), START)
        self.take(1, SetAgenda(script.question, script.phases), START)
        for rule in script.ground_rules:
            self.take(1, AddRule(rule), START)

    def known(self):
        return Known(UUID(int=1), self.room)

    def take(self, person, command, at):
        try:
            events = decide(self.room, command, Ask(person, at, frozenset(self.cast), at))
        except Refused as refused:
            self.refused.append((person, command, refused.code))
            return
        for event in events:
            self.room = evolve(self.room, event, Stamp(self.room.seq + 1, person, at))
            self.events.append(event)


def played(script):
    """The room at the end, with everything that happened in it."""
    cast = dict(enumerate(script.performers, start=1))
    room = RoomInMemory(script, cast)
    playing.play(script, cast, room, START)
    return room
