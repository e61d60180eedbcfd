"""All rooms of a session, in which commands happen as in a commit: `Building.of(plenary_of()).move(PAIRS)`."""

from dataclasses import dataclass, field, replace
from typing import Any

from deliberation.core import forming, groups, places
from deliberation.core.acting import Ask, Refused, Role, Stamp
from deliberation.core.activity import Room
from deliberation.core.agenda import AgendaSet, Formation, Mode, MovePhase, Phase, RoomOpened
from deliberation.core.agreement import RulesConfirmed
from deliberation.core.grouping.wishes import STRANGERS, Acquaintance
from deliberation.core.people import Join, PersonJoined
from deliberation.core.room import EMPTY, decide, decide_following, evolve
from deliberation.core.session import FOLLOWING
from deliberation.core.whereabouts import members
from tests.deliberation.core.scenario import CO_MODERATOR, MODERATOR, START, given

PLENARY = 100
TALK, PAIRS, FOURS, CAFE, NEXT_TABLE = range(5)
METHOD = (
    Phase("opening", "Arriving", 10, Mode.FREE),
    Phase("stake", "In pairs", 10, Mode.FREE, formation=Formation.PAIRS),
    Phase("fours", "Two pairs", 10, Mode.ROUND, formation=Formation.GROUPS, size=4),
    Phase("cafe", "Tables", 10, Mode.FREE, formation=Formation.GROUPS, size=3, host=True),
    Phase("cafe_2", "Next table", 10, Mode.FREE, formation=Formation.GROUPS, size=3, host=True, rotates=True),
)
TWELVE = tuple(range(11, 23))


def plenary_of(people=TWELVE):
    come = (
        PersonJoined(person, Role.PARTICIPANT, "club" if person % 2 else "migrant", f"P{person}") for person in people
    )
    confirmed = (RulesConfirmed(person) for person in people)
    moderators = (
        PersonJoined(MODERATOR, Role.MODERATOR, "", "M"),
        PersonJoined(CO_MODERATOR, Role.CO_MODERATOR, "", "C"),
    )
    return given(*moderators, *come, AgendaSet("Why?", METHOD), RoomOpened(), *confirmed)


@dataclass
class Building:
    """`known` is what is known of people beside the rooms."""

    rooms: dict[int, Room]
    present: frozenset[int] = frozenset({MODERATOR, CO_MODERATOR, *TWELVE})
    chance: int = 5
    at: int = START
    known: Acquaintance = STRANGERS
    makes_rooms: bool = True
    logs: dict[int, list[tuple[Any, Stamp]]] = field(default_factory=dict)
    happened: list[tuple[int, tuple[Any, Stamp]]] = field(default_factory=list)  # of the last command

    @classmethod
    def of(cls, scenario, breakouts=6):
        return cls({PLENARY: scenario.room} | dict.fromkeys(range(PLENARY + 1, PLENARY + 1 + breakouts), EMPTY))

    def ask(self, by, command, here=PLENARY):
        """What it leads to, in all rooms or in none."""
        known = forming.acquaintance(self.plenary, self.known)
        ask = Ask(by, self.at, self.in_room(here), self.chance, self.present, known=known)
        rooms = self.rooms | self.missing(command)
        drafts, self.happened = dict(rooms), []
        self.happen(drafts, here, decide(drafts[here], command, ask), ask)
        following = FOLLOWING.get(type(command))
        for room, commands in (following(rooms, here, command, ask) if following else {}).items():
            for each in commands:
                self.happen(drafts, room, decide_following(drafts[room], each, ask), ask)
        self.rooms = drafts
        for room, entry in self.happened:
            self.logs.setdefault(room, []).append(entry)
        return self

    def missing(self, command):
        """The rooms that the commit makes for it."""
        if not self.makes_rooms:
            return {}
        count = forming.rooms_needed(self.plenary, command) - len(forming.fresh(self.rooms, PLENARY))
        last = max(self.rooms)
        return dict.fromkeys(range(last + 1, last + 1 + count), EMPTY)

    def happen(self, rooms, room, events, ask):
        for event in events:
            stamp = Stamp(rooms[room].seq + 1, ask.by, ask.at)
            rooms[room] = evolve(rooms[room], event, stamp)
            self.happened.append((room, (event, stamp)))

    def refused(self, by, command, here=PLENARY):
        """The code."""
        try:
            self.ask(by, command, here)
        except Refused as refusal:
            return refusal.code
        return ""

    def events(self, room=PLENARY):
        """Those of the last command in this room."""
        return [event for at, (event, _stamp) in self.happened if at == room]

    @property
    def plenary(self):
        return self.rooms[PLENARY]

    def in_room(self, room):
        at = self.plenary.places.at
        return frozenset(person for person in self.present if at.get(person, PLENARY) == room)

    def move(self, to):
        self.ask(MODERATOR, MovePhase(self.plenary.agenda.moved, to))
        return self

    def propose(self, *people, how=groups.How.BY_HAND, hosts=(), led=()):
        """Groups of these people, of whom some are hosts; and by number from 0, who moderates a group."""
        made = tuple(
            groups.ProposedGroup(each, next((id for id in each if id in hosts), None), dict(led).get(n))
            for n, each in enumerate(people)
        )
        return self.ask(MODERATOR, groups.ProposeGroups(how, made))

    def send(self, *people, hosts=(), led=()):
        self.propose(*people, hosts=hosts, led=led)
        return self.ask(MODERATOR, groups.SendGroups(self.plenary.groups.proposal.seq))

    def walk(self, room, by=MODERATOR):
        """A moderator goes into this room, from wherever they are."""
        here = self.plenary.places.at.get(by, PLENARY)
        self.ask(by, places.MovePeople((by,), room), here)
        return self.ask(by, Join("M", self.plenary.people[by].role, ""), room or PLENARY)

    def later(self, seconds):
        return replace(self, at=self.at + 1000 * seconds)

    @property
    def running(self):
        """The rooms of the groups that people are in now."""
        return self.plenary.places.groups

    @property
    def groups(self):
        return [members(self.rooms[room].places, self.rooms[room].people) for room in self.plenary.places.groups]

    def said(self, room=PLENARY):
        return [(each.by, each.text) for each in self.rooms[room].exchange.contributions]
