"""The event loop's own connection to PostgreSQL, and what happens where it cannot be used."""

import asyncio
import uuid

import psycopg
import pytest
from django.db import connection

from deliberation.core.agenda import Mode, MovePhase, OpenRoom, PauseRoom, Phase, ResumeRoom, SetAgenda
from deliberation.core.exchange import Contribute
from deliberation.core.people import Join
from deliberation.core.session import FOLLOWING
from deliberation.log import commits as committing
from deliberation.log import deciding, entries
from deliberation.log.commits import Commits, read
from deliberation.log.drafts import UNAVAILABLE, Sent, Verdict
from deliberation.log.loop_connection import APPLICATION, connect
from deliberation.models import Entry, RoomRecord
from tests.deliberation.browsers import LONG, until
from tests.deliberation.rehearsal import Rehearsal, answered, batch, failing, hanging, sent

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no socket that could become readable"),
]
NOBODY = 10**6


class Process:
    """What a process knows of its rooms, and how it writes."""

    def __init__(self, *rooms_in_use, connect=connect):
        self.known = {room: deciding.load(room) for room in rooms_in_use}
        self.connections = []
        self._connect = connect
        self.commits = Commits(self.known.get, lambda room: frozenset(), self.known.__setitem__, self.connect)

    def connect(self, statement):
        self.connections.append(self._connect(statement))
        return self.connections[-1]

    async def ask(self, room, *asked):
        return await asyncio.gather(*[self.commits.ask(room, each) for each in asked])

    @property
    def connection(self):
        return self.connections[-1]


@pytest.fixture
async def process(rehearsal, anna_inside):
    """It has written once, so its event loop has a connection."""
    process = await read(Process, rehearsal.room)
    await process.ask(rehearsal.room, sent(anna_inside, Contribute("Zuerst")))
    return process


async def test_a_connection_on_which_the_statement_fails_is_given_up_and_the_thread_goes_on(rehearsal, anna_inside):
    """As where a pooler gives out connections on which something else was prepared."""
    prepared = [b"SELECT 1"]
    process = await read(
        lambda: Process(rehearsal.room, connect=lambda statement: connect(prepared.pop() if prepared else statement))
    )
    verdicts = [await process.ask(rehearsal.room, sent(anna_inside, Contribute(f"Satz {n}"))) for n in range(4)]
    assert [verdict.refused for [verdict] in verdicts] == ["", "unavailable", "", ""]
    assert [each.is_open for each in process.connections] == [False, True]


@pytest.fixture
def by_thread(monkeypatch):
    """The rooms that the writing thread was asked to write into."""
    asked, write = [], committing.write

    def watched(batches, *more):
        asked.append([batch.room for batch in batches])
        return write(batches, *more)

    monkeypatch.setattr(committing, "write", watched)
    return asked


@pytest.fixture
def runs(process, monkeypatch):
    """The values that went over the event loop's connection, each time."""
    run, seen = process.connection.run, []

    def watched(values, done):
        seen.append(values)
        run(values, done)

    monkeypatch.setattr(process.connection, "run", watched)
    return seen


def texts(room):
    return [each.text for each in deciding.load(room).room.exchange.contributions]


def head_of(known):
    return known.epoch, known.room.seq


async def test_what_can_be_foreseen_wakes_up_no_thread(rehearsal, anna_inside, process, by_thread):
    head = process.known[rehearsal.room].room.seq
    assert await process.ask(rehearsal.room, sent(anna_inside, Contribute("Dann"))) == [Verdict(seq=head + 1)]
    assert await read(texts, rehearsal.room) == ["Zuerst", "Dann"]
    assert head_of(process.known[rehearsal.room]) == head_of(await read(deciding.load, rehearsal.room))
    assert by_thread == []


async def test_a_hundred_commands_are_one_statement(rehearsal, anna_inside, process, runs, by_thread):
    asked = [sent(anna_inside, Contribute(f"Satz {n}")) for n in range(100)]
    head = process.known[rehearsal.room].room.seq
    assert await process.ask(rehearsal.room, *asked) == [Verdict(seq=head + n) for n in range(1, 101)]
    assert (len(runs), by_thread) == (1, [])


async def test_what_is_too_much_for_the_socket_goes_out_piece_by_piece(rehearsal, anna_inside, process, by_thread):
    said = [f"{n}{'ü' * 1900}" for n in range(committing.MOST)]
    verdicts = await process.ask(rehearsal.room, *[sent(anna_inside, Contribute(text)) for text in said])
    assert {verdict.refused for verdict in verdicts} == {""}
    assert await read(texts, rehearsal.room) == ["Zuerst", *said]
    assert by_thread == []


