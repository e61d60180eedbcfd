"""Which page is answered next."""

import asyncio

import pytest

from config import queueing
from config.queueing import PageQueue

LONG = 10  # seconds: a machine under load is no failure
HOME, SEARCH, COURSE = "/", "/search/", "/courses/one/"


@pytest.fixture
def queue():
    """One place; the home page costs little, a search much."""
    made = PageQueue(1)
    for address, seconds in ((HOME, 0.01), (COURSE, 0.02), (SEARCH, 0.04)):
        made.learn(address, seconds)
    return made


async def answered(queue, address, order, goes_on=None):
    async with queue.place(address):
        order.append(address)
        if goes_on:
            await goes_on.wait()


async def beside_one_that_is_answered(queue, *addresses):
    """A page is being answered; the others come meanwhile."""
    order, goes_on = [], asyncio.Event()
    first = asyncio.create_task(answered(queue, "first", order, goes_on))
    await asyncio.sleep(0)
    waiting = [asyncio.create_task(answered(queue, address, order)) for address in addresses]
    await asyncio.sleep(0)
    assert order == ["first"]
    return order, goes_on, [first, *waiting]


async def order_of(queue, *addresses):
    """In which they are answered that come while another one is."""
    order, goes_on, tasks = await beside_one_that_is_answered(queue, *addresses)
    goes_on.set()
    await asyncio.gather(*tasks)
    return order[1:]


async def test_while_many_wait_the_cheapest_comes_first(queue):
    assert await order_of(queue, SEARCH, COURSE, SEARCH, HOME) == [HOME, COURSE, SEARCH, SEARCH]


async def test_who_has_waited_long_enough_for_what_they_ask_is_not_overtaken(queue, monkeypatch):
    monkeypatch.setattr(queueing, "PATIENCE", 0)
    assert await order_of(queue, SEARCH, HOME) == [SEARCH, HOME]


async def test_a_page_that_was_dear_once_is_as_cheap_as_before(queue):
    queue.learn(HOME, 2.0)
    assert await order_of(queue, SEARCH, HOME) == [HOME, SEARCH]


async def test_a_page_that_has_become_dear_waits(queue):
    for _ in range(2):
        queue.learn(HOME, 2.0)
    assert await order_of(queue, HOME, SEARCH) == [SEARCH, HOME]


async def test_what_was_never_asked_for_is_expected_to_cost_what_is_usual(queue):
    assert await order_of(queue, SEARCH, "/new/", HOME) == [HOME, "/new/", SEARCH]


async def test_a_page_that_takes_long_gives_its_place_to_the_next_and_no_second_one(queue, monkeypatch):
    monkeypatch.setattr(queueing, "LONGEST", 0.01)
    _order, goes_on, tasks = await beside_one_that_is_answered(queue, HOME)
    await tasks[1]
    goes_on.set()
    await tasks[0]
    _order, goes_on, tasks = await beside_one_that_is_answered(queue, HOME)  # which waits for the one place
    goes_on.set()
    await asyncio.gather(*tasks)


async def test_who_goes_while_they_wait_takes_no_place(queue):
    order, goes_on, tasks = await beside_one_that_is_answered(queue, HOME, COURSE)
    tasks[1].cancel()
    goes_on.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert order == ["first", COURSE]


async def test_who_goes_in_the_moment_of_their_turn_leaves_it_to_the_next(queue):
    order = []
    async with queue.place(SEARCH):
        waiting = [asyncio.create_task(answered(queue, address, order)) for address in (HOME, COURSE)]
        await asyncio.sleep(0)
    waiting[0].cancel()
    async with asyncio.timeout(LONG):
        await asyncio.gather(*waiting, return_exceptions=True)
    assert order == [COURSE]


async def test_a_page_that_fails_gives_its_place_back(queue):
    with pytest.raises(ValueError, match="broken"):
        async with queue.place(HOME):
            raise ValueError("broken")
    async with asyncio.timeout(LONG), queue.place(HOME):
        pass


def test_of_very_many_addresses_those_are_remembered_that_were_asked_for_last(monkeypatch):
    monkeypatch.setattr(queueing, "REMEMBERED", 2)
    queue = PageQueue(1)
    for address in (HOME, COURSE, HOME, SEARCH):
        queue.learn(address, 0.01)
    assert set(queue._costs) == {HOME, SEARCH}
