"""One of the cast at a real WebSocket: hears what a browser hears, and acts at their own pace."""

import asyncio
import json
import random
import secrets
import time
import uuid
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from typing import Any

from django.conf import settings
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage
from websockets.protocol import State
from websockets.typing import Origin

from deliberation.cast.addresses import Address, hand_in
from deliberation.cast.moment import Act, Clock, Deed, FilledBallot, Moment
from deliberation.cast.playing import next_act
from deliberation.cast.rehearsals import Ticket
from deliberation.cast.script import PACE, Script
from deliberation.cast.seen import Seen
from deliberation.core.agenda import Stage
from deliberation.live.wire import Close

REFUSED_PAUSE = 1.0  # seconds: who may not do something yet does not ask all the time
BACK_AFTER = 0.3  # seconds, then whoever lost the connection tries again
SHORTEST_PAUSE = 0.05  # seconds: however fast it goes, one looks before one acts
FINAL = frozenset({Close.NOT_FOUND, Close.REVOKED, Close.REMOVED})  # whoever hears this does not come back
FAILURES = (OSError, TimeoutError, EOFError, ConnectionClosed, InvalidHandshake, InvalidMessage)
NO_ANSWER = (OSError, HTTPException)


Think = Callable[[Moment], Deed | None]


class Browser:
    """One connection at a time, and what was asked over all of them. What got no answer is asked again, under its
    key."""

    def __init__(
        self, script: Script, ticket: Ticket, address: Address, speed: float, think: Think | None = None
    ) -> None:
        self.script, self.ticket, self.address, self.speed = script, ticket, address, speed
        self.page = Seen()
        self.is_out = False
        self.unanswered: dict[str, Act] = {}
        self.acknowledged: set[str] = set()
        self.voted: set[str] = set()  # the tokens with which a ballot of theirs lies in an urn
        self._tokens: dict[tuple[str, int], str] = defaultdict(lambda: secrets.token_hex(16))  # by room and ballot
        self._sent: set[str] = set()  # over this connection
        self._connected = 0
        self._was_refused = False
        self._think = think or next_act(script, ticket.performer)

    async def run(self) -> None:
        """Until the session is over, or they have no place there any more."""
        while not self.is_over and not self.is_out:
            with suppress(*FAILURES):
                await self._come_in()
            await asyncio.sleep(BACK_AFTER)

    @property
    def is_over(self) -> bool:
        return self.page.is_told and self.page.agenda["stage"] == Stage.CLOSED and not self.unanswered

    @property
    def moment(self) -> Moment:
        clock = Clock(now(), self.speed, self._connected)
        return Moment(self.script, self.ticket.performer, self.page, clock)

    @property
    def is_away(self) -> bool:
        return self.page.is_told and self.moment.is_away

    async def _come_in(self) -> None:
        if self.is_away:
            return
        headers = {"Cookie": self.ticket.cookie}
        origin = Origin(settings.BASE_URL)
        async with connect(
            self.address.socket, origin=origin, additional_headers=headers, max_size=None, proxy=None
        ) as socket:
            has = {"have": self.page.have, "epoch": self.page.epoch, "groups": self.page.tag}
            await socket.send(json.dumps(has))
            hearing = asyncio.create_task(self._hear(socket))
            try:
                await self._act(socket)
            finally:
                hearing.cancel()
                self.is_out = socket.close_code in FINAL

    async def _hear(self, socket: ClientConnection) -> None:
        async for message in socket:
            frame = json.loads(message)
            self.page.merge(frame)
            if "ping" in frame:
                await socket.send(json.dumps({"pong": frame["ping"]}))
            elif "ref" in frame:
                self._note(frame)

    def _note(self, frame: dict[str, Any]) -> None:
        self._was_refused = "refused" in frame
        if frame.get("refused") == "unavailable":
            self._sent.discard(frame["ref"])
        elif self.unanswered.pop(frame["ref"], None) and "seq" in frame:
            self.acknowledged.add(frame["ref"])

    async def _act(self, socket: ClientConnection) -> None:
        """One thing after another, as long as the connection holds."""
        self._connected = now()
        self._sent.clear()
        while not self.is_over and not self.is_away:
            await asyncio.sleep(self._pause())
            if not self.unanswered and self.page.is_told and (deed := self._think(self.moment)):
                await self._do(deed)
            await self._send(socket)

    async def _do(self, deed: Deed) -> None:
        if isinstance(deed, FilledBallot):
            await self._vote(deed)
        else:
            self.page.note(deed.do, deed.fields)
            self.unanswered[str(uuid.uuid4())] = deed

    async def _vote(self, filled: FilledBallot) -> None:
        """Who gets no answer hands in again: with the same token it is the same sheet."""
        token = self._tokens[self.page.epoch, filled.ballot]
        with suppress(*NO_ANSWER):
            is_in = await asyncio.to_thread(hand_in, self.address, self.ticket.cookie, filled, token)
            self._was_refused = not is_in
            self.voted |= {token} if is_in else set()

    async def _send(self, socket: ClientConnection) -> None:
        if socket.state is not State.OPEN:
            raise ConnectionClosed(None, None)
        for ref in [ref for ref in self.unanswered if ref not in self._sent]:
            act = self.unanswered[ref]
            self._sent.add(ref)
            await socket.send(json.dumps({"ref": ref, "do": act.do, "fields": act.fields}))

    def _pause(self) -> float:
        shortest = REFUSED_PAUSE if self._was_refused else SHORTEST_PAUSE
        self._was_refused = False
        pace = PACE[self.ticket.performer.temperament] / self.speed
        return max(shortest, pace * random.uniform(0.7, 1.3))  # noqa: S311 - nothing secret in when somebody acts


def now() -> int:
    return time.time_ns() // 1_000_000
