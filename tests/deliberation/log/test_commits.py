import asyncio
import uuid
from contextlib import asynccontextmanager

import pytest
from django.db import connection

from deliberation.core.exchange import Contribute
from deliberation.core.people import Join
from deliberation.log import commits as committing
from deliberation.log.commits import Commits, read
from deliberation.log.drafts import UNAVAILABLE, Sent, Verdict
from deliberation.models import Entry
from tests.deliberation.browsers import LONG
from tests.deliberation.rehearsal import Rehearsal, answered, failing, hanging, sent, write_as_a_newer_version

pytestmark = pytest.mark.django_db(transaction=True)
NOBODY = 10**6


def nothing_known(room):
    return None


def nobody_here(room):
    return frozenset()


@pytest.fixture
def committed():
    """What the rooms were after each commit."""
    return []


@pytest.fixture
def commits(committed):
    return Commits(nothing_known, nobody_here, lambda room, known: committed.append((room, known.room.seq)))


def texts(rehearsal):
    return [each.text for each in rehearsal.state.exchange.contributions]


async def test_one_command_is_one_commit(rehearsal, anna_inside, commits, committed):
    answer = await commits.ask(rehearsal.room, sent(anna_inside, Contribute("Hallo")))
    state = await read(lambda: rehearsal.state)
    assert answer == Verdict(seq=state.seq)
    assert committed == [(rehearsal.room, state.seq)]


async def test_a_hundred_people_at_once_are_few_commits_in_the_order_of_arrival(
    rehearsal, anna_inside, commits, committed
):
    asked = [sent(anna_inside, Contribute(f"Satz {n}")) for n in range(100)]
    answers = await asyncio.gather(*[commits.ask(rehearsal.room, each) for each in asked])
    first = answers[0].seq
    assert answers == [Verdict(seq=first + n) for n in range(100)]
    assert await read(texts, rehearsal) == [f"Satz {n}" for n in range(100)]
    assert len(committed) <= 5


async def test_what_comes_during_a_commit_goes_into_the_next(rehearsal, anna_inside, commits):
    first = asyncio.create_task(commits.ask(rehearsal.room, sent(anna_inside, Contribute("Erst"))))
    await asyncio.sleep(0)
    second = await commits.ask(rehearsal.room, sent(anna_inside, Contribute("Dann")))
    assert second.seq == (await first).seq + 1


async def test_a_refusal_harms_nobody_else_in_the_commit(rehearsal, anna_inside, commits):
    answers = await asyncio.gather(
        commits.ask(rehearsal.room, sent(anna_inside, Contribute(""))),
        commits.ask(rehearsal.room, sent(anna_inside, Contribute("Hallo"))),
    )
    head = (await read(lambda: rehearsal.state)).seq
    assert answers == [Verdict(refused="exchange.empty"), Verdict(seq=head)]


async def test_a_database_that_fails_says_unavailable_and_stores_nothing(rehearsal, anna_inside, commits, committed):
    before = await read(Entry.objects.count)
    asked = [sent(anna_inside, Contribute(text)) for text in ("Hallo", "Du")]
    async with failing("deliberation_roomrecord"):
        answers = await asyncio.gather(*[commits.ask(rehearsal.room, each) for each in asked])
    assert answers == [UNAVAILABLE, UNAVAILABLE]
    assert await read(Entry.objects.count) == before
    assert committed == []
    assert await commits.ask(rehearsal.room, asked[0]) == Verdict(seq=before + 1)


async def test_a_command_that_cannot_be_stored_harms_nobody_else_in_the_commit(
    rehearsal, anna_inside, commits, committed
):
    """Somebody whose participation is gone: the database notices, and the others go in one by one."""
    before = await read(lambda: rehearsal.state.seq)
    spoiling = Sent(NOBODY, uuid.uuid4(), Join("Niemand", "participant", ""))
    asked = [sent(anna_inside, Contribute("Davor")), spoiling, sent(anna_inside, Contribute("Danach"))]
    answers = await asyncio.gather(*[commits.ask(rehearsal.room, each) for each in asked])
    assert answers == [Verdict(seq=before + 1), UNAVAILABLE, Verdict(seq=before + 2)]
    assert await read(texts, rehearsal) == ["Davor", "Danach"]
    assert committed == [(rehearsal.room, before + 2)]


# --- a database that does not answer ----------------------------------------------------------------------------------


@asynccontextmanager
async def hanging_impatiently(room, monkeypatch):
    """Only as long as it hangs: what comes afterwards may take its time on a busy machine."""
    with monkeypatch.context() as patched:
        patched.setattr(committing, "PATIENCE", 0.4)
        async with hanging(room):
            yield


async def test_while_the_database_hangs_everybody_is_told_in_time_to_ask_again(
    rehearsal, anna_inside, commits, monkeypatch
):
    wait, waits = commits._wait, []
    monkeypatch.setattr(commits, "_wait", lambda loop, seconds: waits.append(seconds) or wait(loop, seconds))
    async with hanging_impatiently(rehearsal.room, monkeypatch):
        under_way = asyncio.create_task(commits.ask(rehearsal.room, sent(anna_inside, Contribute("Unterwegs"))))
        await asyncio.sleep(0.05)  # it is what hangs; the others do not even begin
        waiting = [commits.ask(rehearsal.room, sent(anna_inside, Contribute(f"Satz {n}"))) for n in range(3)]
        assert await asyncio.gather(under_way, *waiting) == [UNAVAILABLE] * 4
        assert await commits.ask(rehearsal.room, sent(anna_inside, Contribute("Später"))) == UNAVAILABLE
        assert waits[:2] == [0.4, 0.4 / 5]  # who asks later is told sooner


