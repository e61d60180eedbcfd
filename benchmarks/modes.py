"""What each mode costs: people do what it is for, one after another, and all others hear of it.

An act is one command that was granted. Its CPU is divided by the people in the room, as each of them gets it; a plain
contribution is measured in the same way, so that the ratio says what a mode adds.
"""

import asyncio
import itertools
import json
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.request import Request, urlopen

from benchmarks.experiments import Figures, on_a_site
from benchmarks.fanout.crowd import Crowd, Person
from benchmarks.fanout.dialects import Heard, Product
from benchmarks.fanout.marks import Mark, marked
from benchmarks.figures import percentile
from benchmarks.servers import Contender, Site, Stage

CSRF = "b" * 32  # any token does, as long as cookie and header agree
PEOPLE = 24  # and a moderator
TEXT = "People who wait for two hours go home without having said anything. " * 2
PATIENCE = 10  # seconds for an answer
WARM_UP = 2  # laps
READERS, WRITERS, REVEALS = 200, 40, 10  # people in a room, how many of them hand in, rooms


class Hall(Crowd):
    """One room. Somebody acts, and waits for the answer before the next one does."""

    def __init__(self, site: Site, room: int, people: int) -> None:
        self.product = Product()
        super().__init__(self.product, [[site.seat(room, person) for person in range(people + 1)]])
        *self.others, self.moderator = self.people
        self.ids: list[int] = site.known["rooms"][room]["people"]
        self.ballots = f"{site.url}/sessions/{site.known['rooms'][room]['key']}/ballot/"
        self.acts = 0
        self.moved: int = site.known["rooms"][room]["moved"]  # seq of the last move to another phase
        self.read_at: dict[int, int] = {}  # index of a person -> when they first read a text with a mark, ns
        self._keys = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Heard]] = {}

    async def act(self, who: Person, do: str, /, **fields: Any) -> int:
        """The seq at which it was granted. Raises RuntimeError where it is refused: that would measure nothing."""
        key = next(self._keys)
        answer = self._answers[key] = asyncio.get_running_loop().create_future()
        who.send(self.product.command(key, do, fields))
        async with asyncio.timeout(PATIENCE):
            heard = await answer
        if heard.refused:
            raise RuntimeError(f"{do} is refused: {heard.refused}")
        self.acts += 1
        return heard.granted_at or 0

    def answer(self, person: Person, heard: Heard) -> None:
        self._answers.pop(heard.answered or 0).set_result(heard)

    def take(self, person: Person, heard: Heard) -> None:
        self.read_at.setdefault(person.index, time.monotonic_ns())


Lap = Callable[[Hall, int], Awaitable[None]]


# --- what a lap is in each mode ---------------------------------------------------------------------------------------


async def talk(hall: Hall, lap: int) -> None:
    for person in hall.others:
        await hall.act(person, "exchange.Contribute", text=TEXT, type="reason")


async def ask(hall: Hall, lap: int) -> None:
    for person in hall.others:
        await hall.act(person, "exchange.Contribute", text=TEXT, type="question")


async def go_round(hall: Hall, lap: int) -> None:
    """Each once, in their order."""
    await talk(hall, lap)
    await begin_anew(hall, lap)


async def begin_anew(hall: Hall, lap: int) -> None:
    """In another phase of this mode, where everybody may do once more what one does once."""
    hall.moved = await hall.act(hall.moderator, "agenda.MovePhase", seen=hall.moved, to=2 - lap % 2)


async def write_in_silence(hall: Hall, lap: int) -> None:
    """Something else each time, as one may until the texts are revealed."""
    for person in hall.others:
        await hall.act(person, "silent.HandIn", text=f"{lap} {TEXT}")


async def use_list(hall: Hall, lap: int) -> None:
    for person, id in zip(hall.others, hall.ids, strict=False):
        await hall.act(person, "floor.RequestFloor", answers=None)
        await hall.act(hall.moderator, "floor.GiveFloor", person=id)
        await hall.act(person, "exchange.Contribute", text=TEXT, type="reason")
        await hall.act(person, "floor.EndFloor", person=id)


async def mirror(hall: Hall, lap: int) -> None:
    """Each says something, and is told what somebody else has understood."""
    for index, person in enumerate(hall.others):
        author, id = hall.others[index - 1], hall.ids[index]
        said = await hall.act(author, "exchange.Contribute", text=TEXT, type="reason")
        restated = await hall.act(person, "mirror.Restate", contribution=said, text=TEXT)
        restatement = restated - 1  # the contribution, before the event that it is a restatement
        await hall.act(author, "mirror.ConfirmMirror", contribution=said, person=id, seen=restatement)
    await begin_anew(hall, lap)


