"""Which casts a process plays, and what it leaves behind. Nobody serves the rooms here: that a cast talks over real
sockets is shown by a browser."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.models import BrowserSession
from deliberation.cast import company, trainers, wanted
from deliberation.cast.company import Company
from deliberation.models import CastRecord

pytestmark = pytest.mark.django_db
NOWHERE = "http://127.0.0.1:1"


@pytest.fixture(autouse=True)
def _in_no_time(monkeypatch):
    monkeypatch.setattr(company, "LOOK", 0.01)


@pytest.fixture
def record(session, trainer):
    return trainers.rehearse(session, trainer, 1).cast


@pytest.fixture
def playing():
    playing = Company(NOWHERE)
    yield playing
    playing.close()


def people_in(record):
    return record.session.participations.filter(user=None).count()


def test_a_cast_comes_when_it_is_wanted_and_leaves_no_browser_behind(record, playing):
    playing.step()
    assert people_in(record) == 0
    wanted.want(record)
    playing.step()
    assert people_in(record) == record.people
    assert BrowserSession.objects.count() == record.people
    trainers.end_own(record.session.rehearsal.of, record.session.created_by)
    playing.step()
    assert BrowserSession.objects.count() == 0


def test_a_cast_leaves_when_nobody_has_been_there_for_a_while(record, playing):
    wanted.want(record)
    playing.step()
    CastRecord.objects.update(wanted_at=timezone.now() - wanted.PATIENCE)
    playing.step()
    assert BrowserSession.objects.count() == 0


def test_another_process_goes_on_with_the_same_people_when_one_ends(record, playing):
    wanted.want(record)
    first = Company(NOWHERE)
    first.step()
    playing.step()
    assert BrowserSession.objects.count() == record.people  # only one of them plays
    first.close()
    playing.step()
    assert (people_in(record), BrowserSession.objects.count()) == (record.people, record.people)


def test_whoever_learns_that_another_process_plays_leaves(record, playing):
    wanted.want(record)
    playing.step()
    late = timezone.now() + timedelta(hours=1)
    CastRecord.objects.update(played_until=late)  # it was slow, and another one took over
    playing._engagements[record.pk].record.played_until = timezone.now()
    playing.step()
    assert CastRecord.objects.get().played_until == late
    assert playing._engagements == {}


def test_a_look_that_fails_ends_no_play(record, playing, monkeypatch):
    wanted.want(record)
    playing.step()
    (engagement,) = playing._engagements.values()

    def fail(now):
        raise OSError("nobody knows")

    monkeypatch.setattr(wanted, "wanted", fail)
    with pytest.raises(OSError, match="nobody knows"):
        playing.step()
    assert not engagement.playing.done()


def test_what_a_process_that_was_killed_has_left_goes_when_the_next_one_begins(record, playing):
    wanted.want(record)
    playing.step()
    BrowserSession.objects.create(session_key="another", session_data="", expire_date=timezone.now())
    killed = timezone.now() - wanted.PATIENCE
    CastRecord.objects.update(wanted_at=killed, played_until=killed)
    beginning = Company(NOWHERE)
    beginning.step()
    beginning.close()
    assert [each.session_key for each in BrowserSession.objects.all()] == ["another"]


def test_what_another_process_plays_is_left_alone_by_one_that_begins(record, playing):
    wanted.want(record)
    playing.step()
    beginning = Company(NOWHERE)
    beginning.step()
    beginning.close()
    assert BrowserSession.objects.count() == record.people


def test_a_copy_that_is_over_takes_the_browsers_of_its_cast_along(record, playing):
    wanted.want(record)
    playing.step()
    trainers.delete_copy(record.session.rehearsal)
    assert BrowserSession.objects.count() == 0
