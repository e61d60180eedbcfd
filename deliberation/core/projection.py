"""What a room shows on a wall, for all in the hall: how far it is and who speaks, no text that people wrote."""

from dataclasses import dataclass

from deliberation.core import fishbowl, floor, silent, turns, vote
from deliberation.core.activity import Room
from deliberation.core.agenda import Setting, Stage
from deliberation.core.people import called
from deliberation.core.whereabouts import is_placed

HAPPENING = frozenset({Stage.OPEN, Stage.PAUSED})


@dataclass(frozen=True, slots=True)
class Speaking:
    """Who has the floor, since when and until when; 0 where no time is counted."""

    name: str
    since: int = 0
    until: int = 0


@dataclass(frozen=True, slots=True)
class GroupShown:
    """A small group that is out: its number, and who is in it."""

    number: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Projection:
    """`asked` is the question that the moderation asks all; `handed_in` of `expected` have, where all write in silence;
    `voted` of `voters` have, while a ballot is open.
    `next` is the name of whoever has the floor after this. `inside` sit in the inner circle, which has `chairs`. While
    people are apart, `groups` says where, and `back_at` when all come back, if somebody has called them."""

    stage: Stage
    question: str
    phase: str = ""
    instruction: str = ""
    until: int = 0
    paused_at: int = 0
    asked: str = ""
    speaking: Speaking | None = None
    next: str = ""
    handed_in: int = 0
    expected: int = 0
    voted: int = 0
    voters: int = 0
    groups: tuple[GroupShown, ...] = ()
    back_at: int = 0
    inside: tuple[str, ...] = ()
    chairs: int = 0

    @property
    def free(self) -> int:
        return max(0, self.chairs - len(self.inside))


def projection(room: Room, nobody: str, at: int) -> Projection:
    """As it is at this moment. `nobody` is what somebody is called whose name was erased."""
    agenda = room.agenda
    if agenda.stage not in HAPPENING:
        return Projection(agenda.stage, agenda.question)
    setting = Setting(room.people, agenda)
    written = silent.view(room.silent, setting)
    ballot = vote.view(room.vote, setting)
    now, then = speakers(room, setting, at)
    return Projection(
        agenda.stage,
        agenda.question,
        agenda.phase.title,
        agenda.phase.instruction,
        agenda.until,
        agenda.paused_at,
        asked=room.focus.text,
        speaking=Speaking(named(room, now[0], nobody), *now[1:]) if now else None,
        next=named(room, then, nobody) if then is not None else "",
        handed_in=written.handed_in,
        expected=written.expected,
        voted=ballot.voted,
        voters=ballot.expected,
        groups=apart(room, nobody),
        back_at=room.places.recalled_until,
        inside=circle(room, setting, nobody),
        chairs=fishbowl.chairs_of(setting) if agenda.stage is Stage.OPEN else 0,
    )


def apart(room: Room, nobody: str) -> tuple[GroupShown, ...]:
    """Who moderates goes in and out, and belongs to none of them."""
    places = room.places
    groups = {group: [id for id, at in places.at.items() if at == group] for group in places.groups}
    return tuple(
        GroupShown(places.number(group), tuple(named(room, id, nobody) for id in people if is_placed(room.people, id)))
        for group, people in groups.items()
    )


def circle(room: Room, setting: Setting, nobody: str) -> tuple[str, ...]:
    """In a break nobody is named."""
    if room.agenda.stage is not Stage.OPEN:
        return ()
    return tuple(named(room, person, nobody) for person in fishbowl.view(room.fishbowl, setting).inside)


def named(room: Room, person: int, nobody: str) -> str:
    return called(room.people[person], nobody)


Now = tuple[int, int, int]  # who, since, until


def speakers(room: Room, setting: Setting, at: int) -> tuple[Now | None, int | None]:
    """Who speaks and who comes next: on the list, or in a round. In a break nobody does."""
    if room.agenda.stage is Stage.PAUSED:
        return None, None
    requests = floor.in_order(room.floor, setting.people, at)
    holder = room.floor.holder
    if holder or requests:
        now = (holder.person, holder.since, holder.until) if holder else None
        return now, requests[0].person if requests else None
    return in_round(turns.view(room.turns, setting))


def in_round(view: turns.TurnsView) -> tuple[Now | None, int | None]:
    to_come = [person for person in view.waiting if person != view.begun]
    now = (view.begun, view.began_at, 0) if view.begun is not None else None
    return now, to_come[0] if to_come else None
