"""Who is in the rooms of a session: a hint with a time to live, never part of the log."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

AWAY = 25.0  # seconds after which what another process last said no longer holds
GATHER = 1.0  # seconds between two times that everybody is told who is here, at the least
STAY = 10.0  # seconds that somebody who polls counts as present between two polls


ByRoom = dict[int, frozenset[int]]


@dataclass(slots=True)
class Presence:
    """Times are seconds of this process's monotonic clock."""

    shown: ByRoom = field(default_factory=dict)  # as browsers were last told
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

    def changed(self, here: frozenset[int], by_room: Callable[[frozenset[int]], ByRoom], now: float) -> bool:
        """Whether who is where is to be told, as `shown`: it changed, and was not told just now."""
        self._elsewhere = {name: said for name, said in self._elsewhere.items() if said[1] > now}
        present = by_room(here.union(*(people for people, _ in self._elsewhere.values())))
        if present == self.shown or now - self._shown_at < GATHER:
            return False
        self.shown, self._shown_at = present, now
        return True
