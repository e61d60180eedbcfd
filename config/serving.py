"""What processes that serve people do and most management commands do not: give up on statements, and end in time."""

import faulthandler
import os
import signal
import threading
from types import FrameType
from typing import Any

from django.conf import settings
from django.db import connections

LATEST_END = 8.0  # seconds after it was told to; goodbyes and answers under way take up to six


def limit_statements() -> None:
    """For connections that are opened from now on. `migrate` and `erase` take as long as they need."""
    options = connections.settings["default"].get("OPTIONS", {})
    if "options" in options:  # PostgreSQL
        options["options"] += f" -c statement_timeout={settings.STATEMENT_TIMEOUT}"


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
