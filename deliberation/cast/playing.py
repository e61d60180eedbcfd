"""A script played in no time: everybody looks at the room and acts at moments of a clock that is only counted."""

import heapq
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from deliberation.cast import moderation, participants
from deliberation.cast.moment import Act, Clock, Moment
from deliberation.cast.script import PACE, Performer, Script
from deliberation.cast.seen import Seen
from deliberation.core.agenda import Stage
from deliberation.core.seeing import audience
from deliberation.live import frames, wire
from deliberation.log.entries import Known

LONGEST = 6 * 60 * 60 * 1000  # ms, however many phases there are


class Playable(Protocol):
    """A room that takes commands at given times."""

    def known(self) -> Known: ...

    def take(self, person: int, command: Any, at: int) -> None: ...


def next_act(script: Script, performer: Performer) -> Callable[[Moment], Act | None]:
    return moderation.next_act if performer.slug == script.moderator else participants.next_act


def play(script: Script, cast: Mapping[int, Performer], room: Playable, start: int) -> None:
    """From the opening to the end of the session, in the room of these people."""
    pages = {person: Seen() for person in cast}
    for at, person in moments(cast, start):
        known = room.known()
        if known.room.agenda.stage is Stage.CLOSED:
            return
        look(pages[person], known, person, frozenset(cast))
        moment = Moment(script, cast[person], pages[person], Clock(at))
        if act := next_act(script, cast[person])(moment):
            room.take(person, wire.command(act.do, wire.told(wire.text(act.fields))), at)


def moments(cast: Mapping[int, Performer], start: int) -> Iterator[tuple[int, int]]:
    """When who looks at the room, in the order of time."""
    waiting = [(start + n * 100, person) for n, person in enumerate(cast)]
    while waiting[0][0] < start + LONGEST:
        at, person = heapq.heappop(waiting)
        yield at, person
        heapq.heappush(waiting, (at + int(PACE[cast[person].temperament] * 1000), person))


def look(page: Seen, known: Known, person: int, present: frozenset[int]) -> None:
    """What has happened since, as a browser gets it that comes back."""
    if page.have == known.room.seq:
        return
    page.merge(wire.told(frames.whole(known, page.have, audience(known.room, person))))
    page.merge(wire.told(frames.mine(known.room, person, present)))
    page.present = present
