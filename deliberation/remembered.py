"""What a process remembers of logs that were read for a transcript, so that they are not read and drawn anew each time.

It stays in memory, since Redis and disks keep copies, and is asked only after it is known who reads. What is remembered
holds for one state of the logs; whatever changes them, an erasure included, makes it count for nothing.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from deliberation.core.activity import Room
from deliberation.core.proceedings import Proceedings, followed
from deliberation.core.room import EMPTY, evolve
from deliberation.log import entries
from deliberation.log.entries import Head

MOST = 200  # things of which one is a page of a transcript, or a file

Key = tuple[Any, ...]
State = tuple[tuple[UUID, int], ...]  # epoch and last seq of each room


@dataclass(frozen=True, slots=True)
class Kept:
    rooms: frozenset[int]
    state: State
    thing: Any


class Memory:
    """The things that were asked for last, by key; whatever is asked for in another state is made anew."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._things: OrderedDict[Key, Kept] = OrderedDict()

    def __len__(self) -> int:
        return len(self._things)

    def get(self, key: Key, rooms: Iterable[int], state: State, make: Callable[[], Any]) -> Any:
        known = self._things.get(key)
        if known is None or known.state != state:
            known = Kept(frozenset(rooms), state, make())
        self.put(key, known)
        return known.thing

    def put(self, key: Key, kept: Kept) -> None:
        with self._lock:
            self._things[key] = kept
            self._things.move_to_end(key)
            while len(self._things) > MOST:
                self._things.popitem(last=False)

    def find(self, key: Key) -> Kept | None:
        return self._things.get(key)

    def forget(self, rooms: Iterable[int] | None) -> None:
        """All that is made of these rooms, or of any."""
        gone = None if rooms is None else frozenset(rooms)
        with self._lock:
            for key in [key for key, kept in self._things.items() if gone is None or kept.rooms & gone]:
                del self._things[key]


MEMORY = Memory()


@dataclass(frozen=True, slots=True)
class Log:
    """A room's log as it was last read."""

    epoch: UUID
    room: Room
    proceedings: Proceedings

    @property
    def state(self) -> tuple[UUID, int]:
        return self.epoch, self.room.seq


def log(row: Head) -> Log:
    """As far as the room's row says; only what is new is read, and everything where the log became another one."""
    key = ("log", row.pk)
    known = MEMORY.find(key)
    read = caught_up(row, known.thing if known else None)
    MEMORY.put(key, Kept(frozenset([row.pk]), (read.state,), read))
    return read


def caught_up(row: Head, known: Log | None) -> Log:
    if known is None or known.epoch != row.epoch or known.room.seq > row.head:
        known = Log(row.epoch, EMPTY, Proceedings())
    if known.room.seq == row.head:
        return known
    room, proceedings = known.room, known.proceedings
    for event, stamp in entries.read(row.pk, room.seq):
        before, room = room, evolve(room, event, stamp)
        proceedings = followed(proceedings, before, room)
    return Log(row.epoch, room, proceedings)


def forget_after_commit(rooms: list[int] | None) -> None:
    """Of these rooms, or of all; after, since whoever reads meanwhile brings back what is being erased."""
    transaction.on_commit(lambda: MEMORY.forget(rooms))
