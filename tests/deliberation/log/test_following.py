"""Commands that lead on into other rooms of their session: here, a pause holds in all of them."""

import asyncio
import threading
from uuid import uuid4

import pytest
from django.db import connection

from deliberation.core.acting import Role
from deliberation.core.agenda import CloseRoom, Mode, OpenRoom, PauseRoom, Phase, ResumeRoom, SetAgenda, Stage
from deliberation.core.exchange import Contribute
from deliberation.core.people import Join
from deliberation.core.session import FOLLOWING
from deliberation.log import deciding
from deliberation.log.commits import Commits, read
from deliberation.log.drafts import UNAVAILABLE, Sent, Verdict
from deliberation.models import Entry, RoomRecord
from tests.deliberation.rehearsal import Rehearsal, batch, sent

pytestmark = pytest.mark.django_db
PAUSE = PauseRoom("Kaffee")
NOBODY = 10**6


def everywhere(rooms, here, command, ask):
    return {room: (command,) for room in rooms if room != here}


@pytest.fixture(autouse=True)
def _pauses_are_for_all(monkeypatch):
    monkeypatch.setitem(FOLLOWING, PauseRoom, everywhere)


def add_group(session, moderator):
    """A breakout room that is open, with the moderator in it."""
    room = RoomRecord.objects.create(session=session, kind=RoomRecord.Kind.BREAKOUT).pk
    phases = (Phase("opening", "Ankommen", 10, Mode.FREE),)
    for command in (Join(moderator.name, Role.MODERATOR, ""), SetAgenda("Und wir?", phases), OpenRoom()):
        assert deciding.handle(room, moderator.pk, command).refused == ""
    return room


@pytest.fixture
def groups(rehearsal):
    return [add_group(rehearsal.session, rehearsal.moderator) for _ in range(2)]


@pytest.fixture
def rooms(rehearsal, groups):
    return [rehearsal.room, *groups]


def heads(rooms):
    return dict(RoomRecord.objects.filter(pk__in=rooms).values_list("pk", "head"))


def stages(rooms):
    return [deciding.load(room).room.agenda.stage for room in rooms]


def handled(room, *asked):
    commands = batch(room, *asked)
    deciding.handle_all([commands])
    return commands.verdicts


# --- all or nothing ---------------------------------------------------------------------------------------------------


def test_what_is_asked_in_one_room_happens_in_all_and_the_answer_is_of_that_room(rehearsal, rooms):
    before = heads(rooms)
    assert handled(rehearsal.room, sent(rehearsal.moderator, PAUSE)) == [Verdict(seq=before[rehearsal.room] + 1)]
    assert stages(rooms) == [Stage.PAUSED] * 3
    assert heads(rooms) == {room: head + 1 for room, head in before.items()}
    assert set(RoomRecord.objects.filter(pk__in=rooms).values_list("stage", flat=True)) == {Stage.PAUSED}


def test_the_key_stands_where_it_was_asked_and_everywhere_it_says_who_it_was(rehearsal, rooms, groups):
    key, here = uuid4(), groups[1]
    handled(here, sent(rehearsal.moderator, PAUSE, key))
    written = Entry.objects.filter(room__in=rooms, kind="agenda.RoomPaused")
    assert set(written.values_list("room", "key", "by", "text")) == {
        (room, key if room == here else None, rehearsal.moderator.pk, "Kaffee") for room in rooms
    }


def test_where_one_room_refuses_nothing_happens_anywhere(rehearsal, rooms, groups):
    moderator, closing = rehearsal.moderator.pk, deciding.load(groups[0]).room.agenda.moved
    deciding.handle(groups[0], moderator, CloseRoom(closing))
    before = heads(rooms)
    assert deciding.handle(rehearsal.room, moderator, PAUSE) == Verdict(refused="room.closed")
    assert heads(rooms) == before
    assert stages(rooms) == [Stage.OPEN, Stage.CLOSED, Stage.OPEN]


def test_the_refusal_of_the_room_in_which_it_was_asked_comes_first(rehearsal, anna_inside, rooms, groups):
    deciding.handle(groups[0], rehearsal.moderator.pk, CloseRoom(deciding.load(groups[0]).room.agenda.moved))
    assert deciding.handle(rehearsal.room, anna_inside.pk, PAUSE) == Verdict(refused="room.not_your_role")
    assert stages(rooms) == [Stage.OPEN, Stage.CLOSED, Stage.OPEN]


def test_where_there_is_nothing_to_do_here_the_key_is_kept_here_all_the_same(rehearsal, rooms, groups):
    asked = sent(rehearsal.moderator, PAUSE)
    deciding.handle(rehearsal.room, rehearsal.moderator.pk, PAUSE)
    for room in groups:
        deciding.handle(room, rehearsal.moderator.pk, ResumeRoom())
    first = handled(rehearsal.room, asked)
    assert stages(rooms) == [Stage.PAUSED] * 3
    assert first == [Verdict(seq=deciding.load(rehearsal.room).room.seq)]
    assert handled(rehearsal.room, asked) == first


