import asyncio
import uuid

import pytest

from deliberation.commits import UNAVAILABLE, Commits, read
from deliberation.core.exchange import Contribute
from deliberation.core.people import Join
from deliberation.models import Entry
from deliberation.rooms import Answer, Sent
from tests.deliberation.rehearsal import sent

pytestmark = pytest.mark.django_db(transaction=True)
NOBODY = 10**6


@pytest.fixture
def committed():
    """What the rooms were after each commit."""
    return []


@pytest.fixture
def commits(committed):
    return Commits(lambda room: (None, frozenset()), lambda room, known: committed.append((room, known.room.seq)))


@pytest.fixture
def anna_inside(rehearsal):
    anna = rehearsal.enter("Anna")
    rehearsal.agree(anna)
    return anna


def texts(rehearsal):
    return [each.text for each in rehearsal.state.exchange.contributions]


async def test_one_command_is_one_commit(rehearsal, anna_inside, commits, committed):
    answer = await commits.ask(rehearsal.room, sent(anna_inside, Contribute("Hallo")))
    state = await read(lambda: rehearsal.state)
    assert answer == Answer(seq=state.seq)
    assert committed == [(rehearsal.room, state.seq)]


async def test_a_hundred_people_at_once_are_few_commits_in_the_order_of_arrival(
    rehearsal, anna_inside, commits, committed
):
    asked = [sent(anna_inside, Contribute(f"Satz {n}")) for n in range(100)]
    answers = await asyncio.gather(*[commits.ask(rehearsal.room, each) for each in asked])
    first = answers[0].seq
    assert answers == [Answer(seq=first + n) for n in range(100)]
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
    assert answers == [Answer(refused="exchange.empty"), Answer(seq=head)]


async def test_a_database_that_fails_says_unavailable_and_stores_nothing(rehearsal, anna_inside, commits, committed):
    before = await read(Entry.objects.count)
    spoiling = Sent(NOBODY, uuid.uuid4(), Join("Niemand", "participant", ""))
    asked = sent(anna_inside, Contribute("Hallo"))
    answers = await asyncio.gather(commits.ask(rehearsal.room, asked), commits.ask(rehearsal.room, spoiling))
    assert answers == [UNAVAILABLE, UNAVAILABLE]
    assert await read(Entry.objects.count) == before
    assert committed == []
    assert await commits.ask(rehearsal.room, asked) == Answer(seq=before + 1)


async def test_whatever_else_fails_nobody_waits_for_ever(rehearsal, anna_inside):
    def look(room):
        raise ValueError("a mistake of ours")

    commits = Commits(look, lambda room, known: None)
    assert await commits.ask(rehearsal.room, sent(anna_inside, Contribute("Hallo"))) == UNAVAILABLE


async def test_what_was_stored_before_a_failure_is_not_stored_again(rehearsal, anna_inside, commits):
    """Only telling the others failed: asked again under its key, it gets its place."""

    def tell(room, known):
        raise ValueError("a mistake of ours")

    asked = sent(anna_inside, Contribute("Hallo"))
    broken = Commits(lambda room: (None, frozenset()), tell)
    assert await broken.ask(rehearsal.room, asked) == UNAVAILABLE
    head = (await read(lambda: rehearsal.state)).seq
    assert await commits.ask(rehearsal.room, asked) == Answer(seq=head)
    assert await read(texts, rehearsal) == ["Hallo"]


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
