"""A session in memory in which a cast plays, with its small groups, without database and sockets."""

from collections import defaultdict
from uuid import UUID

from deliberation.cast import playing
from deliberation.core import forming, vote
from deliberation.core.acting import Role
from deliberation.core.agenda import Medium, SetAgenda, Stage
from deliberation.core.agreement import AddRule
from deliberation.core.overview import overview
from deliberation.core.people import Join
from deliberation.core.room import EMPTY
from deliberation.log.drafts import Batch, Drafts, Sent
from deliberation.log.entries import Known

START = 1_000_000_000_000
PLENARY = 1


class SessionInMemory:
    def __init__(self, script, cast, phases, medium=Medium.WRITTEN):
        self.cast, self.events, self.refused = cast, [], []
        self.rooms = {PLENARY: Known(UUID(int=PLENARY), EMPTY)}
        self.sheets = defaultdict(dict)  # by room
        self.groups = defaultdict(tuple)  # by phase, the rooms of its small groups
        for person, performer in cast.items():
            role = Role.MODERATOR if performer.slug == script.moderator else Role.PARTICIPANT
            self.take(person, Join(performer.name, role, performer.kind, True), START)
        self.take(1, SetAgenda(script.question, phases, medium), START)
        for rule in script.ground_rules:
            self.take(1, AddRule(rule), START)

    @property
    def room(self):
        return self.rooms[PLENARY].room

    def place(self, person):
        return self.room.places.at.get(person, PLENARY)

    def is_over(self):
        return self.room.agenda.stage is Stage.CLOSED

    def known(self, person):
        return self.rooms[self.place(person)]

    def present(self, person):
        at, here = self.room.places.at, self.place(person)
        return frozenset(each for each in self.cast if at.get(each, PLENARY) == here)

    def overview(self):
        rooms = {room: known.room for room, known in self.rooms.items()}
        return overview(self.room, rooms, frozenset(self.cast))

    def take(self, person, command, at):
        room = self.place(person)
        self.handle(room, person, command, at)
        if self.place(person) != room and person not in self.known(person).room.people:
            performer = self.cast[person]
            join = Join(performer.name, self.room.people[person].role, performer.kind, True)
            self.handle(self.place(person), person, join, at)  # as their page does

    def make_missing(self, command):
        known = {room: known.room for room, known in self.rooms.items()}
        count = forming.rooms_needed(self.room, command) - len(forming.fresh(known, PLENARY))
        new = range(len(self.rooms) + 1, len(self.rooms) + 1 + count)
        self.rooms |= {room: Known(UUID(int=room), EMPTY) for room in new}

    def handle(self, room, person, command, at):
        self.make_missing(command)
        batch = Batch(
            room, [Sent(person, None, command, at)], present=self.present(person), around=frozenset(self.cast)
        )
        urns = {room: tuple(sheets.values()) for room, sheets in self.sheets.items()}
        drafts = Drafts(self.rooms, sessions=dict.fromkeys(self.rooms, 1), urns=urns)
        (verdict,) = drafts.take_all(batch)
        if verdict.refused:
            self.refused.append((person, command, verdict.refused))
        self.rooms |= drafts.committed
        for draft in drafts.grown:
            events = [event for effect in draft.effects for event, _stamp in effect.events]
            self.events += events
            if self.room.places.groups:
                self.groups |= {self.room.agenda.current: self.room.places.groups}
            if any(isinstance(event, vote.BallotClosed) for event in events):
                self.sheets[draft.room] = {}

    def hand_in(self, person, filled, at):
        room = self.known(person).room
        sheet = vote.sheet(room.vote, filled.ballot, filled.votes, person, room.people)
        self.sheets[self.place(person)][person] = sheet
        self.take(person, vote.Mark(filled.ballot), at)

    def happened(self, kind):
        return [event for event in self.events if isinstance(event, kind)]


def played(script, phases=(), people=12, medium=Medium.WRITTEN):
    """The session at the end, with everything that happened in it; in other phases than those of the script, if these
    are given, and with so many participants."""
    cast = dict(enumerate((script.performer(script.moderator), *script.participants[:people]), start=1))
    session = SessionInMemory(script, cast, phases or script.phases, medium)
    playing.play(script, cast, session, START)
    return session
