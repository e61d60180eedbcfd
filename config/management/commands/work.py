import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from config.serving import watch_the_end
from config.work import Work


class Command(BaseCommand):
    help = "What no page waits for: mails, the search index, and the jobs of the clock. As many processes as one likes."

    def handle(self, *args: Any, **options: Any) -> None:
        told_to_end = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda number, frame: told_to_end.set())
        work = Work()
        work.start()
        told_to_end.wait()
        watch_the_end()
        work.stop()
