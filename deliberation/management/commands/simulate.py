"""Simulated people over real WebSockets: each has a guest's participation, a browser session and one connection."""

import asyncio
import json
import random
import uuid
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from community.models import OrganisationKind
from deliberation.entrance import GUEST_KEYS
from deliberation.models import Participation, Session

NAMES = [
    *("Amal", "Bernd", "Chiara", "Dragan", "Elif", "Frauke", "Goran", "Hatice", "Ingo", "Jasmin", "Karim", "Lotte"),
    *("Mehmet", "Nadja", "Olga", "Paul", "Quynh", "Rosa", "Selam", "Thea", "Ute", "Viktor", "Wanda", "Yusuf"),
]
SENTENCES = [
    ("thesis", "Ich finde, beim ersten Mal sollte immer jemand mitgehen dürfen."),
    (
        "experience",
        "Bei mir war es so: Ich hatte alle Unterlagen, aber das falsche Formular. Das sagt einem vorher niemand.",
    ),
    ("reason", "Wer einmal weggeschickt wurde, kommt beim zweiten Mal mit Angst."),
    ("question", "Was genau ist mit Begleitung gemeint: Übersetzen oder auch für jemanden sprechen?"),
    ("support", "Das sehe ich auch so, und zwar aus Sicht der Ehrenamtlichen."),
    ("objection", "Der Grund stimmt, aber daraus folgt nicht, dass das Ehrenamt es machen muss."),
    ("proposal", "Vielleicht hilft eine Liste am Eingang: Was Sie heute brauchen, in fünf Sprachen."),
    ("concession", "Da haben Sie recht, das habe ich vorher anders gesehen."),
    ("experience", "Am Schalter habe ich vier Minuten je Person. Da bleibt für Erklärungen wenig Zeit."),
    ("", "Darüber möchte ich noch nachdenken."),
    ("reason", "Ein Amt muss selbst erklären können, was es entscheidet. Das kann man nicht abgeben."),
    ("question", "Wie ist das bei Ihnen im Verein geregelt?"),
]
QUESTIONS = [sentence for sentence in SENTENCES if sentence[0] == "question"]


class Command(BaseCommand):
    help = "Lets simulated people join a session over real WebSockets and talk, so that one person sees a living room."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("session", nargs="?", help="address or key of the session; without it, the newest open one")
        parser.add_argument("--people", type=int, default=6, help="how many (1 to 200)")
        parser.add_argument("--seconds", type=float, default=600, help="when they leave again")
        parser.add_argument("--server", default=settings.BASE_URL, help="where the site is served")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 1 <= options["people"] <= 200:
            raise CommandError("--people must be between 1 and 200.")
        session = self.find(options["session"])
        crowd = [self.admit(session, number) for number in range(options["people"])]
        self.stdout.write(
            f"{len(crowd)} people join “{session.title}” for {options['seconds']:.0f} seconds. Ctrl+C ends it."
        )
        server = options["server"].rstrip("/")
        address = server.replace("http", "ws", 1) + f"/ws/sessions/{session.key}/"
        try:
            asyncio.run(self.run_all(crowd, address, options["seconds"]))
        except KeyboardInterrupt:
            self.stdout.write("They leave.")

    def find(self, name: str | None) -> Session:
        sessions = Session.objects.ahead().order_by("-starts_at")
        if name:
            sessions = sessions.filter(key=next(part for part in reversed(name.split("/")) if part not in ("", "room")))
        session = sessions.first()
        if session is None:
            raise CommandError("There is no such session, or it has ended. Plan one on /sessions/new/ first.")
        return session

    def admit(self, session: Session, number: int) -> tuple[Participation, str]:
        """A guest, and the cookie of their browser. Those who came before come again."""
        name = NAMES[number % len(NAMES)] + (f" {number // len(NAMES) + 1}" if number >= len(NAMES) else "")
        kind = list(OrganisationKind)[number % len(OrganisationKind)]
        person, _created = session.participations.get_or_create(user=None, name=name, defaults={"kind": kind})
        browser = import_module(settings.SESSION_ENGINE).SessionStore()
        browser[GUEST_KEYS] = {str(session.pk): person.key}
        browser.set_expiry(3600)
        browser.save()
        return person, browser.session_key

    async def run_all(self, crowd: list[tuple[Participation, str]], address: str, seconds: float) -> None:
        everybody = [SimulatedPerson(person, cookie, address).run() for person, cookie in crowd]
        try:
            async with asyncio.timeout(seconds):
                await asyncio.gather(*everybody)
        except TimeoutError:
            self.stdout.write("They leave.")


