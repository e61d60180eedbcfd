"""Rooms with people in them, prepared through the same door as in the live room."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction

from deliberation import sessions
from deliberation.core import agreement, exchange, people, places
from deliberation.core.acting import Role
from deliberation.core.agenda import MovePhase, OpenRoom, SetAgenda
from deliberation.log import deciding, drafts
from deliberation.log.commits import Commits, read
from deliberation.log.drafts import UNAVAILABLE, Batch, Sent, Verdict
from deliberation.models import Participation, RoomRecord, Session
from deliberation.models.sessions import unguessable


class Rehearsal:
    """A session with its moderator, and whoever is let in; commands happen at once."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.room = sessions.plenary(session).pk
        self.moderator = session.participations.get(role=Role.MODERATOR)

    def ask(self, by: Participation, command: Any) -> Verdict:
        return deciding.handle(self.room, by.pk, command)

    def take(self, by: Participation, command: Any) -> int:
        """Ask what must be granted; its seq."""
        verdict = self.ask(by, command)
        assert verdict.refused == ""
        return verdict.seq

    @property
    def state(self) -> Any:
        return deciding.load(self.room).room

    def register(self, name: str, role: Role = Role.PARTICIPANT, **fields: Any) -> Participation:
        return self.session.participations.create(name=name, role=role, **fields)

    def enter(self, name: str, role: Role = Role.PARTICIPANT, **fields: Any) -> Participation:
        person = self.register(name, role, **fields)
        self.take(person, joining(person))
        return person

    def open(self) -> None:
        self.take(self.moderator, OpenRoom())

    def agree(self, *people: Participation) -> None:
        for person in people:
            self.take(person, agreement.ConfirmRules(self.state.agreement.version))

    def move(self, phase: int) -> None:
        self.take(self.moderator, MovePhase(self.state.agenda.moved, phase))

    def say(self, by: Participation, text: str, **fields: Any) -> int:
        return self.take(by, exchange.Contribute(text, **fields))

    # --- breakout rooms -----------------------------------------------------------------------------------------------

    def open_breakouts(self, count: int) -> list[int]:
        """So many, each with an agenda of its own, and open."""
        rooms = [self.session.rooms.create(kind=RoomRecord.Kind.BREAKOUT).pk for _ in range(count)]
        for room in rooms:
            self.join(self.moderator, room)
            for command in (SetAgenda(self.session.question, self.state.agenda.phases), OpenRoom()):
                self.take_in(room, self.moderator, command)
        self.take(self.moderator, places.OpenBreakouts(tuple(rooms)))
        return rooms

    def send(self, room: int | None, *people: Participation) -> None:
        self.take(self.moderator, places.MovePeople(tuple(person.pk for person in people), room))

    def take_in(self, room: int, by: Participation, command: Any) -> int:
        answer = deciding.handle(room, by.pk, command)
        assert answer.refused == ""
        return answer.seq

    def join(self, person: Participation, room: int) -> None:
        self.take_in(room, person, joining(person))

    def agree_in(self, room: int, person: Participation) -> None:
        self.join(person, room)
        version = deciding.load(room).room.agreement.version
        self.take_in(room, person, agreement.ConfirmRules(version))

    def say_in(self, room: int, text: str) -> int:
        """By the moderator."""
        return self.take_in(room, self.moderator, exchange.Contribute(text))


def joining(person: Participation) -> people.Join:
    return people.Join(person.name, Role(person.role), person.kind, person.user_id is None)


def batch(room: int, *sent: Sent, present: frozenset[int] = frozenset()) -> Batch:
    return Batch(room, list(sent), present=present)


def sent(by: Participation, command: Any, key: UUID | None = None) -> Sent:
    return Sent(by.pk, key or uuid4(), command)


async def answered(commits: Commits, room: int, asked: Sent) -> Verdict:
    """As a browser does: what is unavailable is asked again under its key. Where the database has hung, this goes on
    until it has answered what was under way, however long that takes on a busy machine."""
    while (verdict := await commits.ask(room, asked)) == UNAVAILABLE:  # noqa: ASYNC110 - nobody announces it
        await asyncio.sleep(0.05)
    return verdict


def take_away(participation: Participation) -> None:
    """The place leads to nobody any more, as after erasing; no process is told of it."""
    Participation.objects.filter(pk=participation.pk).update(user=None, key=unguessable(), name="")


def write_as_a_newer_version(rehearsal: Rehearsal, kind: str, data: dict[str, Any]) -> None:
    room = RoomRecord.objects.get(pk=rehearsal.room)
    room.head += 1
    room.entries.create(seq=room.head, kind=kind, data=data, by=rehearsal.moderator, at=drafts.now())
    room.save()


@asynccontextmanager
async def failing(table: str) -> AsyncIterator[None]:
    """A database that cannot answer what is asked of this table."""
    await read(rename, table, f"{table}_gone")
    try:
        yield
    finally:
        await read(rename, f"{table}_gone", table)


def rename(table: str, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {name}")


@asynccontextmanager
async def hanging(room: int) -> AsyncIterator[None]:
    """A database that does not answer who writes into this room, until the block ends."""
    locked, goes_on = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            RoomRecord.objects.select_for_update().get(pk=room)
            locked.set()
            goes_on.wait()

    holding = asyncio.create_task(read(hold))
    await asyncio.to_thread(locked.wait)
    try:
        yield
    finally:
        goes_on.set()
        await holding