async def test_what_was_under_way_still_happens_and_happens_once(rehearsal, anna_inside, commits, monkeypatch):
    under_way, waiting = (sent(anna_inside, Contribute(text)) for text in ("Unterwegs", "Wartet"))
    head = (await read(lambda: rehearsal.state)).seq
    async with hanging_impatiently(rehearsal.room, monkeypatch):
        first = asyncio.create_task(commits.ask(rehearsal.room, under_way))
        await asyncio.sleep(0.05)
        second = asyncio.create_task(commits.ask(rehearsal.room, waiting))
        assert (await first, await second) == (UNAVAILABLE, UNAVAILABLE)
    assert await answered(commits, rehearsal.room, waiting) == Verdict(seq=head + 2)
    assert await answered(commits, rehearsal.room, under_way) == Verdict(seq=head + 1)
    assert await read(texts, rehearsal) == ["Unterwegs", "Wartet"]


async def test_a_connection_that_broke_is_replaced_the_next_time(rehearsal, anna_inside, commits):
    """The thread that writes keeps its connection; the server ends it, as when it is started anew."""
    await commits.ask(rehearsal.room, sent(anna_inside, Contribute("Hallo")))
    await asyncio.get_running_loop().run_in_executor(committing.WRITING, break_connection)
    asked = sent(anna_inside, Contribute("Du"))
    assert await commits.ask(rehearsal.room, asked) == UNAVAILABLE
    assert (await commits.ask(rehearsal.room, asked)).refused == ""
    assert await read(texts, rehearsal) == ["Hallo", "Du"]


def break_connection():
    """What Django still takes for a connection leads nowhere any more."""
    connection.ensure_connection()
    connection.connection.close()


# --- what goes wrong on our side --------------------------------------------------------------------------------------


async def test_whatever_else_fails_nobody_waits_for_ever(rehearsal, anna_inside):
    mistakes = [ValueError("a mistake of ours")]

    def present(room):
        if mistakes:
            raise mistakes.pop()
        return frozenset()

    commits, asked = Commits(nothing_known, present, lambda room, known: None), sent(anna_inside, Contribute("Hallo"))
    async with asyncio.timeout(LONG):  # less than anybody's patience
        assert await commits.ask(rehearsal.room, asked) == UNAVAILABLE
        assert (await commits.ask(rehearsal.room, asked)).refused == ""


async def test_what_is_on_disk_is_answered_and_told_elsewhere_though_it_cannot_be_told_in_one_room(
    rehearsal, anna_inside, make_session
):
    """The look at the heads finds what was not told."""
    other = await read(lambda: Rehearsal(make_session("Andere")))
    await read(other.open)
    told = []

    def tell(room, known):
        if room == rehearsal.room:
            raise ValueError("a mistake of ours")
        told.append(room)

    broken = Commits(nothing_known, nobody_here, tell)
    answers = await asyncio.gather(
        broken.ask(rehearsal.room, sent(anna_inside, Contribute("Hallo"))),
        broken.ask(other.room, sent(other.moderator, Contribute("Du"))),
    )
    assert [answer.refused for answer in answers] == ["", ""]
    assert told == [other.room]
    assert await read(texts, rehearsal) == ["Hallo"]


async def test_a_room_that_only_a_newer_version_can_read_harms_no_other(rehearsal, anna_inside, make_session, commits):
    other = await read(lambda: Rehearsal(make_session("Andere")))
    await read(other.open)
    await read(write_as_a_newer_version, rehearsal, "mirror.Asked", {})
    answers = await asyncio.gather(
        commits.ask(rehearsal.room, sent(anna_inside, Contribute("Hallo"))),
        commits.ask(other.room, sent(other.moderator, Contribute("Du"))),
    )
    assert [answer.refused for answer in answers] == ["unavailable", ""]


async def test_whatever_happens_in_the_writing_thread_nobody_waits_for_ever(rehearsal, anna_inside):
    def mistaken(statement):
        raise AttributeError("a mistake of ours")

    commits = Commits(nothing_known, nobody_here, lambda room, known: None, mistaken)
    for text in ("Hallo", "Du"):
        assert (await commits.ask(rehearsal.room, sent(anna_inside, Contribute(text)))).refused == ""


async def test_somebody_who_stops_waiting_holds_up_nobody(rehearsal, anna_inside, commits):
    gone = asyncio.create_task(commits.ask(rehearsal.room, sent(anna_inside, Contribute("Weg"))))
    await asyncio.sleep(0)
    gone.cancel()
    answer = await commits.ask(rehearsal.room, sent(anna_inside, Contribute("Da")))
    assert await read(texts, rehearsal) == ["Weg", "Da"]
    assert answer.refused == ""


async def test_without_commands_no_task_is_left(rehearsal, anna_inside, commits):
    await commits.ask(rehearsal.room, sent(anna_inside, Contribute("Hallo")))
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == {asyncio.current_task()}
