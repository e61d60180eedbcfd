import sys
from typing import Any

from django.core.management.base import BaseCommand

from community.outbox import note_bounce


class Command(BaseCommand):
    help = "Reads a mail that came back on standard input, so that the CMS lists the one that could not be delivered."

    def handle(self, *args: Any, **options: Any) -> None:
        """A mail that is no such report is read and dropped: a failure would make the mail server answer it."""
        found = note_bounce(sys.stdin.buffer.read())
        self.stdout.write("Noted." if found else "This is no report about a mail of ours.")