class SimulatedPerson:
    """Reads the room as a browser does, and every few seconds does what the server says one may do."""

    def __init__(self, person: Participation, cookie: str, address: str) -> None:
        self.id = person.pk
        self.cookie = cookie
        self.address = address
        self.parts: dict[str, Any] = {}
        self.contributions: dict[int, dict[str, Any]] = {}
        self.mine: dict[str, Any] = {}
        self.have, self.epoch = 0, ""

    async def run(self) -> None:
        headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={self.cookie}"}
        while True:
            try:
                async with connect(
                    self.address, origin=Origin(settings.BASE_URL), additional_headers=headers
                ) as socket:
                    await socket.send(json.dumps({"have": self.have, "epoch": self.epoch}))
                    async with asyncio.TaskGroup() as together:
                        together.create_task(self.listen(socket))
                        together.create_task(self.talk(socket))
            except (OSError, ConnectionClosed, ExceptionGroup):
                await asyncio.sleep(random.uniform(1, 5))  # noqa: S311 - nothing secret in when somebody comes back

    async def listen(self, socket: ClientConnection) -> None:
        async for message in socket:
            frame = json.loads(message)
            if "ping" in frame:  # whoever leaves one unanswered is cut
                await socket.send(json.dumps({"pong": frame["ping"]}))
            self.parts |= frame.get("parts", {})
            self.contributions |= {each["id"]: each for each in frame.get("contributions", [])}
            self.mine = frame.get("mine", self.mine)
            self.have, self.epoch = frame.get("seq", self.have), frame.get("epoch", self.epoch)

    async def talk(self, socket: ClientConnection) -> None:
        while True:
            await asyncio.sleep(random.uniform(4, 15))  # noqa: S311
            if command := self.next_command():
                do, fields = command
                await socket.send(json.dumps({"ref": str(uuid.uuid4()), "do": do, "fields": fields}))

    def next_command(self) -> tuple[str, dict[str, Any]] | None:
        """What the server lets one do now, and what it says is to be done first."""
        if not self.mine or not self.parts:
            return None
        why_not = self.mine["may"].get("exchange.Contribute", "room.not_your_role")
        if self.is_asked_to_confirm():
            return "agreement.ConfirmRules", {"seen": self.parts["agreement"]["version"]}
        if why_not == "floor.not_yours":
            waits = any(request["person"] == self.id for request in self.parts["floor"]["requests"])
            return None if waits else ("floor.RequestFloor", {})
        if why_not:
            return None
        if self.has_spoken():
            return "floor.EndFloor", {"person": self.id}
        return self.sentence([each for each in SENTENCES + QUESTIONS if each[0] in self.mine["exchange"]["types"]])

    def is_asked_to_confirm(self) -> bool:
        """Also where they may write without it: the opening goes on when everybody has confirmed."""
        return not self.mine["may"].get("agreement.ConfirmRules", "no") and not self.mine["agreement"]["confirmed"]

    def has_spoken(self) -> bool:
        """Since they were given the floor."""
        holder = self.parts["floor"]["holder"]
        if holder is None or holder["person"] != self.id:
            return False
        return any(each["by"] == self.id and each["at"] >= holder["since"] for each in self.contributions.values())

    def sentence(self, choice: list[tuple[str, str]]) -> tuple[str, dict[str, Any]]:
        type, text = random.choice(choice)  # noqa: S311
        others = [c["id"] for c in self.contributions.values() if c["by"] != self.id and c["state"] == "published"]
        refers_to = random.choice(others[-5:]) if others and type in ("support", "objection", "concession") else None  # noqa: S311
        return "exchange.Contribute", {"text": text, "type": type, "refers_to": refers_to}
