"""Rehearsals of trainers: what is copied, how many there are, and that nothing of them is left."""

from datetime import timedelta

import pytest
from django.utils import timezone

from deliberation import sessions
from deliberation.cast import rehearsals, trainers, wanted
from deliberation.cast.script import read
from deliberation.cast.trainers import NotNow
from deliberation.core.agenda import OpenRoom
from deliberation.core.agreement import AddRule
from deliberation.log import deciding
from deliberation.models import CastRecord, Entry, Participation, RehearsalRecord, RoomRecord, Session
from tests.deliberation.cast.test_script import WRITTEN

pytestmark = pytest.mark.django_db
LATE = trainers.LASTS + timedelta(seconds=1)


def stored():
    """How many rows there are of all that a session consists of."""
    models = (Participation, RoomRecord, Entry, CastRecord, RehearsalRecord)
    return [Session.with_rehearsals.count(), *(model.objects.count() for model in models)]


def past(by):
    """As if so much time had gone by."""
    RehearsalRecord.objects.update(ends_at=timezone.now() + trainers.LASTS - by)


def refused(*asked):
    with pytest.raises(NotNow) as refusal:
        trainers.rehearse(*asked)
    return refusal.value.code


def test_the_copy_is_what_the_trainer_made_of_the_session_and_only_they_are_in_it(session, trainer, issue_guide):
    session.issue_guide, session.medium = issue_guide, "spoken"
    session.save()
    moderator = session.participations.get()
    phases = sessions.phases_of(session)
    sessions.rearrange(session, moderator, (phases[0], phases[2]))
    deciding.handle(sessions.plenary(session).pk, moderator.pk, AddRule("Wir erklären Abkürzungen."))

    copy = trainers.rehearse(session, trainer, 1)

    assert (copy.title, copy.question, copy.template) == (session.title, session.question, session.template)
    assert (copy.issue_guide, copy.medium) == (issue_guide, "spoken")
    room, original = (deciding.load(sessions.plenary(each).pk).room for each in (copy, session))
    assert room.agenda.phases == original.agenda.phases
    assert [rule.text for rule in room.agreement.rules] == [rule.text for rule in original.agreement.rules]
    assert [(each.user, each.role) for each in copy.participations.all()] == [(trainer, "moderator")]
    assert not copy.invitations.exists()


def test_at_twice_the_speed_the_room_waits_half_as_long_between_contributions(make_session, make_template, trainer):
    opening = {"code": "opening", "title": "Ankommen", "minutes": 5, "mode": "free", "instruction": "", "slow": 60}
    session = make_session(template=make_template("Langsam", phases=[("phase", opening)]))
    copy = trainers.rehearse(session, trainer, 2)
    assert (sessions.phases_of(copy)[0].slow, copy.cast.speed) == (30, 2)


def test_whoever_presses_twice_comes_into_the_same_rehearsal(session, trainer):
    assert trainers.rehearse(session, trainer, 1) == trainers.rehearse(session, trainer, 2)


def test_whoever_ends_it_leaves_nothing(session, trainer):
    before = stored()
    copy = trainers.rehearse(session, trainer, 1)
    tickets = rehearsals.come_in(copy, read(WRITTEN), 1)
    deciding.handle(sessions.plenary(copy).pk, copy.participations.get(user=trainer).pk, OpenRoom())
    deciding.handle(
        sessions.plenary(copy).pk, tickets[0].person, sessions.joining(Participation.objects.get(name="Anna"))
    )
    trainers.end_own(session, trainer)
    assert stored() == before
    trainers.end_own(session, trainer)


def test_what_is_over_is_deleted_and_how_it_ended_is_said_for_a_while(session, trainer):
    key = trainers.rehearse(session, trainer, 1).key
    trainers.end_what_is_over()
    assert Session.with_rehearsals.filter(key=key).exists()
    past(by=LATE)
    trainers.end_what_is_over()
    assert not Session.with_rehearsals.filter(key=key).exists()
    now = timezone.now()
    assert trainers.told_to(trainer, session, now).ended == "time"
    assert trainers.told_to(trainer, session, now + timedelta(hours=1)) is None


def test_a_rehearsal_that_is_over_is_in_nobodys_way(session, trainer):
    first = trainers.rehearse(session, trainer, 1)
    past(by=LATE)
    assert trainers.rehearse(session, trainer, 1) != first
    assert RehearsalRecord.objects.count() == 1


MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("came", "played", "is_broken"),
    [
        (None, None, False),  # the trainer never came in
        (-MINUTE, timedelta(seconds=10), False),  # until the end
        (-5 * MINUTE, -5 * MINUTE + wanted.PATIENCE + wanted.PROMISE, False),  # the trainer went, then the cast
        (-5 * MINUTE, -5 * MINUTE + wanted.PROMISE, True),  # the server was stopped, with the trainer inside
        (-MINUTE, None, True),  # no process plays
    ],
)
def test_it_is_told_whether_the_cast_was_gone_before_its_time(came, played, is_broken):
    end = timezone.now()
    moments = (None if each is None else end + each for each in (came, played))
    assert (
        trainers.broke_off(CastRecord(**dict(zip(("wanted_at", "played_until"), moments, strict=True))), end)
        is is_broken
    )


def test_how_it_broke_off_stays_for_the_page(session, trainer):
    copy = trainers.rehearse(session, trainer, 1)
    CastRecord.objects.filter(session=copy).update(wanted_at=timezone.now())
    past(by=LATE)
    trainers.end_what_is_over()
    assert RehearsalRecord.objects.get().ended == "break"


def test_a_copy_of_which_nobody_knows_is_deleted_after_a_day(session, trainer):
    copy = trainers.rehearse(session, trainer, 1)
    RehearsalRecord.objects.all().delete()
    trainers.end_what_is_over()
    assert Session.with_rehearsals.filter(pk=copy.pk).exists()
    Session.with_rehearsals.filter(pk=copy.pk).update(starts_at=timezone.now() - timedelta(days=1))
    trainers.end_what_is_over()
    assert list(Session.with_rehearsals.all()) == [session]


# --- when none begins -------------------------------------------------------------------------------------------------


def test_what_has_begun_is_not_rehearsed_any_more(rehearsal, trainer):
    assert refused(rehearsal.session, trainer, 1) == "begun"


def test_what_has_no_phases_is_not_rehearsed_yet(make_session, trainer):
    assert refused(make_session(template=None), trainer, 1) == "empty"


def test_a_trainer_rehearses_one_session_at_a_time(make_session, trainer):
    trainers.rehearse(make_session("Erste"), trainer, 1)
    assert refused(make_session("Zweite"), trainer, 1) == "elsewhere"


def test_the_site_has_room_for_so_many(session, trainer, anna, settings):
    settings.REHEARSALS_AT_ONCE = 1
    trainers.rehearse(session, trainer, 1)
    assert refused(session, anna, 1) == "busy"
    trainers.end_own(session, trainer)
    assert trainers.rehearse(session, anna, 1)


def test_nobody_begins_rehearsals_all_the_time(session, trainer, monkeypatch):
    monkeypatch.setattr("deliberation.limits.REHEARSALS_AN_HOUR", 1)
    trainers.rehearse(session, trainer, 1)
    trainers.end_own(session, trainer)
    assert refused(session, trainer, 1) == "often"
