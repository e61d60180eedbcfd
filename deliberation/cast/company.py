"""The casts that a process plays, all in the event loop of one thread, over the sockets of the site.

The thread looks again and again which casts are wanted, and lets them play meanwhile. What they need to go on stands in
the log of their room, so a cast that was cut off in the middle goes on where the room is, in whatever process.
"""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from deliberation.cast import living_rooms, performing, rehearsals, standing_in, wanted
from deliberation.cast.addresses import Address
from deliberation.cast.connections import Browser
from deliberation.cast.rehearsals import Ticket
from deliberation.cast.script import Script, known, read
from deliberation.models import CastRecord

logger = logging.getLogger(__name__)

LOOK = 1.0  # seconds between two looks at what is wanted
FAREWELL = 2.0  # seconds for closing the connections of a cast
FOR_EVER = 24 * 60 * 60.0  # seconds: others say when a cast leaves


@dataclass(slots=True)
class Engagement:
    """One cast at play."""

    record: CastRecord
    tickets: list[Ticket]
    browsers: list[Browser]
    playing: "asyncio.Task[float]"

    @property
    def hears_somebody(self) -> bool:
        """Whether somebody is in the room who is not one of the cast."""
        own = {ticket.person for ticket in self.tickets}
        inside = (each for each in self.browsers if not each.is_over and not each.is_out)
        return any(each.page.present - own for each in inside)

    @property
    def failure(self) -> BaseException | None:
        is_over = self.playing.done() and not self.playing.cancelled()
        return self.playing.exception() if is_over else None


class Company:
    """`server` is where the site is served, as this process reaches it."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._loop = asyncio.new_event_loop()
        self._engagements: dict[int, Engagement] = {}
        self._is_new = True

    def step(self) -> None:
        """One look at what is wanted, and a second of play, also where nobody can be asked what is wanted."""
        try:
            self._look()
        finally:
            self._loop.run_until_complete(asyncio.sleep(LOOK))

    def _look(self) -> None:
        if self._is_new:
            forget_left(timezone.now())
            self._is_new = False
        asked = {record.pk: record for record in wanted.wanted(timezone.now())}
        for pk in list(self._engagements):
            if pk not in asked or not self._goes_on(self._engagements[pk]):
                self._dismiss(self._engagements.pop(pk))
        for pk, record in asked.items():
            if pk not in self._engagements and wanted.is_free(record, timezone.now()):
                self._engage(record)

    def close(self) -> None:
        """The process ends: others may go on with what is wanted."""
        for engagement in self._engagements.values():
            self._dismiss(engagement)
            wanted.let_go(engagement.record, timezone.now())
        self._engagements.clear()
        self._loop.close()

    def _engage(self, record: CastRecord) -> None:
        if not wanted.promise(record, timezone.now()):
            return
        script = read(known()[record.script].read_text())
        tickets = who_plays(record, script)
        browsers = [self._browser(record, script, ticket) for ticket in tickets]
        playing = self._loop.create_task(performing.perform(browsers, FOR_EVER))
        self._engagements[record.pk] = Engagement(record, tickets, browsers, playing)

    def _browser(self, record: CastRecord, script: Script, ticket: Ticket) -> Browser:
        think = standing_in.next_act if ticket.performer.slug == script.moderator else None
        address = Address(self._server, record.session.key)
        return Browser(script, ticket, address, record.speed, think)

    def _goes_on(self, engagement: Engagement) -> bool:
        """Whether this process still plays it. A cast that a mistake of ours broke off comes again after a while."""
        if engagement.failure:
            logger.warning("a cast broke off: %s", type(engagement.failure).__name__)
            return False
        record, now = engagement.record, timezone.now()
        if not wanted.is_due(record, now):
            return True
        if engagement.hears_somebody:
            wanted.want(record)
        return wanted.promise(record, now)

    def _dismiss(self, engagement: Engagement) -> None:
        engagement.playing.cancel()
        with suppress(asyncio.CancelledError, Exception):
            self._loop.run_until_complete(asyncio.wait_for(engagement.playing, FAREWELL))
        rehearsals.forget_browsers(ticket.browser for ticket in engagement.tickets)


def forget_left(now: datetime) -> None:
    """What a process that was killed has left of the casts that it played."""
    for record in CastRecord.objects.select_related("session"):
        if wanted.is_free(record, now):
            rehearsals.forget_cast(record.session)


def who_plays(record: CastRecord, script: Script) -> list[Ticket]:
    if record.is_living_room:
        return living_rooms.company(record.session, script)
    return rehearsals.come_in(record.session, script, record.people)
