"""A scripted cast holds a session over real WebSockets: alone, or in a session that somebody moderates."""

import asyncio
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from deliberation.cast import performing, rehearsals
from deliberation.cast.connections import Browser
from deliberation.cast.rehearsals import Ticket
from deliberation.cast.report import RehearsalReport, counted, report
from deliberation.cast.script import Script, known, read
from deliberation.cast.serving import OwnServer
from deliberation.models import Session

LONGEST = 2.0  # times its agenda, then a rehearsal ends whatever is open
AT_LEAST = 240.0  # seconds


class Command(BaseCommand):
    help = "Lets a scripted cast hold a session over real WebSockets; with a session, its participants come in there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("session", nargs="?", help="address or key of a session that somebody moderates")
        parser.add_argument("--template", default="standard-90", help="one of the scripts, or the path of a file")
        parser.add_argument("--people", type=int, default=12, help="how many participants")
        parser.add_argument("--speed", type=float, default=1.0, help="how many times faster than people (0.5 to 120)")
        parser.add_argument("--seconds", type=float, help="when they leave at the latest")
        parser.add_argument("--server", help="where the site is served; without it, a server is started")
        parser.add_argument("--kill", action="store_true", help="kill the server that was started once in each phase")
        parser.add_argument("--json", action="store_true", help="print what was done as one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        script = self.script(options["template"])
        if not 1 <= options["people"] <= len(script.participants):
            raise CommandError(f"--people must be between 1 and {len(script.participants)}.")
        if not 0.5 <= options["speed"] <= 120:
            raise CommandError("--speed must be between 0.5 and 120.")
        if options["kill"] and options["server"]:
            raise CommandError("--kill ends only a server that was started here: leave out --server.")
        if Session._meta.db_table not in connection.introspection.table_names():
            raise CommandError("The database has no tables yet: `manage.py migrate` makes them, as does `make demo`.")
        try:
            self.join(script, options) if options["session"] else self.hold(script, options)
        except KeyboardInterrupt:
            self.stdout.write("They leave.")

    def script(self, name: str) -> Script:
        path = known().get(name, Path(name))
        if not path.is_file():
            raise CommandError(f"There is no such script. Known are: {', '.join(known())}.")
        return read(path.read_text())

    # --- where somebody moderates -------------------------------------------------------------------------------------

    def join(self, script: Script, options: dict[str, Any]) -> None:
        session = self.find(options["session"])
        tickets = rehearsals.come_in(session, script, options["people"])
        self.stdout.write(f"{len(tickets)} people join “{session.title}”. Ctrl+C ends it.")
        server = options["server"] or settings.BASE_URL
        cast = performing.browsers(script, tickets, session.key, server, options["speed"])
        asyncio.run(performing.perform(cast, options["seconds"] or self.longest(script, options["speed"])))

    def find(self, name: str) -> Session:
        key = next(part for part in reversed(name.split("/")) if part not in ("", "room"))
        session = Session.objects.ahead().filter(key=key).first()
        if session is None:
            raise CommandError("There is no such session, or it has ended. Plan one on /sessions/new/ first.")
        return session

    def longest(self, script: Script, speed: float) -> float:
        return max(AT_LEAST, sum(phase.minutes for phase in script.phases) * 60 / speed * LONGEST)

    # --- alone --------------------------------------------------------------------------------------------------------

    def hold(self, script: Script, options: dict[str, Any]) -> None:
        """In a session of its own, of which nothing remains."""
        session, tickets = rehearsals.plan(script, options["people"], options["speed"])
        try:
            found = self.perform(script, session, tickets, options)
        finally:
            session.delete()
        self.tell(found, options["json"])

    def perform(
        self, script: Script, session: Session, tickets: list[Ticket], options: dict[str, Any]
    ) -> RehearsalReport:
        own = None if options["server"] else OwnServer()
        server = own.address if own else options["server"]
        cast = performing.browsers(script, tickets, session.key, server, options["speed"])
        longest = options["seconds"] or self.longest(script, options["speed"])
        seconds = asyncio.run(self.run(cast, own, longest, kill=options["kill"]))
        restarts = own.restarts if own else 0
        return report(len(script.phases), rehearsals.happened(session), restarts, self.lost(session, cast), seconds)

    def lost(self, session: Session, cast: list[Browser]) -> int:
        """What was acknowledged, and is not there. Nobody can tell whose sheet is missing in an urn, but how many."""
        stored, voted = rehearsals.keys(session), sum(len(each.voted) for each in cast)
        commands = sum(ref not in stored for each in cast for ref in each.acknowledged)
        return commands + max(0, voted - counted(rehearsals.happened(session)))

    async def run(self, cast: list[Browser], own: OwnServer | None, longest: float, kill: bool) -> float:
        if own is None:
            return await performing.perform(cast, longest)
        try:
            await own.start()
            return await performing.perform(cast, longest, own.kill if kill else None)
        finally:
            own.stop()

    def tell(self, found: RehearsalReport, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(asdict(found)))
        else:
            self.stdout.write("\n".join(f"{name}: {value}" for name, value in asdict(found).items()))