def test_rooms_of_other_sessions_have_no_part_in_it(rehearsal, rooms, make_session):
    other = Rehearsal(make_session("Andere"))
    other.open()
    handled(rehearsal.room, sent(rehearsal.moderator, PAUSE))
    assert stages([other.room]) == [Stage.OPEN]


def test_several_commands_may_follow_in_one_room_each_decided_on_what_those_before_it_led_to(
    rehearsal, rooms, groups, monkeypatch
):
    monkeypatch.setitem(
        FOLLOWING, PauseRoom, lambda rooms, here, command, ask: {groups[0]: (command, ResumeRoom(), command)}
    )
    before = heads(rooms)
    handled(rehearsal.room, sent(rehearsal.moderator, PAUSE))
    assert stages(rooms) == [Stage.PAUSED, Stage.PAUSED, Stage.OPEN]
    assert heads(rooms)[groups[0]] == before[groups[0]] + 3


# --- asked again ------------------------------------------------------------------------------------------------------


def test_a_late_copy_gets_the_first_answer_and_nothing_is_written_twice_anywhere(rehearsal, rooms):
    asked = sent(rehearsal.moderator, PAUSE)
    first = handled(rehearsal.room, asked)
    for room in rooms:
        deciding.handle(room, rehearsal.moderator.pk, ResumeRoom())
    before = heads(rooms)
    assert handled(rehearsal.room, asked) == first
    assert heads(rooms) == before


def test_also_twice_in_one_commit(rehearsal, rooms):
    asked, before = sent(rehearsal.moderator, PAUSE), heads(rooms)
    first, second = handled(rehearsal.room, asked, asked)
    assert first == second
    assert heads(rooms) == {room: head + 1 for room, head in before.items()}


def test_what_one_room_refused_stays_refused_when_it_would_no_longer(rehearsal, rooms, groups, monkeypatch):
    asked, closing = sent(rehearsal.moderator, PAUSE), deciding.load(groups[0]).room.agenda.moved
    deciding.handle(groups[0], rehearsal.moderator.pk, CloseRoom(closing))
    assert handled(rehearsal.room, asked) == [Verdict(refused="room.closed")]
    monkeypatch.delitem(FOLLOWING, PauseRoom)
    before = heads(rooms)
    assert handled(rehearsal.room, asked) == [Verdict(refused="room.closed")]
    assert heads(rooms) == before


# --- among other commands ---------------------------------------------------------------------------------------------


def test_each_command_of_a_commit_sees_what_those_before_it_led_to_in_its_room(rehearsal, rooms, groups):
    said = [sent(rehearsal.moderator, Contribute(text)) for text in ("Davor", "Danach")]
    asked = [
        batch(groups[0], said[0]),
        batch(rehearsal.room, sent(rehearsal.moderator, PAUSE)),
        batch(groups[1], said[1]),
    ]
    before = heads(rooms)
    deciding.handle_all(asked)
    assert [each.verdicts for each in asked] == [
        [Verdict(seq=before[groups[0]] + 1)],
        [Verdict(seq=before[rehearsal.room] + 1)],
        [Verdict(refused="room.paused")],
    ]
    assert heads(rooms)[groups[0]] == before[groups[0]] + 2


def test_every_room_into_which_it_led_is_handed_back_as_it_is_then(rehearsal, rooms):
    known = deciding.handle_all([batch(rehearsal.room, sent(rehearsal.moderator, PAUSE))])
    assert {room: each.room.seq for room, each in known.items()} == heads(rooms)


@pytest.mark.parametrize("count", [1, 3])
def test_many_rooms_cost_as_many_queries_as_one(rehearsal, django_assert_num_queries, count):
    rooms = [rehearsal.room, *[add_group(rehearsal.session, rehearsal.moderator) for _ in range(count)]]
    known = {room: deciding.load(room) for room in rooms}
    asked = batch(rehearsal.room, sent(rehearsal.moderator, PAUSE))
    with django_assert_num_queries(6):  # lock, keys, append, heads, and the savepoint of the test's transaction
        deciding.handle_all([asked], known.get)
    assert stages(rooms) == [Stage.PAUSED] * (count + 1)


# --- faults and races -------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_command_that_cannot_be_stored_harms_none_that_leads_on(rehearsal, rooms):
    gone = Sent(NOBODY, uuid4(), Join("Niemand", "participant", ""))
    before = heads(rooms)
    verdicts = handled(rehearsal.room, gone, sent(rehearsal.moderator, PAUSE))
    assert verdicts == [UNAVAILABLE, Verdict(seq=before[rehearsal.room] + 1)]
    assert heads(rooms) == {room: head + 1 for room, head in before.items()}


@pytest.mark.django_db(transaction=True)
def test_what_one_room_cannot_store_is_stored_in_none(rehearsal, rooms, groups):
    """An entry stands where the next one of that room belongs."""
    before, known = heads(rooms), {room: deciding.load(room) for room in rooms}
    RoomRecord.objects.get(pk=groups[1]).entries.create(seq=before[groups[1]] + 1, kind="agenda.RoomResumed", at=0)
    stored, asked = Entry.objects.count(), batch(rehearsal.room, sent(rehearsal.moderator, PAUSE))
    deciding.handle_all([asked], known.get)
    assert asked.verdicts == [UNAVAILABLE]
    assert (heads(rooms), Entry.objects.count()) == (before, stored)


