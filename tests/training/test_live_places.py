"""Whoever has a place in a training has one in its live sessions."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.models import User
from deliberation import sessions
from deliberation.core.acting import Role
from deliberation.core.agenda import CloseRoom
from deliberation.core.people import GiveRole
from deliberation.models import Participation, Session
from tests.deliberation.conftest import browser, make_session, make_template, make_user, template, trainer
from tests.deliberation.rehearsal import Rehearsal
from training import live_places, log, planning, registering
from training.core.acting import Who
from training.core.places import Confirm, Request
from training.models import LivePlace, Registration, Sitting, Training

pytestmark = pytest.mark.django_db

__all__ = ["browser", "make_session", "make_template", "make_user", "template", "trainer"]


@pytest.fixture
def sitting(trainer: User) -> Sitting:
    """Of a training with two places, which is announced."""
    begins = timezone.now() + timedelta(days=3)
    held = Sitting(starts_at=begins, ends_at=begins + timedelta(hours=2), medium="live")
    training = planning.plan(Training(title="Hinsehen", summary="Fragen", capacity=2), [held], {}, trainer)
    planning.set_stage(training, "announce", trainer)
    return held


@pytest.fixture
def session(sitting: Sitting, make_session) -> Session:
    made: Session = make_session("Hinsehen", places=2)
    live_places.attach(sitting, made)
    return made


def register(sitting: Sitting, user: User, name: str = "") -> Registration:
    return registering.register(sitting.training, user, name or user.display_name, "authority", {})


def named(sitting: Sitting, name: str) -> Registration:
    """Somebody whom an employer named, without an account, and who confirmed it."""
    one = Registration.objects.create(training=sitting.training, email=f"{name}@example.com", name=name, kind="")
    log.ask(sitting.training_id, Who.EMPLOYER, Request(one.pk))
    log.ask(sitting.training_id, Who.REGISTERED, Confirm(one.pk))
    one.refresh_from_db()
    return one


def inside(session: Session) -> list[tuple[str, str]]:
    return sorted(session.participations.exclude(role=Role.MODERATOR).values_list("name", "kind"))


def test_who_registers_has_a_place_under_the_name_and_kind_that_they_gave(sitting, session, make_user):
    register(sitting, make_user("Anna"), "Anna B.")
    named(sitting, "Gerda")
    assert inside(session) == [("Anna B.", "authority"), ("Gerda", "")]


def test_whoever_waits_has_none_until_they_move_up(sitting, session, make_user):
    anna, _ben, carla = (register(sitting, make_user(name)) for name in ("Anna", "Ben", "Carla"))
    assert [name for name, _ in inside(session)] == ["Anna", "Ben"]
    registering.answer(anna, "cancel")
    assert [name for name, _ in inside(session)] == ["Ben", "Carla"]
    assert carla.live_places.count() == 1


def test_those_who_were_there_before_the_session_come_with_it_and_trainers_moderate_it(
    sitting, make_session, make_user
):
    register(sitting, make_user("Anna"))
    mirjam = make_user("Mirjam")
    sitting.training.trainerships.create(user=mirjam)
    session = make_session("Hinsehen", places=1)
    live_places.attach(sitting, session)
    session.refresh_from_db()
    assert (session.starts_at, session.ends, session.places) == (sitting.starts_at, sitting.ends_at, 2)
    assert session.participations.get(user=mirjam).role == Role.CO_MODERATOR
    assert session.participations.filter(name="Anna", role=Role.PARTICIPANT).exists()


def test_the_next_session_continues_the_one_before(sitting, session, make_session):
    later = Sitting(starts_at=sitting.starts_at + timedelta(days=7), ends_at=sitting.ends_at + timedelta(days=7))
    later.training, later.medium = sitting.training, "live"
    later.save()
    following = make_session("Zweites Treffen")
    live_places.attach(later, following)
    following.refresh_from_db()
    assert following.continues == session


def test_who_registers_late_lands_in_the_running_session(sitting, session, make_user):
    rehearsal = Rehearsal(session)
    rehearsal.open()
    register(sitting, make_user("Anna"))
    assert [name for name, _ in inside(session)] == ["Anna"]


def test_whoever_was_in_the_room_stays_in_its_log_and_a_session_that_is_over_gets_nobody(sitting, session, make_user):
    anna = register(sitting, make_user("Anna"))
    rehearsal = Rehearsal(session)
    rehearsal.open()
    sessions.ask(session.participations.get(role=Role.MODERATOR), *joins(session, "Anna"))
    registering.answer(anna, "cancel")
    assert [name for name, _ in inside(session)] == ["Anna"]
    rehearsal.take(rehearsal.moderator, CloseRoom(rehearsal.state.agenda.moved))
    register(sitting, make_user("Ben"))
    assert [name for name, _ in inside(session)] == ["Anna"]


def joins(session: Session, name: str) -> tuple[object, Participation]:
    """A command of the plenary, with somebody who is in its log from then on."""
    person = session.participations.get(name=name)
    return GiveRole(person.pk, Role.RECORDER), person


def test_a_cancelled_training_leaves_the_session_to_its_moderator(sitting, session, trainer, make_user):
    register(sitting, make_user("Anna"))
    planning.set_stage(sitting.training, "cancel", trainer)
    assert inside(session) == []
    assert Session.objects.filter(pk=session.pk).exists()


def test_a_session_has_at_least_the_places_of_its_training(sitting, session, trainer):
    training = sitting.training
    training.capacity = 30
    planning.replan(training, [sitting], {}, trainer)
    session.refresh_from_db()
    assert session.places == 30


def test_a_session_moves_with_its_sitting_and_says_nothing_itself(sitting, session, trainer, make_user):
    register(sitting, make_user("Anna"))
    mail.outbox.clear()
    sitting.starts_at += timedelta(hours=1)
    sitting.ends_at += timedelta(hours=1)
    planning.replan(sitting.training, [sitting], {}, trainer)
    session.refresh_from_db()
    assert session.starts_at == sitting.starts_at
    assert not any("Begleitung" in each.subject or "Another time" in each.subject for each in mail.outbox)


def test_of_a_sitting_that_does_not_take_place_nobody_has_a_place_until_it_does(sitting, session, trainer, make_user):
    register(sitting, make_user("Anna"))
    sitting.cancelled = True
    planning.replan(sitting.training, [sitting], {}, trainer)
    assert inside(session) == []
    sitting.cancelled = False
    planning.replan(sitting.training, [sitting], {}, trainer)
    assert [name for name, _ in inside(session)] == ["Anna"]


def test_whoever_leads_the_training_from_now_on_moderates_its_sessions_too(sitting, session, trainer, make_user):
    mirjam = make_user("Mirjam")
    planning.replan(sitting.training, [sitting], {}, trainer, [trainer, mirjam])
    assert session.participations.get(user=mirjam).role == Role.CO_MODERATOR
    assert session.participations.get(user=trainer).role == Role.MODERATOR


def test_whoever_leads_it_no_more_moderates_no_session_that_they_have_not_entered(sitting, session, trainer, make_user):
    mirjam, karl = make_user("Mirjam"), make_user("Karl")
    planning.replan(sitting.training, [sitting], {}, trainer, [trainer, mirjam, karl])
    moderators = session.participations.filter(role=Role.CO_MODERATOR)
    rehearsal = Rehearsal(session)
    rehearsal.join(moderators.get(user=karl), rehearsal.room)
    planning.replan(sitting.training, [sitting], {}, trainer, [trainer])
    assert {person.user for person in moderators} == {karl}
    assert session.participations.get(role=Role.MODERATOR).user == trainer


def test_a_session_that_is_over_stays_as_it_was(sitting, session, trainer, make_user):
    rehearsal = Rehearsal(session)
    rehearsal.open()
    rehearsal.take(rehearsal.moderator, CloseRoom(rehearsal.state.agenda.moved))
    register(sitting, make_user("Anna"))
    began = session.starts_at
    sitting.starts_at += timedelta(hours=1)
    planning.replan(sitting.training, [sitting], {}, trainer)
    session.refresh_from_db()
    assert (session.starts_at, inside(session)) == (began, [])


def test_attaching_a_session_again_changes_nothing(sitting, session, make_user):
    register(sitting, make_user("Anna"))
    assert LivePlace.objects.count() == 1
    live_places.attach(sitting, session)  # may be repeated
    assert LivePlace.objects.count() == 1


# --- pages ------------------------------------------------------------------------------------------------------------


def test_a_trainer_plans_the_session_of_a_sitting(sitting, browser, trainer, template):
    client: Client = browser(trainer)
    address = reverse("training:plan_session", args=[sitting.training.key, sitting.pk])
    assert client.get(address).context["form"].initial["title"] == "Hinsehen"
    fields = {"title": "Hinsehen", "question": "Wer fragt?", "template": template.pk, "medium": "written"}
    made = client.post(address, fields | {"observer_places": 2})
    session = Session.objects.get()
    assert made.url == session.get_absolute_url()
    assert (session.starts_at, session.places) == (sitting.starts_at, 2)
    assert client.get(address).url == session.get_absolute_url()


def test_a_trainer_takes_a_session_that_was_planned_before(sitting, browser, trainer, make_session):
    known, other = make_session("Vorher geplant"), make_session("Fremd")
    other.participations.update(user=None)
    address = reverse("training:plan_session", args=[sitting.training.key, sitting.pk])
    assert list(browser(trainer).get(address).context["known"].fields["known"].queryset) == [known]
    assert browser(trainer).post(address, {"known": other.key}).context["known"].errors
    assert not Sitting.objects.exclude(session=None).exists()
    browser(trainer).post(address, {"known": known.key})
    sitting.refresh_from_db()
    assert sitting.session == known


def test_the_way_in_leads_accounts_to_the_session_and_others_to_their_place_as_guests(
    sitting,
    session,
    browser,
    make_user,
):
    anna, gerda = register(sitting, make_user("Anna")), named(sitting, "Gerda")
    assert way_in(browser(anna.user), anna, sitting).url == session.get_absolute_url()
    guest: Client = browser()
    back = way_in(guest, gerda, sitting).url
    assert guest.post(back).url == session.get_absolute_url()
    assert guest.get(session.get_absolute_url()).status_code == 200


def way_in(client: Client, registration: Registration, sitting: Sitting):
    return client.post(reverse("training:enter", args=[registration.key, sitting.pk]))


def test_whoever_gave_back_the_place_in_one_session_has_it_again(sitting, session, browser, make_user):
    anna = register(sitting, make_user("Anna"))
    sessions.unregister(session.participations.get(name="Anna"))
    assert way_in(browser(anna.user), anna, sitting).url == session.get_absolute_url()
    assert [name for name, _ in inside(session)] == ["Anna"]


def test_nobody_comes_in_who_has_no_place_any_more(sitting, session, browser, make_user):
    anna = register(sitting, make_user("Anna"))
    registering.answer(anna, "cancel")
    assert way_in(browser(anna.user), anna, sitting).url == reverse("training:mine", args=[anna.key])
    assert inside(session) == []
