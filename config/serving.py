"""What processes that serve people do and most management commands do not: give up on statements, take in no more than
browsers of ours say, and end in time."""

import faulthandler
import math
import os
import signal
import threading
import time
from types import FrameType
from typing import Any

from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol
from django.conf import settings
from django.db import connections
from django.db.backends.signals import connection_created

LATEST_END = 8.0  # seconds after it was told to; goodbyes and answers under way take up to six


def limit_statements() -> None:
    """For connections that are opened from now on. `migrate` and `erase` take as long as they need."""
    options = connections.settings["default"].get("OPTIONS", {})
    if "options" in options:  # PostgreSQL
        options["options"] += f" -c statement_timeout={settings.STATEMENT_TIMEOUT}"
    else:
        connection_created.connect(limit_statements_of)


class StatementLimit:
    """SQLite has no such option, but asks now and then whether a statement is to go on."""

    STEPS = 10_000  # of its machine, about a tenth of a millisecond

    def __init__(self) -> None:
        self.ends = math.inf

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.ends = time.monotonic() + settings.STATEMENT_TIMEOUT / 1000
        return execute(sql, params, many, context)

    def is_over(self) -> bool:
        return time.monotonic() > self.ends


def limit_statements_of(connection: Any, **_: Any) -> None:
    limit = StatementLimit()
    connection.execute_wrappers[:] = [each for each in connection.execute_wrappers if type(each) is not StatementLimit]
    connection.execute_wrappers.append(limit)
    connection.connection.set_progress_handler(limit.is_over, StatementLimit.STEPS)


class InwardLimit(WebSocketProtocol):
    """Daphne has one limit for both directions. A room may be megabytes outwards; what a browser says is a frame of
    ours, however many fragments it is sent in, and whoever does not finish one holds no more memory than that."""

    maxMessagePayloadSize: int

    def onMessageFrameBegin(self, length: int) -> None:
        outward, self.maxMessagePayloadSize = self.maxMessagePayloadSize, settings.ROOM_FRAME_SIZE
        super().onMessageFrameBegin(length)
        self.maxMessagePayloadSize = outward


def limit_frames() -> None:
    """For Daphne, which makes its factory after the application was imported. For uvicorn it is an option."""
    WebSocketFactory.protocol = InwardLimit


def watch_the_end() -> None:
    """Python waits for the threads of its executors before it ends, for ever if one of them hangs. This watchdog needs
    neither the interpreter's lock nor a thread that answers, and it says where every thread hangs."""
    faulthandler.dump_traceback_later(LATEST_END, exit=True)


class Ending:
    """Handles SIGTERM as the handler before it, and sees to it that the process is gone in time."""

    def __init__(self, before: Any) -> None:
        self._before = before

    def __call__(self, number: int, frame: FrameType | None) -> None:
        watch_the_end()
        if callable(self._before):
            self._before(number, frame)
        else:
            signal.signal(number, self._before or signal.SIG_DFL)
            os.kill(os.getpid(), number)


def end_in_time() -> None:
    """Asked with each request, as servers and rooms install their own handlers at their start, and cheap."""
    before = signal.getsignal(signal.SIGTERM)
    if not isinstance(before, Ending) and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, Ending(before))
