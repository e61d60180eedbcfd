"""What arrived: how fast, and whether anything is missing, came twice or out of order."""

from array import array
from dataclasses import dataclass, field

from benchmarks.fanout.marks import Mark
from benchmarks.figures import percentile, percentiles

MILLISECOND = 1_000_000


@dataclass(slots=True)
class Said:
    """The contributions of one room in one load; those of a load are numbered from 0."""

    readers: int
    missing: list[int] = field(default_factory=list)  # at how many readers each one has not arrived
    refused: set[int] = field(default_factory=set)

    def next(self) -> int:
        self.missing.append(self.readers)
        return len(self.missing) - 1


class Reader:
    """What one socket has read in one load."""

    __slots__ = ("last", "seen")

    def __init__(self) -> None:
        self.seen = bytearray()  # a one for each contribution that was read
        self.last: dict[int, int] = {}  # sender -> number of the contribution read last


@dataclass(slots=True)
class Tally:
    """Everything that happened in one load. `since`: what was sent before is warming up, and only counted."""

    load: int
    rooms: list[Said]
    since: int = 0
    delivered: int = 0
    frames: int = 0  # in which contributions arrived: one may carry several
    duplicated: int = 0
    misordered: int = 0
    latencies: "array[float]" = field(default_factory=lambda: array("d"))  # ms
    last_has_it: "array[float]" = field(default_factory=lambda: array("d"))  # ms until nobody lacked it

    def take(self, room: int, reader: Reader, mark: Mark, now: int, *, again: bool) -> bool:
        """Whether this is news for this reader. `again`: the server was asked for everything anew.

        In one piece, as this is done a hundred thousand times a second.
        """
        _load, sender, number, sent = mark
        seen, last = reader.seen, reader.last
        if number >= len(seen):
            seen.extend(bytes(number + 1024))
        if seen[number]:
            self.duplicated += not again
            return False
        seen[number] = 1
        self.delivered += 1
        if last.get(sender, -1) > number:
            self.misordered += 1
        last[sender] = number
        missing = self.rooms[room].missing
        missing[number] -= 1
        if sent >= self.since:
            self.latencies.append((now - sent) / MILLISECOND)
            if not missing[number]:
                self.last_has_it.append((now - sent) / MILLISECOND)
        return True

    @property
    def sent(self) -> int:
        return sum(len(room.missing) for room in self.rooms)

    @property
    def refused(self) -> int:
        return sum(len(room.refused) for room in self.rooms)

    @property
    def lost(self) -> int:
        """Deliveries that did not happen of what was not refused."""
        return sum(
            missing for room in self.rooms for number, missing in enumerate(room.missing) if number not in room.refused
        )

    def milliseconds(self) -> dict[str, float]:
        """Each figure only as far as it exists: where nothing arrived, there is no latency."""
        if not self.latencies:
            return {}
        found = percentiles(self.latencies)
        if self.last_has_it:
            found |= {"last_p50": percentile(self.last_has_it, 0.5), "last_p99": percentile(self.last_has_it, 0.99)}
        return found
