"""Before the process ends, everybody in its rooms is asked to come back, at different times."""

import asyncio
import os
import signal
import threading
from types import FrameType
from typing import Any
from weakref import WeakSet

from deliberation.live.hub import Hub, this_hub

TIME_TO_LEAVE = 1.0  # seconds between the goodbye and what the server does when it is told to end

_expecting: WeakSet[Hub] = WeakSet()


def expect() -> None:
    """From now on the end is noticed. Servers install their own handling at their start, so this comes after it."""
    hub = this_hub()
    if hub in _expecting or threading.current_thread() is not threading.main_thread():
        return
    _expecting.add(hub)
    loop, servers_own = asyncio.get_running_loop(), signal.getsignal(signal.SIGTERM)

    def end(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(_leave, hub, loop, servers_own)

    signal.signal(signal.SIGTERM, end)


def _leave(hub: Hub, loop: asyncio.AbstractEventLoop, servers_own: Any) -> None:
    hub.say_goodbye()
    loop.call_later(TIME_TO_LEAVE, _let_end, servers_own)


def _let_end(servers_own: Any) -> None:
    if callable(servers_own):
        servers_own(signal.SIGTERM, None)
    else:
        signal.signal(signal.SIGTERM, servers_own or signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTERM)