ROUNDS = 20


@pytest.mark.django_db(transaction=True)
def test_however_many_pause_and_resume_at_once_from_whatever_room_all_logs_agree(rehearsal, rooms, monkeypatch):
    """Each asks in another room, so that locks that are taken as they come would meet in a ring."""
    monkeypatch.setitem(FOLLOWING, ResumeRoom, everywhere)
    together, verdicts = threading.Barrier(len(rooms)), []

    def go_back_and_forth(room):
        together.wait()
        try:
            for n in range(ROUNDS):
                command = ResumeRoom() if n % 2 else PAUSE
                verdicts.extend(handled(room, sent(rehearsal.moderator, command)))
        finally:
            connection.close()

    at_once([lambda room=room: go_back_and_forth(room) for room in rooms])
    assert [verdict.refused for verdict in verdicts] == [""] * ROUNDS * len(rooms)
    assert len({tuple(changes_of_stage(room)) for room in rooms}) == 1
    assert [list(Entry.objects.filter(room=room).values_list("seq", flat=True)) for room in rooms] == [
        list(range(1, head + 1)) for _, head in sorted(heads(rooms).items())
    ]


def at_once(works):
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def changes_of_stage(room):
    kinds = ("agenda.RoomPaused", "agenda.RoomResumed")
    return Entry.objects.filter(room=room, kind__in=kinds).order_by("seq").values_list("kind", flat=True)


@pytest.mark.django_db(transaction=True)
def test_of_several_copies_that_come_at_once_one_is_written(rehearsal, rooms):
    asked, before, verdicts, together = sent(rehearsal.moderator, PAUSE), heads(rooms), [], threading.Barrier(4)

    def send():
        together.wait()
        try:
            verdicts.extend(handled(rehearsal.room, asked))
        finally:
            connection.close()

    at_once([send] * 4)
    assert verdicts == [Verdict(seq=before[rehearsal.room] + 1)] * 4
    assert heads(rooms) == {room: head + 1 for room, head in before.items()}


# --- in a process -----------------------------------------------------------------------------------------------------


class Process:
    """It has these rooms in use, and hears what becomes of rooms."""

    def __init__(self, *in_use):
        self.known = {room: deciding.load(room) for room in in_use}
        self.told = []
        self.commits = Commits(self.known.get, lambda room: frozenset(), self.hear)

    def hear(self, room, known):
        self.known[room] = known
        self.told.append(room)


@pytest.mark.django_db(transaction=True)
async def test_a_process_is_told_of_every_room_also_of_those_it_did_not_know(rehearsal, rooms):
    process = await read(Process, rehearsal.room)
    verdict = await process.commits.ask(rehearsal.room, sent(rehearsal.moderator, PAUSE))
    assert sorted(process.told) == rooms
    assert {room: known.room.seq for room, known in process.known.items()} == await read(heads, rooms)
    assert verdict == Verdict(seq=process.known[rehearsal.room].room.seq)


@pytest.mark.django_db(transaction=True)
async def test_of_a_room_that_is_in_use_only_what_is_new_is_read(rehearsal, rooms, groups):
    process = await read(Process, *rooms)
    before = process.known[groups[0]].room
    await process.commits.ask(rehearsal.room, sent(rehearsal.moderator, PAUSE))
    after = process.known[groups[0]].room
    assert after.agenda.stage is Stage.PAUSED
    assert after.exchange is before.exchange


@pytest.mark.django_db(transaction=True)
async def test_what_is_said_elsewhere_at_the_same_time_goes_in_as_well(rehearsal, rooms, groups):
    process, before = await read(Process, *rooms), await read(heads, rooms)
    verdicts = await asyncio.gather(
        process.commits.ask(groups[0], sent(rehearsal.moderator, Contribute("Noch eins"))),
        process.commits.ask(rehearsal.room, sent(rehearsal.moderator, PAUSE)),
    )
    assert verdicts == [Verdict(seq=before[groups[0]] + 1), Verdict(seq=before[rehearsal.room] + 1)]
    assert await read(stages, rooms) == [Stage.PAUSED] * 3


@pytest.mark.django_db(transaction=True)
async def test_who_heard_no_answer_gets_it_from_another_process(rehearsal, rooms):
    """The first one ended between COMMIT and answer."""
    asked = sent(rehearsal.moderator, PAUSE)
    first, second = await read(Process, *rooms), await read(Process, *rooms)
    await first.commits.ask(rehearsal.room, asked)
    before = await read(heads, rooms)
    assert await second.commits.ask(rehearsal.room, asked) == Verdict(seq=before[rehearsal.room])
    assert await read(heads, rooms) == before
    assert {room: known.room.seq for room, known in second.known.items()} == before