async def test_the_row_of_the_room_says_what_its_log_says(rehearsal, anna_inside, make_session, process):
    other = await read(lambda: Rehearsal(make_session("Andere")))
    process.known[other.room] = await read(deciding.load, other.room)
    asked = [
        process.ask(
            other.room, sent(other.moderator, Join("Tina", "moderator", "")), sent(other.moderator, OpenRoom())
        ),
        process.ask(rehearsal.room, sent(anna_inside, Contribute("Hallo"))),
    ]
    await asyncio.gather(*asked)
    for room, known in process.known.items():
        row = await read(lambda pk=room: RoomRecord.objects.get(pk=pk))
        assert (row.head, row.stage) == (known.room.seq, "open")


# --- where it is for the thread to find out ---------------------------------------------------------------------------


async def test_where_somebody_else_was_quicker_the_newest_decides(rehearsal, process, by_thread):
    moved = process.known[rehearsal.room].room.agenda.moved
    await read(rehearsal.move, 2)
    late, said = sent(rehearsal.moderator, MovePhase(moved, 1)), sent(rehearsal.moderator, Contribute("Weiter"))
    verdicts = await process.ask(rehearsal.room, late, said)
    assert verdicts == [Verdict(refused="agenda.stale"), Verdict(seq=process.known[rehearsal.room].room.seq)]
    assert by_thread == [[rehearsal.room]]


async def test_one_room_that_has_moved_holds_up_no_other(rehearsal, anna_inside, make_session, process, by_thread):
    other = await read(lambda: Rehearsal(make_session("Andere")))
    process.known[other.room] = await read(deciding.load, other.room)
    await read(other.open)
    verdicts = await asyncio.gather(
        process.ask(other.room, sent(other.moderator, Contribute("Dort"))),
        process.ask(rehearsal.room, sent(anna_inside, Contribute("Hier"))),
    )
    assert [verdict.refused for each in verdicts for verdict in each] == ["", ""]
    assert (await read(texts, other.room), await read(texts, rehearsal.room)) == (["Dort"], ["Zuerst", "Hier"])
    assert by_thread == [[other.room]]


async def test_a_log_of_another_epoch_takes_nothing_that_was_foreseen(rehearsal, anna_inside, process, by_thread):
    await read(lambda: RoomRecord.objects.filter(pk=rehearsal.room).update(epoch=uuid.uuid4()))
    await process.ask(rehearsal.room, sent(anna_inside, Contribute("Weiter")))
    assert head_of(process.known[rehearsal.room]) == head_of(await read(deciding.load, rehearsal.room))
    assert by_thread == [[rehearsal.room]]


async def test_the_same_again_gets_the_same_answer(rehearsal, anna_inside, process):
    asked = sent(anna_inside, Contribute("Hallo"))
    first = await process.ask(rehearsal.room, asked)
    assert await process.ask(rehearsal.room, asked, sent(anna_inside, Contribute("Neu"))) == [
        *first,
        Verdict(seq=first[0].seq + 1),
    ]
    assert await read(texts, rehearsal.room) == ["Zuerst", "Hallo", "Neu"]


async def test_somebody_whose_participation_is_gone_harms_nobody_else(rehearsal, anna_inside, process):
    head = process.known[rehearsal.room].room.seq
    spoiling = Sent(NOBODY, uuid.uuid4(), Join("Niemand", "participant", ""))
    asked = [sent(anna_inside, Contribute("Davor")), spoiling, sent(anna_inside, Contribute("Danach"))]
    verdicts = await process.ask(rehearsal.room, *asked)
    assert verdicts == [Verdict(seq=head + 1), UNAVAILABLE, Verdict(seq=head + 2)]


async def test_a_command_that_leads_on_into_other_rooms_is_for_the_thread(
    rehearsal, anna_inside, process, by_thread, monkeypatch
):
    group = await read(lambda: rehearsal.session.rooms.create(kind="breakout").pk)
    planning = SetAgenda("Und wir?", (Phase("opening", "Ankommen", 10, Mode.FREE),))
    monkeypatch.setitem(FOLLOWING, PauseRoom, lambda rooms, here, pause, ask: {group: (planning,)})
    process.known[group] = await read(deciding.load, group)
    await process.ask(rehearsal.room, sent(rehearsal.moderator, PauseRoom("Kaffee")))
    assert by_thread == [[rehearsal.room]]
    assert process.known[group].room.agenda.question == "Und wir?"
    assert head_of(process.known[group]) == head_of(await read(deciding.load, group))


async def test_a_move_from_which_nothing_follows_elsewhere_needs_no_thread(rehearsal, process, by_thread):
    moved = process.known[rehearsal.room].room.agenda.moved
    [verdict] = await process.ask(rehearsal.room, sent(rehearsal.moderator, MovePhase(moved, 2)))
    assert (verdict.refused, by_thread) == ("", [])
    assert process.known[rehearsal.room].room.agenda.current == 2
    assert head_of(process.known[rehearsal.room]) == head_of(await read(deciding.load, rehearsal.room))


