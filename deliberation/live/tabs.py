"""One live tab a browser, a few browsers a person: the later page load wins, in whichever process it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from deliberation.live.sockets import Socket
from deliberation.live.wire import Close

Seat = tuple[int, str]  # a person and their device


@dataclass(slots=True)
class Tabs:
    """Of one session."""

    # The page load that came last, by its browser's own count, and the last of its connections.
    newest: dict[Seat, tuple[str, int]] = field(default_factory=dict)

    def may_come(self, socket: Socket) -> bool:
        """Not if the network held it up, or it had no connection when something later came."""
        self._give_way(socket)
        return socket.closing is None

    def come(self, socket: Socket, others: Sequence[Socket], most: int) -> None:
        """Other tabs of its device give way, and the oldest devices of its person where there are more than `most`."""
        if socket.hello.tab:
            self.newest[seat_of(socket)] = (socket.hello.tab, socket.hello.nth)
        for other in others:
            if other is not socket and is_same_device(other, socket):
                other.close(Close.REPLACED if other.hello.tab == socket.hello.tab else Close.MOVED)
        open_now = [each for each in others if each.closing is None]
        for oldest in sorted(open_now, key=lambda each: each.came)[:-most]:
            oldest.close(Close.MOVED)

    def hear(self, seat: Seat, tab: str, nth: int, sockets: Iterable[Socket]) -> bool:
        """A tab has come in another process. True if something later is known here, which that process has to hear."""
        known = self.newest.get(seat, ("", 0))
        self.newest[seat] = max(known, (tab, nth))
        for socket in sockets:
            if seat_of(socket) == seat:
                self._give_way(socket)
        return known > (tab, nth)

    def _give_way(self, socket: Socket) -> None:
        """To a later page load, or to a later connection of the same one."""
        tab, nth = self.newest.get(seat_of(socket), ("", 0))
        if socket.hello.tab and (socket.hello.tab, socket.hello.nth) < (tab, nth):
            socket.close(Close.REPLACED if socket.hello.tab == tab else Close.MOVED)


def seat_of(socket: Socket) -> Seat:
    return socket.admitted.participation, socket.admitted.device


def is_same_device(one: Socket, other: Socket) -> bool:
    """As far as both name their tab: who does not disturbs no other."""
    return seat_of(one) == seat_of(other) and bool(one.hello.tab and other.hello.tab)
