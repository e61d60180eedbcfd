"""The threads that do what no page waits for: a worker for each queue of tasks, the clock, and the casts of rooms."""

import logging
import threading
import time
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from config import clock
from deliberation.cast.company import Company

logger = logging.getLogger(__name__)

PAUSE = 1.0  # seconds between two looks at a queue that is empty
TICK = 5.0  # likewise at the jobs
TIME_TO_END = 5.0  # seconds for what is being done when the process is told to end


class Work:
    """Daemon threads: one that hangs does not keep the process from ending, and what it did is done again.

    `server` is where this process reaches the rooms in which casts play.
    """

    def __init__(self, server: str = settings.CAST_SERVER) -> None:
        self._ending = threading.Event()
        self._threads = [
            *(self._thread(f"tasks-{queue}", partial(self._work_off, queue), PAUSE) for queue in settings.TASK_QUEUES),
            self._thread("clock", clock.run_due, TICK),
            threading.Thread(target=self._play, args=(server,), name="cast", daemon=True),
        ]

    def _thread(self, name: str, step: Callable[[], None], pause: float) -> threading.Thread:
        return threading.Thread(target=self._repeat, args=(step, pause), name=name, daemon=True)

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._ending.set()
        deadline = time.monotonic() + TIME_TO_END
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def _repeat(self, step: Callable[[], None], pause: float) -> None:
        """Whatever fails, the database above all, may be there again the next time."""
        while not self._ending.wait(pause):
            try:
                step()
            except Exception as error:
                logger.warning("%s: %s", threading.current_thread().name, type(error).__name__)
            finally:
                close_old_connections()
        connections.close_all()

    def _play(self, server: str) -> None:
        """The company takes its own time between two looks."""
        company = Company(server)
        self._repeat(company.step, 0.0)
        company.close()
        connections.close_all()

    def _work_off(self, queue: str) -> None:
        work_off(queue, self._ending.is_set)


def work_off(queue: str, is_ending: Callable[[], bool] = lambda: False) -> None:
    """Do all tasks of the queue, one after the other."""
    ready = DBTaskResult.objects.ready().filter(queue_name=queue)
    while not is_ending() and ready.exists():
        Worker(
            queue_names=[queue],
            interval=PAUSE,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        ).run()
