"""Rooms in which a cast lives: whoever comes after a while meets a talk that begins."""

from datetime import timedelta

import pytest
from django.utils import timezone

from deliberation import sessions
from deliberation.cast import living_rooms, wanted
from deliberation.core.acting import Role
from deliberation.core.agenda import CloseRoom, MovePhase, Stage
from deliberation.core.people import HandOver
from deliberation.log import deciding
from deliberation.models import CastRecord, Participation, Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(rehearsal):
    rehearsal.session.places = 30  # the cast takes some
    rehearsal.session.save()
    living_rooms.furnish(rehearsal.session, "standard-90")
    return rehearsal


@pytest.fixture
def visitor(room, anna):
    return sessions.take_part(room.session, anna, Role.PARTICIPANT)


def come(person):
    """As a page load does, which knows nothing of the one before."""
    living_rooms.come(Session.objects.select_related("cast").get(pk=person.session_id), person)


def left(room, minutes):
    """As if everybody had gone so long ago."""
    then = timezone.now() - timedelta(minutes=minutes)
    CastRecord.objects.filter(session=room.session).update(wanted_at=then, played_until=then + wanted.PROMISE)


def move_on(room, person):
    room.take(person, sessions.joining(person))
    room.agree(person)
    room.take(room.moderator, MovePhase(state(room).agenda.moved, 1))


def close(room):
    room.take(room.moderator, CloseRoom(room.state.agenda.moved))


def state(room):
    return deciding.load(sessions.plenary(room.session).pk).room


def test_the_cast_has_its_places_before_anybody_comes(room):
    cast = room.session.participations.filter(user=None)
    assert cast.count() == 13
    assert cast.get(role=Role.CO_MODERATOR).name == "Daniel Okafor"
    assert not wanted.wanted(timezone.now())


def test_whoever_comes_calls_the_cast_and_begins_at_the_beginning(room, visitor):
    move_on(room, visitor)
    come(visitor)
    assert [each.session for each in wanted.wanted(timezone.now())] == [room.session]
    agenda = state(room).agenda
    assert (agenda.stage, agenda.current) == (Stage.OPEN, 0)
    cast = room.session.participations.filter(user=None).values_list("pk", flat=True)
    assert list(state(room).people) == [room.moderator.pk, *cast.order_by("pk")]  # whoever comes need not begin


def test_whoever_comes_back_soon_or_comes_beside_others_finds_the_talk_where_it_is(room, visitor):
    come(visitor)
    move_on(room, visitor)
    come(visitor)
    left(room, minutes=9)
    come(visitor)
    assert state(room).agenda.current == 1
    left(room, minutes=11)
    come(visitor)
    assert state(room).agenda.current == 0


def test_an_ended_talk_begins_anew_when_everybody_has_gone(room, visitor):
    come(visitor)
    close(room)
    living_rooms.begin_ended_anew()
    assert state(room).agenda.stage is Stage.CLOSED  # somebody may still read
    left(room, minutes=4)
    living_rooms.begin_ended_anew()
    assert state(room).agenda.stage is Stage.OPEN
    assert visitor.pk not in state(room).people


def test_a_session_of_people_never_begins_anew(rehearsal, anna):
    close(rehearsal)
    living_rooms.begin_ended_anew()
    come(rehearsal.moderator)
    assert state(rehearsal).agenda.stage is Stage.CLOSED


def test_of_the_talk_before_no_role_and_no_removal_is_left_and_the_guests_of_yesterday_are_gone(room, visitor):
    guest = room.enter("Gerda")
    come(visitor)
    new = room.enter("Gustav")
    room.take(room.moderator, sessions.joining(room.moderator))
    room.take(visitor, sessions.joining(visitor))
    room.take(room.moderator, HandOver(visitor.pk))
    Participation.objects.filter(name__in=["Gerda", "Jonas Keil"]).update(
        joined_at=timezone.now() - timedelta(days=1), removed="insults"
    )
    left(room, minutes=11)
    come(new)
    names = set(room.session.participations.filter(user=None).values_list("name", flat=True))
    assert {"Gustav", "Jonas Keil"} <= names
    assert guest.name not in names
    assert not room.session.participations.exclude(removed="").exists()
    assert room.session.participations.get(role=Role.MODERATOR) == room.moderator


def test_who_led_for_the_cast_helps_again_when_the_talk_begins_anew(room, visitor):
    leading = room.session.participations.get(role=Role.CO_MODERATOR)
    room.session.participations.filter(role=Role.MODERATOR).update(role=Role.CO_MODERATOR)
    room.session.participations.filter(pk=leading.pk).update(role=Role.MODERATOR)
    come(visitor)
    leading.refresh_from_db()
    assert leading.role == Role.CO_MODERATOR
    assert state(room).people[leading.pk].role is Role.CO_MODERATOR
