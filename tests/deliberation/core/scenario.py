"""`given(events).when(by, command).then(events)` or `.refused(code)`: how the rules of the room are told in tests."""

from dataclasses import dataclass, replace
from typing import Any

from deliberation.core.acting import Ask, Refused, Role, Stamp
from deliberation.core.activity import Room
from deliberation.core.agenda import AgendaSet, Mode, Phase, PhaseMoved, RoomClosed, RoomOpened, RoomPaused
from deliberation.core.agreement import RuleAdded, RulesConfirmed
from deliberation.core.people import PersonJoined
from deliberation.core.room import EMPTY, decide, evolve
from deliberation.core.vote import BallotSheet

MODERATOR, CO_MODERATOR, RECORDER, OBSERVER, FRIEND, ANNA, BEN, CEM = range(1, 9)
STRANGER = 99
SECOND, MINUTE = 1_000, 60_000
START = 1_000_000_000_000

ROLES = {
    MODERATOR: Role.MODERATOR,
    CO_MODERATOR: Role.CO_MODERATOR,
    RECORDER: Role.RECORDER,
    OBSERVER: Role.OBSERVER,
    FRIEND: Role.SUPPORT_PERSON,
    ANNA: Role.PARTICIPANT,
    BEN: Role.PARTICIPANT,
    CEM: Role.PARTICIPANT,
}
OPENING, STAKE, CLARIFY, EXCHANGE, CLOSING, PERSPECTIVE, SILENT, FOCUS, OUTCOME = range(9)
PHASES = (
    Phase("opening", "Arriving", 10, Mode.FREE),
    Phase("stake", "What it has to do with me", 10, Mode.ROUND),
    Phase("clarify", "Clarifying", 10, Mode.QUESTIONS_ONLY),
    Phase("exchange", "Exchange", 25, Mode.SPEAKING_LIST),
    Phase("closing", "Closing", 5, Mode.FREE),
    Phase("perspective", "Change of perspective", 15, Mode.MIRROR),
    Phase("closing", "In silence", 5, Mode.SILENT_ROUND, anonymous=True, premoderated=True),
    Phase("closing", "One question", 5, Mode.FOCUS),
    Phase("outcome", "Outcome", 7, Mode.VOTE, asked=("We meet again",)),
)
JOINED = tuple(PersonJoined(person, role, "", role) for person, role in ROLES.items())
PLANNED = (*JOINED, AgendaSet("Who accompanies?", PHASES))
OPENED = (*PLANNED, RoomOpened())
AGREED = (*OPENED, RuleAdded("We listen"), *(RulesConfirmed(person) for person in (ANNA, BEN, CEM, RECORDER)))
PAUSED = (*AGREED, RoomPaused("Fresh air"))
CLOSED = (*AGREED, RoomClosed())


@dataclass(frozen=True, slots=True)
class Wait:
    """Not an event: time goes by."""

    ms: int


def in_phase(phase: int) -> tuple[Any, ...]:
    return (*AGREED, PhaseMoved(phase))


def seq_after(happened: tuple[Any, ...]) -> int:
    return sum(not isinstance(each, Wait) for each in happened)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A room, the time, who is connected, and what the last command led to."""

    room: Room
    at: int = START
    present: frozenset[int] = frozenset(ROLES)
    outcome: tuple[Any, ...] | str = ()
    chance: int = 0
    sheets: tuple[BallotSheet, ...] = ()

    def having(self, *happened: Any) -> "Scenario":
        room, at = self.room, self.at
        for each in happened:
            if isinstance(each, Wait):
                at += each.ms
            else:
                room = evolve(room, each, Stamp(room.seq + 1, MODERATOR, at))
        return replace(self, room=room, at=at)

    def with_present(self, *people: int) -> "Scenario":
        return replace(self, present=frozenset(people))

    def by_lot(self, chance: int) -> "Scenario":
        return replace(self, chance=chance)

    def with_sheets(self, *sheets: BallotSheet) -> "Scenario":
        return replace(self, sheets=sheets)

    def when(self, by: int, command: Any) -> "Scenario":
        """Ask, and where it is granted, let it happen."""
        try:
            events = decide(self.room, command, Ask(by, self.at, self.present, self.chance, sheets=self.sheets))
        except Refused as refused:
            return replace(self, outcome=refused.code)
        return replace(self.having(*events), outcome=events)

    def then(self, *events: Any) -> "Scenario":
        assert self.outcome == events
        return self

    def refused(self, code: str) -> "Scenario":
        assert self.outcome == code
        return self


def given(*happened: Any) -> Scenario:
    return Scenario(EMPTY).having(*happened)
