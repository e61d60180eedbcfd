"""A session that people are in, as one process has it: its rooms, who is connected, and in which room they are."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from deliberation.core.overview import GroupTalk
from deliberation.core.people import at_shared_device, is_moderating
from deliberation.live.admission import Admitted
from deliberation.live.frames import NO_GROUPS, OverviewFrame
from deliberation.live.limits import Allowance
from deliberation.live.presence import ByRoom, Here, Presence
from deliberation.live.rooms import LiveRoom
from deliberation.live.sockets import Socket
from deliberation.live.tabs import Tabs
from deliberation.live.wire import Close, Frame
from deliberation.log.entries import Known

KEEP = 30.0  # seconds that a session stays at hand when nobody is in it: who lost the connection is back in a moment


@dataclass(slots=True, eq=False)
class LiveSession:
    """Limits, presence and the newest tab are the session's: a person has them once, in whichever room they are."""

    id: int
    plenary: LiveRoom
    rooms: dict[int, LiveRoom] = field(default_factory=dict)  # those in use, the plenary among them
    arriving: set[Socket] = field(default_factory=set)  # not told anything yet, but the session stays for them
    presence: Presence = field(default_factory=Presence)
    tabs: Tabs = field(default_factory=Tabs)
    allowances: dict[int, Allowance] = field(default_factory=dict)
    opening: dict[int, asyncio.Task[None]] = field(default_factory=dict)  # rooms that are being read
    announcing: asyncio.Task[None] | None = None
    overseeing: asyncio.Task[None] | None = None
    overview: OverviewFrame = NO_GROUPS  # as it was made last for those who moderate
    talks: dict[int, GroupTalk] = field(default_factory=dict)  # in each group, as it was then
    led: set[int] = field(default_factory=set)  # people who are being led into another room
    connected: frozenset[int] = frozenset()  # the people of the sockets
    left_at: float = field(default_factory=time.monotonic)  # when the last socket went, or nobody had come yet

    def __post_init__(self) -> None:
        self.rooms[self.plenary.id] = self.plenary

    def take_into_use(self, room: int, known: Known) -> LiveRoom:
        live = self.rooms.setdefault(room, LiveRoom(room, self.id, known))
        live.know_presence(self.presence.shown)
        return live

    # --- sockets ------------------------------------------------------------------------------------------------------

    @property
    def sockets(self) -> Iterator[Socket]:
        """All that are told what changes."""
        return (socket for room in self.rooms.values() for socket in room.sockets)

    @property
    def everybody(self) -> list[Socket]:
        return [*self.sockets, *self.arriving]

    def of(self, person: int) -> list[Socket]:
        return [socket for socket in self.sockets if socket.admitted.participation == person]

    def let_in(self, socket: Socket, room: LiveRoom) -> None:
        self.arriving.discard(socket)
        room.welcome(socket, socket.hello)
        self.connected |= {socket.admitted.participation}
        self._tell_presence(socket, room)

    def lead(self, socket: Socket, room: LiveRoom) -> None:
        """Into another room, which the browser gets as if it had just come: what it has belongs to the old one."""
        if socket.live is None or socket in room.sockets:
            return
        self.rooms[socket.live.room].sockets.discard(socket)
        room.welcome(socket, Frame())
        self._tell_presence(socket, room)

    def show_out_removed(self) -> None:
        """As soon as the log says so, whichever process wrote it."""
        people = self.plenary.known.room.people
        for socket in self.everybody:
            person = people.get(socket.admitted.participation)
            if person is not None and person.removed:
                socket.close(Close.REMOVED)

    def recast(self) -> list[Socket]:
        """Those whose person was given another role since they were let in."""
        people = self.plenary.known.room.people
        found = ((socket, people.get(socket.admitted.participation)) for socket in self.everybody)
        return [socket for socket, person in found if person and person.role is not socket.admitted.role]

    def dismiss(self, socket: Socket) -> None:
        self.arriving.discard(socket)
        for room in self.rooms.values():
            room.sockets.discard(socket)
        self.connected = frozenset(each.admitted.participation for each in self.sockets)
        self.left_at = time.monotonic()

    @property
    def is_forgotten(self) -> bool:
        in_use = self.arriving or any(self.sockets) or self.here
        return not in_use and time.monotonic() - self.left_at >= KEEP

    @property
    def has_groups(self) -> bool:
        """Whether people have gone apart in it so far, or those who moderate were told so before a backup came back."""
        return bool(self.plenary.known.room.places.rooms or self.overview.tag)

    @property
    def unread(self) -> list[int]:
        """The rooms of the groups that people are in now, as far as they are not in use here."""
        return [room for room in self.plenary.known.room.places.groups if room not in self.rooms]

    # --- where people are ---------------------------------------------------------------------------------------------

    def place_of(self, person: int) -> int:
        """In which room of the session this person is; the plenary's log says it."""
        place: int = self._elsewhere.get(person, self.plenary.id)
        return place

    def misplaced(self) -> dict[int, Admitted]:
        """Those of whom a socket is in another room than they are."""
        if len(self.rooms) == 1 and not self._elsewhere:
            return {}
        found = (socket for socket in self.sockets if self._is_misplaced(socket))
        return {socket.admitted.participation: socket.admitted for socket in found}

    def _is_misplaced(self, socket: Socket) -> bool:
        return socket.live is not None and socket.live.room != self.place_of(socket.admitted.participation)

    @property
    def _elsewhere(self) -> dict[int, int]:
        """The breakout rooms of those who are in one."""
        at: dict[int, int] = self.plenary.known.room.places.at
        return at

    # --- who is here --------------------------------------------------------------------------------------------------

    @property
    def here(self) -> frozenset[int]:
        """The people of this process."""
        return self.presence.here(self.connected, time.monotonic())

    @property
    def everywhere(self) -> frozenset[int]:
        """The people of all processes, as browsers were last told, and those who have just come here."""
        return self.here.union(self._at_shared_device, self.presence.shown.people)

    @property
    def _at_shared_device(self) -> frozenset[int]:
        """Those who sit in the hall without a connection of their own."""
        return at_shared_device(self.plenary.known.room.people)

    @property
    def present(self) -> Here:
        """Likewise, by the room in which they are."""
        return self.seen(self.everywhere)

    def seen(self, people: frozenset[int]) -> Here:
        by_room = self.by_room(people)
        return Here(by_room, self._moderators(by_room))

    def _moderators(self, by_room: ByRoom) -> dict[int, int]:
        """A moderator who walks from group to group has not left the session: everybody is told where they are."""
        plenary = self.plenary.known.room
        return {
            person: 0 if room == self.plenary.id else plenary.places.number(room)
            for room, people in by_room.items()
            for person in people
            if is_moderating(plenary.people, person)
        }

    def by_room(self, people: frozenset[int]) -> ByRoom:
        here = people | self._at_shared_device
        if not self._elsewhere:
            return {self.plenary.id: here} if here else {}
        found: dict[int, set[int]] = {}
        for person in here:
            found.setdefault(self.place_of(person), set()).add(person)
        return {room: frozenset(those) for room, those in found.items()}

    def show_presence(self) -> bool:
        """Whether it has changed."""
        if not self.presence.changed(self.here, self.seen, time.monotonic()):
            return False
        for room in self.rooms.values():
            room.show_presence(self.presence.shown)
        return True

    def _tell_presence(self, socket: Socket, room: LiveRoom) -> None:
        if socket.live is not None:
            socket.put(room.presence_frame(self.present, socket.live.audience))
