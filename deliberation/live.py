"""A room that people are in, as one process has it: what is known of it, who is connected, and what they are told.

Everything here happens at once; whatever has to be waited for is the hub's.
"""

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from deliberation import frames, rooms
from deliberation.core.people import is_moderating
from deliberation.core.room import Room, concerned
from deliberation.limits import Allowance
from deliberation.log import Known
from deliberation.presence import Presence
from deliberation.sockets import Socket
from deliberation.tabs import Tabs
from deliberation.wire import Close, Frame

KEEP = 30.0  # seconds that a room stays at hand when nobody is in it: whoever lost the connection is back in a moment
TOGETHER = 2.0  # seconds: news of one tab may still be under way when another comes


@dataclass(slots=True)
class LiveRoom:
    known: Known
    sockets: set[Socket] = field(default_factory=set)
    arriving: set[Socket] = field(default_factory=set)  # not told anything yet, but the room stays for them
    presence: Presence = field(default_factory=Presence)
    allowances: dict[int, Allowance] = field(default_factory=dict)
    announcing: asyncio.Task[None] | None = None
    rung: int = 0  # the highest seq that was rung since the log was last read
    reading: bool = False
    # Frames for those who come (back) in this second: in a restart everybody asks the same.
    catching_up: dict[tuple[int, bool], str] = field(default_factory=dict)
    second: int = 0

    browsers: dict[tuple[int, str], Tabs] = field(default_factory=dict)  # of a person, by device
    left: set[UUID] = field(default_factory=set)  # epochs that were given up for another one
    connected: frozenset[int] = frozenset()  # the people of the sockets
    left_at: float = 0.0  # when the last socket went

    # --- coming and going ---------------------------------------------------------------------------------------------

    def welcome(self, socket: Socket, hello: Frame) -> None:
        """Tell a socket what it lacks; from now on it is told what changes."""
        room, person, have = self.known.room, socket.entry.participation, hello.have or 0
        # Another role sees other things in what was said before, so it gets everything anew.
        resumes = hello.epoch == str(self.known.epoch) and room.people[person].seq <= have <= room.seq
        self._tell_since(socket, have if resumes else 0)
        self.arriving.discard(socket)
        self.sockets.add(socket)
        self.connected |= {person}
        socket.put(frames.present(self.present))

    def dismiss(self, socket: Socket) -> None:
        self.arriving.discard(socket)
        self.sockets.discard(socket)
        self.connected = frozenset(each.entry.participation for each in self.sockets)
        self.left_at = time.monotonic()

    def of(self, person: int) -> list[Socket]:
        return [socket for socket in self.sockets if socket.entry.participation == person]

    @property
    def everybody(self) -> list[Socket]:
        return [*self.sockets, *self.arriving]

    @property
    def is_forgotten(self) -> bool:
        in_use = self.sockets or self.arriving or self.here
        return not in_use and time.monotonic() - self.left_at >= KEEP

    # --- who is here --------------------------------------------------------------------------------------------------

    @property
    def here(self) -> frozenset[int]:
        """The people of this process."""
        return self.presence.here(self.connected, time.monotonic())

    @property
    def present(self) -> frozenset[int]:
        """The people of all processes, as browsers were last told, and those who have just come here."""
        return self.presence.shown | self.here

    def show_presence(self) -> None:
        present = self.presence.changed(self.here, time.monotonic())
        if present is not None:
            frame = frames.present(present)
            for socket in self.sockets:
                socket.put(frame)

    # --- what changes -------------------------------------------------------------------------------------------------

    def become(self, known: Known) -> bool:
        """Tell everybody here what is new for them; True if this is another log (a restored backup, erased words).
        Older news change nothing, nor does a log that was left for another one."""
        before = self.known
        if known.epoch in self.left or (known.epoch == before.epoch and known.room.seq <= before.room.seq):
            return False
        self.known = known
        self.catching_up.clear()
        if known.epoch == before.epoch:
            self._tell_changes(before.room)
            return False
        self.left.add(before.epoch)
        for socket in self.sockets:  # nothing that browsers have can be trusted
            self._tell_anew(socket)
        return True

    def _tell_changes(self, before: Room) -> None:
        room = self.known.room
        told: dict[bool, str] = {}
        people = concerned(before, room)
        for socket in self.sockets:
            person = socket.entry.participation
            if person in people and socket.moderating != is_moderating(room.people, person):
                self._tell_anew(socket)  # in another role they may see more, or less, of what was said before
                continue
            if socket.moderating not in told:
                told[socket.moderating] = frames.delta(before, room, socket.moderating)
            socket.tell(told[socket.moderating], room.seq)
            if person in people:
                socket.put(frames.mine(room, person))

    def _tell_anew(self, socket: Socket) -> None:
        if socket.entry.participation in self.known.room.people:
            self._tell_since(socket, 0)
        else:  # came after the backup was made, and has to come in again
            socket.close(Close.UNAVAILABLE)

    def _tell_since(self, socket: Socket, seq: int) -> None:
        room, person = self.known.room, socket.entry.participation
        socket.moderating = is_moderating(room.people, person)
        socket.welcome(self._since(seq, socket.moderating), room.seq)
        socket.welcome(frames.mine(room, person), room.seq)

    def _since(self, seq: int, moderating: bool) -> str:
        """The frame for somebody who has everything up to `seq`. It tells the time, so it is kept for a second only."""
        second = rooms.now() // 1000
        if second != self.second:
            self.catching_up, self.second = {}, second
        if (seq, moderating) not in self.catching_up:
            self.catching_up[seq, moderating] = frames.whole(self.known, seq, moderating)
        return self.catching_up[seq, moderating]

    # --- one tab of a device, a few devices of a person ---------------------------------------------------------------

    def tabs(self, person: int, device: str) -> Tabs:
        return self.browsers.setdefault((person, device), Tabs())

    def tabs_of(self, socket: Socket) -> Tabs:
        return self.tabs(socket.entry.participation, socket.entry.device)

    def may_come(self, socket: Socket) -> bool:
        tabs = self.tabs_of(socket)
        if tabs.is_over(socket.tab):
            socket.close(Close.MOVED)
        elif tabs.is_late(socket.tab, socket.nth):
            socket.close(Close.REPLACED)
        return socket.closing is None

    def make_newest(self, socket: Socket, most: int) -> None:
        """Older tabs of its device give way, and the oldest devices of its person where there are more than `most`."""
        entry = socket.entry
        if socket.tab:
            self.tabs_of(socket).come(socket.tab, socket.nth)
        for other in self.of(entry.participation):
            if other is not socket and other.entry.device == entry.device and socket.tab and other.tab:
                other.close(Close.REPLACED if other.tab == socket.tab else Close.MOVED)
        others = [each for each in self.of(entry.participation) if each.closing is None]
        for oldest in sorted(others, key=lambda each: each.came)[:-most]:
            oldest.close(Close.MOVED)

    def hear_newest(self, person: int, device: str, tab: str, nth: int, over: Iterable[str]) -> list[Socket]:
        """A tab has come in another process, which knows that it took the place of others; those sockets here that
        stay all the same shall say so once more.

        Of two tabs that come at the same time to two processes, each may hear the other. No clock tells which was
        first, so lots decide: the one with the greater name stays. Of the connections of one tab, its own count tells.
        """
        tabs = self.tabs(person, device)
        tabs.give_up(over)
        here = [socket for socket in self.of(person) if socket.entry.device == device and socket.tab]
        staying = [socket for socket in here if self._stays(socket, tabs, tab)]
        if staying:
            tabs.give_up([tab])
            return staying
        tabs.come(tab, nth)
        for socket in here:
            if socket.tab != tab:
                socket.close(Close.MOVED)
            elif socket.nth < nth:
                socket.close(Close.REPLACED)
        return []

    @staticmethod
    def _stays(socket: Socket, tabs: Tabs, other: str) -> bool:
        if socket.tab == other or tabs.is_over(socket.tab) or socket.closing is not None:
            return False
        draws_lots = time.monotonic() - socket.came < TOGETHER
        return tabs.is_over(other) or (draws_lots and socket.tab > other)
