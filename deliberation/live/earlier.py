"""What was said before that with which somebody who comes in begins: on demand, made once for all who ask alike."""

import asyncio
import gzip
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from deliberation.core.acting import Audience, audience_of
from deliberation.live import frames
from deliberation.live.admission import Admitted
from deliberation.live.hub import Hub
from deliberation.log.commits import read
from deliberation.log.entries import Known

MOST = 50  # rooms and audiences whose frame is kept, some hundred kB each
LEVEL = 5  # of compression: higher ones take twice as long for a twentieth less


@dataclass(frozen=True, slots=True)
class Asked:
    """By a browser that was welcomed in the room with this `epoch`, at this `seq`: nothing older will do, since what
    changed before was never told to it."""

    epoch: str
    seq: int


@dataclass(frozen=True, slots=True)
class Making:
    """A frame that is made or being made, and of when it is."""

    of: Known
    body: "asyncio.Future[bytes]"

    def serves(self, known: Known, seq: int) -> bool:
        """Not once something was hidden or shown again: whoever asks after that gets no word of it."""
        failed = self.body.done() and (self.body.cancelled() or self.body.exception() is not None)
        is_same = self.of.epoch == known.epoch and self.of.room.exchange.hidden == known.room.exchange.hidden
        return not failed and is_same and self.of.room.seq >= seq


class EarlierFrames:
    """By room and audience, the last one that was made. A later one is made for whoever was welcomed after it, and
    when something was hidden since."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._made: dict[tuple[int, Audience], Making] = {}

    async def of(self, admitted: Admitted, asked: Asked) -> bytes | None:
        """Compressed, as this person may see it by the log, like frames; None where they are in another room than when
        they asked, or it cannot be told now: their browser is told anew, and may ask again."""
        room, known = await self._room_of(admitted)
        if known is not None and known.room.seq < asked.seq:
            known = await self._hub.logs.read(room, known)  # another process was quicker to tell
        if known is None or str(known.epoch) != asked.epoch or known.room.seq < asked.seq:
            return None
        person = known.room.people.get(admitted.participation)
        if person is None:
            return None
        return await self._frame(room, known, audience_of(person.role), asked.seq)

    async def _room_of(self, admitted: Admitted) -> tuple[int, Known | None]:
        """The room in which this person is. Where their session is not in use in this process, its logs are read."""
        plenary = await self._known(admitted.plenary)
        if plenary is None:
            return admitted.plenary, None
        place = plenary.room.places.at.get(admitted.participation, admitted.plenary)
        return place, plenary if place == admitted.plenary else await self._known(place)

    async def _known(self, room: int) -> Known | None:
        live = self._hub.logs.rooms.get(room)
        return live.known if live else await self._hub.logs.read(room)

    async def _frame(self, room: int, known: Known, audience: Audience, seq: int) -> bytes:
        made = self._made.pop((room, audience), None)
        if made is None or not made.serves(known, seq):
            made = Making(known, asyncio.ensure_future(read(compressed, known, audience)))
        self._made[room, audience] = made  # at the end: those come first that were not asked for the longest
        if len(self._made) > MOST:
            del self._made[next(iter(self._made))]
        return await asyncio.shield(made.body)  # whoever goes away takes it from nobody else


def compressed(known: Known, audience: Audience) -> bytes:
    """In a thread that reads: a large room takes as long as a hundred contributions."""
    return gzip.compress(frames.earlier(known, audience).encode(), LEVEL, mtime=0)


_frames: "WeakKeyDictionary[Hub, EarlierFrames]" = WeakKeyDictionary()


def these_frames(hub: Hub) -> EarlierFrames:
    if hub not in _frames:
        _frames[hub] = EarlierFrames(hub)
    return _frames[hub]
