"""Who is in the rooms of a session: a hint with a time to live, never part of the log."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

AWAY = 25.0  # seconds after which what another process last said no longer holds
GATHER = 1.0  # seconds between two times that everybody is told who is here, at the least
STAY = 10.0  # seconds that somebody who polls counts as present between two polls


ByRoom = dict[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Here:
    """Who is connected, by the room in which they are; and of those who moderate, in which group, by its number as
    people call it, 0: in the plenary."""

    by_room: ByRoom = field(default_factory=dict)
    moderators: Mapping[int, int] = field(default_factory=dict)

    @property
    def people(self) -> frozenset[int]:
        return frozenset().union(*self.by_room.values())


@dataclass(slots=True)
class Presence:
    """Times are seconds of this process's monotonic clock."""

    shown: Here = field(default_factory=Here)  # as browsers were last told
    _shown_at: float = 0.0
    _elsewhere: dict[str, tuple[frozenset[int], float]] = field(default_factory=dict)
    _staying: dict[int, float] = field(default_factory=dict)

    def hear(self, process: str, people: Iterable[int], now: float) -> bool:
        """What another process says of its people; True if it was not known before."""
        is_new = process not in self._elsewhere
        self._elsewhere[process] = (frozenset(people), now + AWAY)
        return is_new

    @property
    def is_shared(self) -> bool:
        """Whether another process has the session in use, as far as it is known here."""
        return bool(self._elsewhere)

    def stay(self, person: int, now: float) -> None:
        self._staying[person] = now + STAY

    def here(self, connected: frozenset[int], now: float) -> frozenset[int]:
        """The people of this process."""
        if not self._staying:
            return connected
        self._staying = {person: until for person, until in self._staying.items() if until > now}
        return connected.union(self._staying)

    def changed(self, here: frozenset[int], seen: Callable[[frozenset[int]], Here], now: float) -> bool:
        """Whether who is where is to be told, as `shown`: it changed, and was not told just now."""
        self._elsewhere = {name: said for name, said in self._elsewhere.items() if said[1] > now}
        present = seen(here.union(*(people for people, _ in self._elsewhere.values())))
        if present == self.shown or now - self._shown_at < GATHER:
            return False
        self.shown, self._shown_at = present, now
        return True
