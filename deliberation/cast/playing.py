"""A script played in no time: everybody looks at the room and acts at moments of a clock that is only counted."""

import heapq
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from deliberation.cast import moderation, participants
from deliberation.cast.moment import Clock, Deed, FilledBallot, Moment
from deliberation.cast.script import PACE, Performer, Script
from deliberation.cast.seen import Seen
from deliberation.core.overview import Overview
from deliberation.core.people import is_moderating
from deliberation.core.seeing import audience
from deliberation.live import frames, wire
from deliberation.log.entries import Known

LONGEST = 6 * 60 * 60 * 1000  # ms, however many phases there are


class Playable(Protocol):
    """A session that takes commands and ballots at given times."""

    def is_over(self) -> bool: ...

    def known(self, person: int) -> Known:
        """Of the room in which this person is."""

    def present(self, person: int) -> frozenset[int]:
        """Who is in that room."""

    def overview(self) -> Overview:
        """Of its small groups, as moderators have it."""

    def take(self, person: int, command: Any, at: int) -> None: ...

    def hand_in(self, person: int, filled: FilledBallot, at: int) -> None: ...


def next_act(script: Script, performer: Performer) -> Callable[[Moment], Deed | None]:
    return moderation.next_act if performer.slug == script.moderator else participants.next_act


def play(script: Script, cast: Mapping[int, Performer], session: Playable, start: int) -> None:
    """From the opening to the end of a session of these people."""
    pages = {person: Seen() for person in cast}
    for at, person in moments(cast, start):
        if session.is_over():
            return
        look(pages[person], session.known(person), person, session.present(person))
        if is_moderating(session.known(person).room.people, person):
            pages[person].merge(wire.told(frames.groups(session.overview()).frame))
        act = next_act(script, cast[person])(Moment(script, cast[person], pages[person], Clock(at)))
        if isinstance(act, FilledBallot):
            session.hand_in(person, act, at)
        elif act:
            pages[person].note(act.do, act.fields)
            session.take(person, wire.command(act.do, wire.told(wire.text(act.fields))), at)


def moments(cast: Mapping[int, Performer], start: int) -> Iterator[tuple[int, int]]:
    """When who looks at the room, in the order of time."""
    waiting = [(start + n * 100, person) for n, person in enumerate(cast)]
    while waiting[0][0] < start + LONGEST:
        at, person = heapq.heappop(waiting)
        yield at, person
        heapq.heappush(waiting, (at + int(PACE[cast[person].temperament] * 1000), person))


def look(page: Seen, known: Known, person: int, present: frozenset[int]) -> None:
    """What has happened since, as a browser gets it that comes back; whoever was led into another room gets all."""
    have = page.have if page.epoch == str(known.epoch) else 0
    if have == known.room.seq and page.present == present:
        return
    page.merge(wire.told(frames.whole(known, have, audience(known.room, person))))
    page.merge(wire.told(frames.mine(known.room, person, present)))
    page.present = present
