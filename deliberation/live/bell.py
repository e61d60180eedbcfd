"""The doorbell: processes ring each other over the channel layer. Losing a ring loses nothing, the log has the data."""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Iterable
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

logger = logging.getLogger(__name__)

PATIENCE = 1.0  # seconds: the layer may be silent as well as gone
DEAF = 4.0  # seconds without hearing oneself

Message = dict[str, Any]


def group(session: int) -> str:
    return f"session.{session}"


class Bell:
    """Rings for the sessions that this process has in use, and listens, also for itself: it knows whether it hears.

    Messages have a `type`, a `session` and whom they are `from`. Types: `ring` (the log of a `room` has grown to
    `seq`), `presence` (`people` of that process), `newest` (`tab` and `nth` of a `person` on a `device` came there),
    `recheck` (`people` who may have lost their right to be here), `revoked` (`device` was logged out).
    """

    def __init__(self, hear: Callable[[Message], None], layer: Any = None) -> None:
        """Over the channel layer of the profile, or over the one that is given."""
        self.name = secrets.token_hex(8)
        self.lost = 0  # rings that went wrong twice
        self._failing: set[str] = set()  # what went wrong when it was last tried
        self._hear = hear
        self._layer = layer or get_channel_layer()
        self._channel = ""
        self._naming = asyncio.Lock()
        self._heard_itself = time.monotonic()

    @property
    def is_deaf(self) -> bool:
        return time.monotonic() - self._heard_itself > DEAF

    async def hang(self, session: int) -> None:
        """Be rung for this session from now on; may be repeated."""
        await self._safely("group_add", lambda channel: (group(session), channel))

    async def take_down(self, session: int) -> None:
        await self._safely("group_discard", lambda channel: (group(session), channel))

    async def ring(self, type: str, session: int, **fields: Any) -> None:
        message = {"type": type, "session": session, "from": self.name, **fields}
        if not await self._safely("group_send", lambda _: (group(session), message), named=False):
            await asyncio.sleep(PATIENCE / 10)
            if not await self._safely("group_send", lambda _: (group(session), message), named=False):
                self.lost += 1

    async def listen(self) -> None:
        self._heard_itself = time.monotonic()
        while True:
            try:
                message = await self._layer.receive(await self._own_channel())
            except Exception as error:
                logger.warning("channel layer: receive fails: %s", type(error).__name__)
                await asyncio.sleep(PATIENCE)
                continue
            if message["type"] == "echo":
                self._heard_itself = time.monotonic()
            elif message["from"] != self.name:
                self._hear(message)

    async def echo(self) -> None:
        """Ring for oneself: what comes back shows that the bell works both ways."""
        await self._safely("send", lambda channel: (channel, {"type": "echo"}))

    def forget(self) -> None:
        """Nobody listens any more; the channel went with the listening."""
        self._channel = ""

    async def _safely(self, act: str, arguments: Callable[[str], tuple[Any, ...]], named: bool = True) -> bool:
        """A bell that fails or is silent stops nobody: the poll of the heads heals what it missed."""
        works = True
        try:
            async with asyncio.timeout(PATIENCE):
                channel = await self._own_channel() if named else ""
                await getattr(self._layer, act)(*arguments(channel))
        except Exception as error:
            self._note_failure(act, error)
            works = False
        else:
            self._failing.discard(act)
        task = asyncio.current_task()
        if task and task.cancelling():  # the client of Redis may have swallowed it, and we would go on for ever
            raise asyncio.CancelledError
        return works

    def _note_failure(self, act: str, error: Exception) -> None:
        """In one line until it works again: a busy room rings two hundred times in a second."""
        if act not in self._failing:
            self._failing.add(act)
            logger.warning("channel layer: %s fails: %s", act, type(error).__name__)

    async def _own_channel(self) -> str:
        async with self._naming:  # two who come first at once must not make two
            self._channel = self._channel or await self._layer.new_channel("hub")
        return self._channel


def ring_after_commit(type: str, sessions: Iterable[int], **fields: Any) -> None:
    """From a page: ring in all processes once what it did is on disk."""
    ids = list(sessions)
    transaction.on_commit(lambda: async_to_sync(_ring_all)(type, ids, fields), robust=True)


async def _ring_all(type: str, sessions: Iterable[int], fields: Message) -> None:
    bell = Bell(hear=lambda message: None)
    await asyncio.gather(*(bell.ring(type, session, **fields) for session in sessions))
