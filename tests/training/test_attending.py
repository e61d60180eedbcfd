"""Who was there: taps of trainers, the code on site, live sessions; and nothing that was noted is lost."""

from datetime import timedelta

import pytest

from deliberation.core.acting import Role
from deliberation.models import Participation, Session, Stay
from tests.training.making import BEGINS, make_organisation, make_person, make_sitting, make_training, register
from training import attending
from training.attending import NotOnTheList, ReasonMissing
from training.core.attendance import MarkSource, Noted, Status
from training.core.places import Stage, State
from training.models import LivePlace, Mark

pytestmark = pytest.mark.django_db


def at(minutes):
    return BEGINS + timedelta(minutes=minutes)


@pytest.fixture
def training():
    return make_training(sittings=1)


@pytest.fixture
def sitting(training):
    return training.sittings.get()


@pytest.fixture
def amal():
    return make_person("Amal", organisation=make_organisation())


@pytest.fixture
def place(training, amal):
    return register(training, amal, organisation=amal.organisation)


def row(sitting, minutes=60):
    (found,) = attending.sheet(sitting, at(minutes))
    return found


def tap(sitting, place, status, by, minutes=5):
    return attending.tap(sitting, place, status, by, at(minutes))


# --- the list ---------------------------------------------------------------------------------------------------------


def test_on_the_list_is_who_has_a_place_by_name(training, sitting, place):
    register(training, "ben@example.org", name="Ben")
    register(training, "cem@example.org", State.WAITING, name="Cem")
    register(make_training("Another"), "dora@example.org", name="Dora")
    assert [each.name for each in attending.on_list(sitting)] == ["Amal", "Ben"]


def test_who_was_there_stays_on_it_after_they_cancelled(training, sitting, place, tina):
    tap(sitting, place, Status.PRESENT, tina)
    place.state = State.CANCELLED
    place.save()
    assert attending.on_list(sitting) == [place]


# --- taps -------------------------------------------------------------------------------------------------------------


def test_one_tap_notes_and_a_second_one_takes_it_back(sitting, place, tina):
    assert tap(sitting, place, Status.PRESENT, tina) is Status.PRESENT
    assert (row(sitting).status, row(sitting).minutes) == (Status.PRESENT, 120)
    assert tap(sitting, place, Status.PRESENT, tina) is Status.OPEN
    assert (row(sitting).status, row(sitting).minutes) == (Status.OPEN, 0)


def test_late_is_late_by_the_moment_of_the_tap(sitting, place, tina):
    tap(sitting, place, Status.LATE, tina, minutes=30)
    assert row(sitting).minutes == 90


def test_every_mark_stays_and_says_what_it_takes_the_place_of(sitting, place, tina):
    tap(sitting, place, Status.ABSENT, tina)
    tap(sitting, place, Status.PRESENT, tina)
    first, second = Mark.objects.order_by("pk")
    assert (first.status, second.status, second.replaces) == ("absent", "present", first)
    assert second.by == tina


# --- corrections ------------------------------------------------------------------------------------------------------


def test_on_another_day_a_reason_is_asked_for(sitting, place, tina):
    tap(sitting, place, Status.ABSENT, tina)
    later = 60 * 24 * 2
    with pytest.raises(ReasonMissing):
        tap(sitting, place, Status.PRESENT, tina, minutes=later)
    with pytest.raises(ReasonMissing):
        attending.correct(sitting, place, Noted(Status.PRESENT, MarkSource.LIST, at(later)), tina)
    attending.correct(sitting, place, Noted(Status.PRESENT, MarkSource.LIST, at(later), 100, "signed"), tina)
    found = row(sitting, later)
    assert (found.status, found.minutes, found.was_corrected) == (Status.PRESENT, 100, True)
    assert [mark.status for mark in found.marks] == ["absent", "present"]


# --- the code on site -------------------------------------------------------------------------------------------------


def test_who_comes_is_noted_once(sitting, place):
    attending.come(sitting, place, at(5))
    attending.come(sitting, place, at(50))
    assert (row(sitting).status, Mark.objects.count()) == (Status.PRESENT, 1)
    assert row(sitting).current.source is MarkSource.CODE


def test_what_trainers_noted_stays(sitting, place, tina):
    tap(sitting, place, Status.EXCUSED, tina)
    attending.come(sitting, place, at(5))
    assert row(sitting).status is Status.EXCUSED


