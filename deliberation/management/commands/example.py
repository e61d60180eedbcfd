from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from deliberation import sessions
from deliberation.models import Session


class Command(BaseCommand):
    help = "Lets everybody read the transcript of a session whose people are invented; --withdraw takes that back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("session", help="the key in the address of the session")
        parser.add_argument("--withdraw", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        session = Session.objects.filter(key=options["session"]).first()
        if session is None:
            raise CommandError("There is no session with this key.")
        try:
            sessions.set_example(session, not options["withdraw"])
        except sessions.StillGoingOn:
            raise CommandError("Only a session that is over can be an example.") from None
        readers = "Everybody can" if session.is_example else "Only those who were there can"
        self.stdout.write(f"{readers} read the transcript of “{session.title}”.")
