"""What comes next in live sessions, for whoever moderates one, has a place in one, or has none."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.next_steps import Urgency
from deliberation import sessions
from deliberation.core.acting import Role
from deliberation.core.agenda import Stage
from deliberation.core.people import Removal
from deliberation.models import Participation, RoomRecord, Session
from deliberation.next_steps import of_person, urgency_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("stage", "begins", "urgency"),
    [
        (Stage.OPEN, -HOUR, Urgency.NOW),
        (Stage.PAUSED, -HOUR, Urgency.NOW),
        (Stage.OPEN, DAY, Urgency.NOW),
        (Stage.PLANNED, HOUR, Urgency.SOON),
        (Stage.PLANNED, -HOUR, Urgency.SOON),
        (Stage.PLANNED, HOUR + timedelta(seconds=1), Urgency.AHEAD),
        (Stage.PLANNED, -DAY - HOUR, None),
        (Stage.OPEN, -DAY - HOUR, None),
        (Stage.CLOSED, -HOUR, Urgency.OVER),
        (Stage.CLOSED, -3 * DAY, Urgency.OVER),
    ],
)
def test_how_urgent_a_session_is(stage, begins, urgency):
    now = timezone.now()
    assert urgency_of(stage, now + begins, now) is urgency


@pytest.fixture
def place(session, make_user) -> Participation:
    return sessions.take_part(session, make_user("Amal"), Role.PARTICIPANT)


def begins(session: Session, when: timedelta, stage: Stage) -> None:
    Session.objects.filter(pk=session.pk).update(starts_at=timezone.now() + when)
    RoomRecord.objects.filter(session=session).update(stage=stage)


def the_step(place):
    (step,) = of_person(place.user, timezone.now())
    return step


def test_a_running_session_with_a_place_leads_into_its_room(session, place):
    begins(session, -HOUR, Stage.OPEN)
    assert (the_step(place).urgency, the_step(place).url) == (Urgency.NOW, f"/sessions/{session.key}/room/")


def test_one_of_next_week_leads_to_its_page_and_whoever_moderates_prepares_it(session, place):
    begins(session, 7 * DAY, Stage.PLANNED)
    (moderated,) = of_person(session.created_by, timezone.now())
    assert {the_step(place).url, moderated.url} == {session.get_absolute_url()}
    assert the_step(place).action != moderated.action


def test_one_that_is_over_leads_to_its_transcript_for_a_week(session, place):
    begins(session, -2 * DAY, Stage.CLOSED)
    assert the_step(place).url == f"/sessions/{session.key}/transcript/"
    begins(session, -8 * DAY, Stage.CLOSED)
    assert of_person(place.user, timezone.now()) == []


def test_breakout_rooms_make_no_further_steps(session, place):
    RoomRecord.objects.create(session=session, kind=RoomRecord.Kind.BREAKOUT)
    begins(session, DAY, Stage.PLANNED)
    assert the_step(place).part_of == session.key


def test_whoever_was_removed_or_has_no_place_has_no_step(session, place, make_user):
    Participation.objects.filter(pk=place.pk).update(removed=Removal.DISRUPTS)
    assert of_person(place.user, timezone.now()) == of_person(make_user("Fremd"), timezone.now()) == []


def test_all_sessions_take_one_query(session, place, django_assert_num_queries):
    with django_assert_num_queries(1):
        of_person(place.user, timezone.now())