def test_who_is_on_the_list_is_found_by_account_or_address(training, sitting, place, amal):
    ben = register(training, "Ben@example.org")
    assert attending.coming(sitting, amal) == place
    assert attending.coming(sitting, None, "AMAL@example.org") == place
    assert attending.coming(sitting, None, "ben@example.org") == ben


@pytest.mark.parametrize("email", ["", "nobody@example.org", "waiting@example.org"])
def test_nobody_else_is(training, sitting, place, email):
    register(training, "waiting@example.org", State.WAITING)
    with pytest.raises(NotOnTheList):
        attending.coming(sitting, None, email)


def test_who_has_no_address_any_more_is_nobody(training, sitting):
    register(training, "")
    with pytest.raises(NotOnTheList):
        attending.coming(sitting, None, "")


def test_the_code_is_open_while_the_sitting_takes_place(training, sitting):
    assert attending.is_code_open(sitting, at(5))
    assert not attending.is_code_open(sitting, at(-90))
    sitting.cancelled = True
    assert not attending.is_code_open(sitting, at(5))
    sitting.cancelled, training.stage = False, Stage.CANCELLED
    sitting.training = training
    assert not attending.is_code_open(sitting, at(5))


# --- live sessions ----------------------------------------------------------------------------------------------------


@pytest.fixture
def session(sitting):
    session = Session.objects.create(title="Zuhören", question="?", starts_at=BEGINS)
    sitting.session, sitting.medium = session, "live"
    sitting.save()
    return session


def stay(session, place, *spans, role=Role.PARTICIPANT):
    """Of somebody by their registration; without one, of a guest who was invited to the session."""
    person = Participation.objects.create(session=session, user=place and place.user, name="X", role=role)
    if place:
        LivePlace.objects.create(registration=place, participation=person)
    for begins, ends in spans:
        Stay.objects.create(participation=person, begins=at(begins), ends=at(ends))


def test_only_a_session_of_a_sitting_that_is_near_notes_who_is_there(session):
    another = Session.objects.create(title="Anderes", question="?", starts_at=BEGINS)
    for minutes, notes in ((-61, False), (-60, True)):
        attending.prepare_live(at(minutes))
        session.refresh_from_db()
        assert session.notes_stays is notes
    another.refresh_from_db()
    assert not another.notes_stays


def test_the_union_of_all_stays_counts_once_the_sitting_is_over(session, sitting, place, amal):
    attending.prepare_live(at(0))
    stay(session, place, (-5, 40), (30, 60), (90, 140))
    attending.read_live(at(120))
    assert not Mark.objects.exists()
    attending.read_live(at(135))
    attending.read_live(at(136))
    found = row(sitting, 140)
    assert (found.status, found.minutes, found.current.source) == (Status.PRESENT, 90, MarkSource.LIVE)
    assert Mark.objects.count() == 1
    session.refresh_from_db()
    assert not session.notes_stays


def test_who_comes_by_the_link_of_a_mail_is_noted_as_well(session, sitting, training):
    named = register(training, "gerda@example.com")
    attending.prepare_live(at(0))
    stay(session, named, (0, 120))
    attending.read_live(at(135))
    assert Mark.objects.get().registration == named


def test_what_trainers_noted_is_not_overruled_by_a_connection(session, sitting, place, amal, tina):
    attending.prepare_live(at(0))
    stay(session, place, (0, 120))
    tap(sitting, place, Status.EXCUSED, tina)
    attending.read_live(at(135))
    assert row(sitting, 140).status is Status.EXCUSED


def test_who_was_not_connected_is_open_and_not_absent(session, sitting, place, amal):
    attending.prepare_live(at(0))
    attending.read_live(at(135))
    assert row(sitting, 140).status is Status.OPEN


def test_who_moderates_and_who_has_no_place_is_not_noted(session, sitting, place, amal):
    attending.prepare_live(at(0))
    stay(session, place, (0, 120), role=Role.MODERATOR)
    stay(session, None, (0, 120))
    attending.read_live(at(135))
    assert not Mark.objects.exists()


def test_a_session_of_two_sittings_notes_until_the_second_is_over(session, sitting, training, place, amal):
    second = make_sitting(training, at(180), session=session)
    attending.prepare_live(at(125))
    stay(session, place, (0, 120), (180, 300))
    attending.read_live(at(136))
    session.refresh_from_db()
    assert session.notes_stays
    attending.read_live(at(316))
    session.refresh_from_db()
    assert not session.notes_stays
    assert [each.sitting for each in Mark.objects.order_by("pk")] == [sitting, second]