async def test_what_another_process_writes_at_the_same_time_is_not_written_over(
    rehearsal, anna_inside, process, by_thread
):
    """Both at once, again and again: what is appended optimistically loses, and is decided anew."""
    other = sent(rehearsal.moderator, PauseRoom("Kaffee")), sent(rehearsal.moderator, ResumeRoom())
    for n in range(10):
        elsewhere = asyncio.create_task(read(deciding.handle_all, [batch(rehearsal.room, *fresh(*other))]))
        await process.ask(rehearsal.room, sent(anna_inside, Contribute(f"Satz {n}")))
        await elsewhere
    state = await read(deciding.load, rehearsal.room)
    assert await read(numbers, rehearsal.room) == list(range(1, state.room.seq + 1))
    assert await read(texts, rehearsal.room) == ["Zuerst", *(f"Satz {n}" for n in range(10))]


def fresh(*asked):
    return [Sent(each.by, uuid.uuid4(), each.command) for each in asked]


def numbers(room):
    return list(Entry.objects.filter(room=room).order_by("seq").values_list("seq", flat=True))


# --- when it fails ----------------------------------------------------------------------------------------------------


async def test_a_statement_that_fails_stores_nothing_and_the_thread_goes_on(rehearsal, anna_inside, process, by_thread):
    asked, before = sent(anna_inside, Contribute("Hallo")), await read(Entry.objects.count)
    async with failing("deliberation_roomrecord"):
        assert await process.ask(rehearsal.room, asked) == [UNAVAILABLE]
    assert await read(Entry.objects.count) == before
    assert [verdict.refused for verdict in await process.ask(rehearsal.room, asked)] == [""]
    assert by_thread == [[rehearsal.room]]
    assert process.connection.is_open


async def test_while_it_hangs_nobody_waits_for_longer_than_patience(rehearsal, anna_inside, process, monkeypatch):
    asked = sent(anna_inside, Contribute("Hallo"))
    with monkeypatch.context() as impatient:
        impatient.setattr(committing, "PATIENCE", 0.3)
        async with hanging(rehearsal.room):
            assert await process.ask(rehearsal.room, asked) == [UNAVAILABLE]
    assert (await answered(process.commits, rehearsal.room, asked)).refused == ""
    assert await read(texts, rehearsal.room) == ["Zuerst", "Hallo"]


def backends():
    """The processes at the database that serve event loops."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE application_name = %s", [APPLICATION])
        return [pid for (pid,) in cursor.fetchall()]


def end_backends():
    with connection.cursor() as cursor:
        for pid in backends():
            cursor.execute("SELECT pg_terminate_backend(%s, 1000)", [pid])


async def test_a_connection_that_breaks_unused_is_replaced_and_nobody_notices(
    rehearsal, anna_inside, process, by_thread
):
    broken = process.connection
    await read(end_backends)
    await until(lambda: not broken.is_open)
    for text in ("Weiter", "Und weiter"):
        verdicts = await process.ask(rehearsal.room, sent(anna_inside, Contribute(text)))
        assert [verdict.refused for verdict in verdicts] == [""]
    assert by_thread == [[rehearsal.room]]
    assert process.connection is not broken


async def test_a_connection_that_breaks_under_way_promises_nothing(rehearsal, anna_inside, process):
    asked = sent(anna_inside, Contribute("Hallo"))
    async with hanging(rehearsal.room):
        asking = asyncio.create_task(process.ask(rehearsal.room, asked))
        await asyncio.sleep(0.05)
        await read(end_backends)
        assert await asking == [UNAVAILABLE]
    assert [verdict.refused for verdict in await process.ask(rehearsal.room, asked)] == [""]
    assert await read(texts, rehearsal.room) == ["Zuerst", "Hallo"]


async def test_a_connection_that_nobody_holds_any_more_is_closed(rehearsal):
    opened = await read(connect, entries.APPEND_OPTIMISTICALLY)
    assert len(await read(backends)) == 1
    del opened
    async with asyncio.timeout(LONG):
        while await read(backends):  # noqa: ASYNC110 - nobody announces it
            await asyncio.sleep(0.01)


async def test_who_may_not_connect_again_still_writes(rehearsal, anna_inside):
    """All places at the database are taken: the thread has one, and goes on with it."""

    def refuse(statement):
        raise psycopg.OperationalError("too many connections")

    process = await read(lambda: Process(rehearsal.room, connect=refuse))
    verdicts = await process.ask(rehearsal.room, sent(anna_inside, Contribute("Hallo")))
    assert [verdict.refused for verdict in verdicts] == [""]
