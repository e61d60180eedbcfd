"""What the other processes ring, and what follows from it here."""

import time
from collections.abc import Callable, Sequence
from typing import Protocol

from deliberation.live.announcing import Announcer
from deliberation.live.bell import Bell, Message
from deliberation.live.sessions import LiveSession
from deliberation.live.sockets import Socket
from deliberation.live.tabs import Seat
from deliberation.live.tailing import LogTails
from deliberation.live.tasks import Tasks
from deliberation.live.wire import Close


class Hearer(Protocol):
    """The hub, as far as rings concern it."""

    sessions: dict[int, LiveSession]
    bell: Bell
    announcer: Announcer
    logs: LogTails
    tasks: Tasks

    async def recheck(self, sockets: Sequence[Socket]) -> None: ...


def hear(hub: Hearer, message: Message) -> None:
    """A newer process may have more to say: what is not known is ignored."""
    session = hub.sessions.get(message["session"])
    act = HEAR.get(message["type"])
    if session is not None and act is not None:
        act(hub, session, message)


def hear_ring(hub: Hearer, session: LiveSession, message: Message) -> None:
    hub.logs.hear(message)


def hear_presence(hub: Hearer, session: LiveSession, message: Message) -> None:
    """A process that has just begun does not know who is here, nor what was committed just now."""
    if session.presence.hear(message["from"], message["people"], time.monotonic()):
        hub.announcer.changed(session)
        for live in session.rooms.values():
            hub.tasks.start(hub.bell.ring("ring", session.id, room=live.id, seq=live.known.room.seq))
    hub.announcer.show(session)


def hear_newest(hub: Hearer, session: LiveSession, message: Message) -> None:
    seat = message["person"], message["device"]
    if session.tabs.hear(seat, message["tab"], message["nth"], session.of(message["person"])):
        ring_newest(hub, session, seat)


def ring_newest(hub: Hearer, session: LiveSession, seat: Seat) -> None:
    (person, device), (tab, nth) = seat, session.tabs.newest[seat]
    hub.tasks.start(hub.bell.ring("newest", session.id, person=person, device=device, tab=tab, nth=nth))


def hear_recheck(hub: Hearer, session: LiveSession, message: Message) -> None:
    people = set(message["people"])
    sockets = [socket for socket in session.everybody if socket.admitted.participation in people]
    hub.tasks.start(hub.recheck(sockets))


def hear_revoked(hub: Hearer, session: LiveSession, message: Message) -> None:
    for socket in session.everybody:
        if socket.admitted.device == message["device"]:
            socket.close(Close.REVOKED)


HEAR: dict[str, Callable[[Hearer, LiveSession, Message], None]] = {
    "ring": hear_ring,
    "presence": hear_presence,
    "newest": hear_newest,
    "recheck": hear_recheck,
    "revoked": hear_revoked,
}
