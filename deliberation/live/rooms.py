"""A room that people are in, as one process has it: what is known of it, who is connected, and what they are told.

Everything here happens at once; whatever has to be waited for is the hub's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from deliberation.core import seeing
from deliberation.core.acting import Audience
from deliberation.core.activity import Room
from deliberation.core.door import Standing
from deliberation.live import frames
from deliberation.live.presence import Here
from deliberation.live.sockets import Socket
from deliberation.live.states import Live
from deliberation.live.wire import Close, Frame
from deliberation.log import drafts
from deliberation.log.entries import Known


@dataclass(slots=True, eq=False)
class LiveRoom:
    id: int
    session: int
    known: Known
    sockets: set[Socket] = field(default_factory=set)
    present: frozenset[int] = frozenset()  # who is in this room, as browsers were last told
    around: frozenset[int] = frozenset()  # likewise, in any room of the session
    rung: int = 0  # the highest seq that was rung since the log was last read
    reading: bool = False
    # Frames for those who come (back) in this second: in a restart everybody asks the same.
    catching_up: dict[tuple[int, Audience], str] = field(default_factory=dict)
    second: int = 0
    left: set[UUID] = field(default_factory=set)  # epochs that were given up for another one

    # --- coming -------------------------------------------------------------------------------------------------------

    def welcome(self, socket: Socket, hello: Frame) -> None:
        """Tell a socket what it lacks; from now on it is told what changes."""
        room, person, have = self.known.room, socket.admitted.participation, hello.have or 0
        # Another role sees other things in what was said before, so it gets everything anew.
        resumes = hello.epoch == str(self.known.epoch) and room.people[person].seq <= have <= room.seq
        self._tell_since(socket, have if resumes else 0)
        self.sockets.add(socket)

    # --- who is here --------------------------------------------------------------------------------------------------

    def show_presence(self, shown: Here) -> None:
        """Everybody here hears who is in this room, and where those are who moderate; they also who is elsewhere."""
        self.know_presence(shown)
        told: dict[Audience, str] = {}
        for socket, live in self._live():
            if live.audience not in told:
                told[live.audience] = self.presence_frame(shown, live.audience)
            socket.put(told[live.audience])
            self._tell_standing(socket, live)

    def know_presence(self, shown: Here) -> None:
        self.present, self.around = shown.by_room.get(self.id, frozenset()), shown.people

    def presence_frame(self, shown: Here, audience: Audience) -> str:
        here = shown.by_room.get(self.id, frozenset())
        others = {room: people for room, people in shown.by_room.items() if room != self.id}
        elsewhere = {person: group for person, group in shown.moderators.items() if person not in here}
        return frames.present(here, others if audience is Audience.MODERATION else {}, elsewhere)

    def _tell_standing(self, socket: Socket, live: Live) -> None:
        """Who comes or goes may change what others may do: in a round, the absent are passed over."""
        if live.standing != self._standing(socket.admitted.participation):
            self._tell_own(socket, live)

    def _standing(self, person: int) -> Standing:
        return seeing.standing(self.known.room, person, self.present, self.around)

    def _tell_own(self, socket: Socket, live: Live) -> None:
        room, person = self.known.room, socket.admitted.participation
        live.standing = self._standing(person)
        socket.put(frames.mine(room, person, self.present, self.around))

    # --- what changes -------------------------------------------------------------------------------------------------

    def become(self, known: Known) -> bool:
        """Tell everybody here what is new for them; False for older news, and for a log that was left for another one
        (a restored backup, erased words): these change nothing."""
        before = self.known
        if known.epoch in self.left or (known.epoch == before.epoch and known.room.seq <= before.room.seq):
            return False
        self.known = known
        self.catching_up.clear()
        if known.epoch == before.epoch:
            self._tell_changes(before.room)
            return True
        self.left.add(before.epoch)
        for socket, _ in self._live():  # nothing that browsers have can be trusted
            self._tell_anew(socket)
        return True

    def _tell_changes(self, before: Room) -> None:
        if not self.sockets:  # in use for those who moderate
            return
        room = self.known.room
        told: dict[Audience, str] = {}
        people = seeing.concerned(before, room, self.present, self.around)
        own = []  # is told at the end: it is another frame for each, and nobody else should wait for it
        for socket in self.sockets:
            live, person = socket.state, socket.admitted.participation
            if not isinstance(live, Live):
                continue
            if person in people and live.audience is not seeing.audience(room, person):
                self._tell_anew(socket)  # in another role they may see more, or less, of what was said before
                continue
            if live.audience not in told:
                told[live.audience] = frames.delta(before, room, live.audience)
            socket.tell(told[live.audience], room.seq)
            if person in people:
                own.append((socket, live))
        for socket, live in own:
            self._tell_own(socket, live)

    def _live(self) -> Iterator[tuple[Socket, Live]]:
        """The sockets, without those that are closing."""
        return ((socket, socket.state) for socket in self.sockets if isinstance(socket.state, Live))

    def _tell_anew(self, socket: Socket) -> None:
        if socket.admitted.participation in self.known.room.people:
            self._tell_since(socket, 0)
        else:  # came after the backup was made, and has to come in again
            socket.close(Close.UNAVAILABLE)

    def _tell_since(self, socket: Socket, seq: int) -> None:
        room, person = self.known.room, socket.admitted.participation
        live = socket.go_live(self.id, seeing.audience(room, person))
        socket.welcome(self._since(seq, live.audience), room.seq)
        self._tell_own(socket, live)

    def _since(self, seq: int, audience: Audience) -> str:
        """The frame for somebody who has everything up to `seq`. It tells the time, so it is kept for a second only."""
        second = drafts.now() // 1000
        if second != self.second:
            self.catching_up, self.second = {}, second
        if (seq, audience) not in self.catching_up:
            self.catching_up[seq, audience] = frames.whole(self.known, seq, audience)
        return self.catching_up[seq, audience]
