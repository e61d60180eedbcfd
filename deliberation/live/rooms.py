"""A room that people are in, as one process has it: what is known of it, who is connected, and what they are told.

Everything here happens at once; whatever has to be waited for is the hub's.
"""

import asyncio
import time
from dataclasses import dataclass, field
from uuid import UUID

from deliberation.core import seeing
from deliberation.core.acting import Audience
from deliberation.core.activity import Room
from deliberation.live import frames
from deliberation.live.limits import Allowance
from deliberation.live.presence import Presence
from deliberation.live.sockets import Socket
from deliberation.live.wire import Close, Frame
from deliberation.log import drafts
from deliberation.log.entries import Known

KEEP = 30.0  # seconds that a room stays at hand when nobody is in it: whoever lost the connection is back in a moment


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
    catching_up: dict[tuple[int, Audience], str] = field(default_factory=dict)
    second: int = 0

    # By person and device: the page load that came last, by its browser's own count, and the last of its connections.
    newest: dict[tuple[int, str], tuple[str, int]] = field(default_factory=dict)
    left: set[UUID] = field(default_factory=set)  # epochs that were given up for another one
    connected: frozenset[int] = frozenset()  # the people of the sockets
    left_at: float = 0.0  # when the last socket went

    # --- coming and going ---------------------------------------------------------------------------------------------

    def welcome(self, socket: Socket, hello: Frame) -> None:
        """Tell a socket what it lacks; from now on it is told what changes."""
        room, person, have = self.known.room, socket.admitted.participation, hello.have or 0
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
        self.connected = frozenset(each.admitted.participation for each in self.sockets)
        self.left_at = time.monotonic()

    def of(self, person: int) -> list[Socket]:
        return [socket for socket in self.sockets if socket.admitted.participation == person]

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
        if present is None:
            return
        frame = frames.present(present)
        for socket in self.sockets:
            socket.put(frame)
            self._tell_standing(socket)

    def _tell_standing(self, socket: Socket) -> None:
        """Who comes or goes may change what others may do: in a round, the absent are passed over."""
        room, person = self.known.room, socket.admitted.participation
        if socket.standing != seeing.standing(room, person, self.presence.shown):
            self._tell_own(socket)

    def _tell_own(self, socket: Socket) -> None:
        room, person, present = self.known.room, socket.admitted.participation, self.presence.shown
        socket.standing = seeing.standing(room, person, present)
        socket.put(frames.mine(room, person, present))

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
        told: dict[Audience, str] = {}
        people = seeing.concerned(before, room, self.presence.shown)
        for socket in self.sockets:
            person = socket.admitted.participation
            if person in people and socket.audience is not seeing.audience(room, person):
                self._tell_anew(socket)  # in another role they may see more, or less, of what was said before
                continue
            if socket.audience not in told:
                told[socket.audience] = frames.delta(before, room, socket.audience)
            socket.tell(told[socket.audience], room.seq)
            if person in people:
                self._tell_own(socket)

    def _tell_anew(self, socket: Socket) -> None:
        if socket.admitted.participation in self.known.room.people:
            self._tell_since(socket, 0)
        else:  # came after the backup was made, and has to come in again
            socket.close(Close.UNAVAILABLE)

    def _tell_since(self, socket: Socket, seq: int) -> None:
        room, person = self.known.room, socket.admitted.participation
        socket.audience = seeing.audience(room, person)
        socket.welcome(self._since(seq, socket.audience), room.seq)
        self._tell_own(socket)

    def _since(self, seq: int, audience: Audience) -> str:
        """The frame for somebody who has everything up to `seq`. It tells the time, so it is kept for a second only."""
        second = drafts.now() // 1000
        if second != self.second:
            self.catching_up, self.second = {}, second
        if (seq, audience) not in self.catching_up:
            self.catching_up[seq, audience] = frames.whole(self.known, seq, audience)
        return self.catching_up[seq, audience]

    # --- one tab of a device, a few devices of a person ---------------------------------------------------------------

    def may_come(self, socket: Socket) -> bool:
        """Not if the network held it up, or it had no connection when something later came."""
        if socket.tab:
            self._give_way(socket)
        return socket.closing is None

    def make_newest(self, socket: Socket, most: int) -> None:
        """Other tabs of its device give way, and the oldest devices of its person where there are more than `most`."""
        admitted = socket.admitted
        if socket.tab:
            self.newest[admitted.participation, admitted.device] = (socket.tab, socket.nth)
        for other in self.of(admitted.participation):
            if other is not socket and other.admitted.device == admitted.device and socket.tab and other.tab:
                other.close(Close.REPLACED if other.tab == socket.tab else Close.MOVED)
        others = [each for each in self.of(admitted.participation) if each.closing is None]
        for oldest in sorted(others, key=lambda each: each.came)[:-most]:
            oldest.close(Close.MOVED)

    def hear_newest(self, person: int, device: str, tab: str, nth: int) -> bool:
        """A tab has come in another process. True if something later is known here, which that process has to hear."""
        known = self.newest.get((person, device), ("", 0))
        self.newest[person, device] = max(known, (tab, nth))
        for socket in self.of(person):
            if socket.admitted.device == device and socket.tab:
                self._give_way(socket)
        return known > (tab, nth)

    def _give_way(self, socket: Socket) -> None:
        """To a later page load, or to a later connection of the same one."""
        tab, nth = self.newest.get((socket.admitted.participation, socket.admitted.device), ("", 0))
        if (socket.tab, socket.nth) < (tab, nth):
            socket.close(Close.REPLACED if socket.tab == tab else Close.MOVED)