async def answer_question(hall: Hall, lap: int) -> None:
    question = await hall.act(hall.moderator, "focus.AskFocus", text=f"{lap} {TEXT}")
    for person in hall.others:
        await hall.act(person, "exchange.Contribute", text=TEXT, type="reason", refers_to=question)


async def change_chairs(hall: Hall, lap: int) -> None:
    for person, id in zip(hall.others, hall.ids, strict=False):
        await hall.act(person, "fishbowl.TakeChair", person=id)
        await hall.act(person, "exchange.Contribute", text=TEXT, type="reason")
        await hall.act(person, "fishbowl.LeaveChair", person=id)


async def vote(hall: Hall, lap: int) -> None:
    """Each ballot comes by a request of its own, which is the dearest part of it."""
    ballot = await hall.act(hall.moderator, "vote.OpenBallot", form="opinion", statements=[TEXT])
    for person in hall.others:
        await asyncio.to_thread(hand_in, hall, person, ballot)
        hall.acts += 1
    await hall.act(hall.moderator, "vote.CloseBallot", ballot=ballot)


def hand_in(hall: Hall, person: Person, ballot: int) -> None:
    handed = {"ballot": ballot, "token": secrets.token_urlsafe(24), "votes": [{"choice": "agree"}]}
    cookie = dict(person.seat.headers)["Cookie"]
    headers = {"Cookie": f"{cookie}; csrftoken={CSRF}", "X-CSRFToken": CSRF, "Content-Type": "application/json"}
    request = Request(hall.ballots, json.dumps(handed).encode(), headers)
    with urlopen(request, timeout=PATIENCE) as answer:
        answer.read()


@dataclass(frozen=True, slots=True)
class Measured:
    """`laps` are so many that the kernel's hundredths of a second do not show."""

    name: str
    mode: str
    lap: Lap
    laps: int
    formation: str = "plenary"


PLAIN = Measured("free", "free", talk, 40)
MEASURED = (
    Measured("questions only", "questions_only", ask, 40),
    Measured("listening", "listening", ask, 40),
    Measured("round", "round", go_round, 40),
    Measured("silent round", "silent_round", write_in_silence, 40),
    Measured("speaking list", "speaking_list", use_list, 10),
    Measured("mirror", "mirror", mirror, 13),
    Measured("focus", "focus", answer_question, 40),
    Measured("fishbowl", "free", change_chairs, 13, "fishbowl"),
    Measured("vote", "vote", vote, 10),
)


# --- measuring --------------------------------------------------------------------------------------------------------


def acting(contender: Contender, measured: Measured, pace: float) -> Callable[[Stage], Figures]:
    """CPU seconds of the server for 1,000 deliveries."""
    wanted = {"rooms": 1, "people": PEOPLE, "mode": measured.mode, "formation": measured.formation}

    async def measure(site: Site) -> Figures:
        hall = Hall(site, 0, PEOPLE)
        await hall.enter()
        for lap in range(WARM_UP):
            await measured.lap(hall, lap)
        (before, _beside), acts = site.meter(), hall.acts
        for lap in range(WARM_UP, WARM_UP + max(2, int(measured.laps * pace))):
            await measured.lap(hall, lap)
        spent, acts = site.meter()[0] - before, hall.acts - acts
        await hall.leave()
        return {"cpu": spent / (acts * (PEOPLE + 1)) * 1000, "acts": acts}

    return on_a_site(contender, wanted, measure)


def revealing(contender: Contender) -> Callable[[Stage], Figures]:
    """Milliseconds from the moderator's tap until a socket has read what all have written."""
    wanted = {"rooms": REVEALS, "people": READERS, "mode": "silent_round"}

    async def measure(site: Site) -> Figures:
        waited = [each for room in range(REVEALS) for each in await revealed(Hall(site, room, READERS))]
        return {"p50": percentile(waited, 0.5), "p99": percentile(waited, 0.99), "sockets": len(waited) / REVEALS}

    return on_a_site(contender, wanted, measure)


async def revealed(hall: Hall) -> list[float]:
    await hall.enter()
    for number, person in enumerate(hall.others[:WRITERS]):
        await hall.act(person, "silent.HandIn", text=marked(Mark(0, number, number, 0), len(TEXT)))
    hall.read_at.clear()  # their own
    tapped = time.monotonic_ns()
    await hall.act(hall.moderator, "silent.Reveal")
    async with asyncio.timeout(PATIENCE):
        while len(hall.read_at) < len(hall.people):  # noqa: ASYNC110 - what happens per delivery stays small
            await asyncio.sleep(0.01)
    await hall.leave()
    return [(read - tapped) / 1e6 for read in hall.read_at.values()]
