"""Who was connected from when to when is noted where attendance has to be proved, and nowhere else."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from deliberation import erasures
from deliberation.live import healing, stays
from deliberation.live import sessions as lives
from deliberation.live.hub import Hub
from deliberation.log.commits import read
from deliberation.models import Session, Stay
from tests.deliberation.browsers import LONG, until
from tests.deliberation.rehearsal import failing
from tests.deliberation.screens import inside

BEGINS = datetime(2026, 6, 1, 16, tzinfo=UTC)


def at(seconds):
    return BEGINS + timedelta(seconds=seconds)


def noted(person):
    return [(stay.begins, stay.ends) for stay in Stay.objects.filter(participation=person).order_by("begins")]


@pytest.fixture
def proved(rehearsal):
    Session.objects.filter(pk=rehearsal.session.pk).update(notes_stays=True)
    return rehearsal


@pytest.mark.django_db(transaction=True)
class TestNoting:
    def note(self, rehearsal, seconds, *people):
        stays.note({rehearsal.session.pk: {person.pk for person in people}}, at(seconds))

    def test_who_stays_has_one_stay(self, proved, anna_inside, ben_inside):
        self.note(proved, 0, anna_inside)
        self.note(proved, 20, anna_inside, ben_inside)
        self.note(proved, 40, anna_inside, ben_inside)
        assert noted(anna_inside) == [(at(0), at(40))]
        assert noted(ben_inside) == [(at(20), at(40))]

    def test_who_was_away_for_a_moment_has_not_left(self, proved, anna_inside):
        self.note(proved, 0, anna_inside)
        self.note(proved, 60, anna_inside)
        assert noted(anna_inside) == [(at(0), at(60))]

    def test_who_was_away_for_longer_has_two_stays(self, proved, anna_inside):
        self.note(proved, 0, anna_inside)
        self.note(proved, 61, anna_inside)
        assert noted(anna_inside) == [(at(0), at(0)), (at(61), at(61))]

    def test_other_sessions_note_nothing(self, rehearsal, anna_inside):
        self.note(rehearsal, 0, anna_inside)
        assert not Stay.objects.exists()

    def test_nothing_is_noted_of_who_is_gone_from_the_database(self, proved, anna_inside):
        stays.note({proved.session.pk: {anna_inside.pk, 10**6}}, at(0))
        assert Stay.objects.get().participation == anna_inside

    def test_who_is_erased_was_never_there(self, proved, anna_inside, ben_inside):
        self.note(proved, 0, anna_inside, ben_inside)
        erasures.erase([anna_inside])
        assert (noted(anna_inside), noted(ben_inside)) == ([], [(at(0), at(0))])


@pytest.fixture
def hurried(monkeypatch):
    monkeypatch.setattr(stays, "NOTE", 0.1)
    monkeypatch.setattr(healing, "LOOK", 0.1)
    monkeypatch.setattr(lives, "KEEP", 0.0)


def is_noted(person):
    return Stay.objects.filter(participation=person).exists()


async def until_noted(person):
    async with asyncio.timeout(LONG):
        while not await read(is_noted, person):  # noqa: ASYNC110
            await asyncio.sleep(0.05)


@pytest.mark.django_db(transaction=True)
async def test_it_is_noted_while_somebody_is_connected(proved, anna_inside, hurried):
    async with inside(Hub(), proved, anna_inside):
        await until_noted(anna_inside)


@pytest.mark.django_db(transaction=True)
async def test_a_database_that_fails_for_a_while_ends_no_noting(proved, anna_inside, hurried, caplog):
    async with inside(Hub(), proved, anna_inside):
        async with failing("deliberation_stay"):
            await until(lambda: "who is here cannot be noted now" in caplog.text)
        await until_noted(anna_inside)
