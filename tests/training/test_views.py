"""The pages of trainings, as people use them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.test import Client
from django.utils import timezone, translation
from django.utils.formats import date_format

from community.models import Organisation
from config.bootstrap import bootstrap
from tests.training.planned import announced, drafted, person, registers, sittings, states
from training import registering
from training.core.places import State
from training.models import Registration, Sitting, Training

pytestmark = pytest.mark.django_db

LIST = "/trainings/"


@pytest.fixture
def trainer():
    user = person("Jutta")
    user.user_permissions.add(Permission.objects.get(codename="add_training"))
    return user


@pytest.fixture
def home():
    bootstrap()


@pytest.fixture
def anna():
    return person("Anna")


def browser(user=None, language="en"):
    client = Client(HTTP_ACCEPT_LANGUAGE=language)
    if user:
        client.force_login(user)
    return client


def page(training, rest=""):
    return f"{training.get_absolute_url()}{rest}"


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


# --- the list ---------------------------------------------------------------------------------------------------------


def test_an_empty_list_says_what_there_is_instead():
    assert "The courses are always open" in text(browser().get(LIST))


def test_the_list_shows_what_is_announced_and_no_drafts(trainer):
    announced(trainer, "Zuhören")
    drafted(trainer, "Entwurf")
    shown = text(browser().get(LIST))
    assert "Zuhören" in shown
    assert "2 places free" in shown
    assert "Entwurf" not in shown
    assert "Entwurf" in text(browser(trainer).get(LIST))


def test_what_is_over_is_not_in_the_list(trainer):
    training = announced(trainer, "Zuhören")
    training.sittings.update(
        starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(days=2) + timedelta(hours=1)
    )
    assert "Zuhören" not in text(browser().get(LIST))


def test_the_list_is_filtered(trainer):
    here = announced(trainer, "Zuhören", place="Mayen", topic="hostility")
    announced(trainer, "Reden", place="Boppard", language="en", held=sittings(1, days=70, medium="live"))
    month = f"{timezone.localtime(here.sittings.first().starts_at):%Y-%m}"
    for chosen in ("place=Mayen", "topic=hostility", "language=de", f"month={month}"):
        shown = text(browser().get(f"{LIST}?{chosen}"))
        assert ("Zuhören" in shown, "Reden" in shown) == (True, False), chosen
    online = text(browser().get(f"{LIST}?online=on"))
    assert "Zuhören" not in online
    assert "/trainings/calendar.ics?online=on" in online
    assert "These trainings as a calendar" in online


def test_a_filter_that_finds_nothing_says_so_and_one_that_is_unknown_shows_all(trainer):
    announced(trainer, "Zuhören", place="Mayen")
    assert "No training like this" in text(browser().get(f"{LIST}?topic=volunteering"))
    assert "Zuhören" in text(browser().get(f"{LIST}?place=Atlantis&month=never"))


def test_what_is_for_the_network_is_shown_to_people_of_its_organisations(trainer, anna):
    training = announced(trainer, "Zuhören", visibility="network")
    assert "Zuhören" not in text(browser().get(LIST))
    assert browser().get(page(training)).status_code == 302
    assert browser(anna).get(page(training)).status_code == 404
    anna.organisation = Organisation.objects.create(name="Amt", slug="amt", kind="authority")
    anna.save()
    assert "Zuhören" in text(browser(anna).get(LIST))
    assert browser(anna).get(page(training)).status_code == 200


def test_what_only_a_link_leads_to_is_in_no_list(trainer):
    training = announced(trainer, "Zuhören", visibility="invited")
    assert "Zuhören" not in text(browser().get(LIST))
    assert "Zuhören" in text(browser().get(page(training)))


def test_a_list_asks_the_same_number_of_questions_however_long_it_is(trainer, anna, django_assert_max_num_queries):
    client = browser(anna)
    registers(announced(trainer), anna)
    client.get(LIST)
    with django_assert_max_num_queries(40) as one:
        client.get(LIST)
    for title in ("Zwei", "Drei"):
        registers(announced(trainer, title), anna)
    with django_assert_max_num_queries(len(one)):
        client.get(LIST)


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_says_what_one_has_to_know(trainer):
    training = announced(
        trainer, place="Mayen", step_free=True, bring="Stifte", spoken=["ar"], quotas={"authority": 1}, minimum=2
    )
    shown = text(browser().get(page(training)))
    for said in (
        "Mayen",
        "step-free",
        "Stifte",
        "Arabic",
        "At most 1 person from: Authority",
        "Jutta",
        "2 of 2 places are free",
        "2 sittings",
    ):
        assert said in shown


def test_a_sitting_elsewhere_says_the_time_there(trainer):
    begins = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=5)
    there = Sitting(starts_at=begins, ends_at=begins + timedelta(hours=1), time_zone="Asia/Tokyo")
    shown = text(browser().get(page(announced(trainer, held=[there]))))
    assert "Asia/Tokyo" in shown
    with translation.override("en"):
        there_at = date_format((begins + timedelta(hours=9)).replace(tzinfo=None), "TIME_FORMAT")
    assert f"{there_at} to " in shown


def test_a_training_that_is_full_offers_the_next_one(trainer, anna):
    full = announced(trainer, "Zuhören", capacity=1)
    announced(trainer, "Wieder zuhören")
    announced(trainer, "Etwas anderes", topic="volunteering")
    registers(full, anna)
    shown = text(browser().get(page(full)))
    assert "All places are taken" in shown
    assert "Wieder zuhören" in shown
    assert "Etwas anderes" not in shown


def test_where_nobody_can_register_any_more_no_place_is_offered(trainer, home):
    begun, closed = announced(trainer, "Begonnen"), announced(trainer, "Geschlossen")
    first = begun.sittings.first()
    Sitting.objects.filter(pk=first.pk).update(starts_at=timezone.now() - timedelta(hours=1))
    Training.objects.filter(pk=closed.pk).update(closed=True)
    shown = text(browser().get(LIST))
    assert shown.count("registration is over") == 2
    assert "places free" not in shown
    full = announced(trainer, "Voll", capacity=1)
    registers(full, person("Ben"))
    for address in ("/", page(full)):
        assert not {"Begonnen", "Geschlossen"} & set(re.findall(r"\w+", text(browser().get(address))))


def test_registration_that_is_not_open_says_when_it_opens(trainer):
    training = announced(trainer, registration_opens_at=timezone.now() + timedelta(days=1))
    assert "It opens on" in text(browser().get(page(training)))


def test_a_page_asks_the_same_number_of_questions_however_much_it_shows(trainer, anna, django_assert_max_num_queries):
    training, client = announced(trainer, held=sittings(1), capacity=9), browser(anna)
    registers(training, anna)
    client.get(page(training))
    with django_assert_max_num_queries(40) as one:
        client.get(page(training))
    for number in range(3):
        registers(training, person(f"Ben{number}"))
    for sitting in sittings(3, days=30):
        Sitting.objects.create(training=training, starts_at=sitting.starts_at, ends_at=sitting.ends_at)
    with django_assert_max_num_queries(len(one)):
        client.get(page(training))


# --- registering ------------------------------------------------------------------------------------------------------


def test_whoever_registers_is_told_how_it_stands(trainer, anna):
    training = announced(trainer, capacity=1)
    client = browser(anna)
    assert "Register" in text(client.get(page(training, "register/")))
    sent = {"name": "Anna Arndt", "kind": "culture_club", "food": "no nuts"}
    shown = text(client.post(page(training, "register/"), sent, follow=True))
    assert "You are registered. You have a place." in shown
    made = Registration.objects.get()
    assert (made.name, made.kind, made.needs.food) == ("Anna Arndt", "culture_club", "no nuts")
    later = text(browser(person("Ben")).post(page(training, "register/"), {"name": "Ben"}, follow=True))
    assert "You are on the waiting list, in place 1." in later


def test_from_the_home_page_it_takes_no_more_than_three_taps(trainer, anna, home):
    training, client = announced(trainer), browser(anna)
    assert page(training) in text(client.get("/"))
    assert page(training, "register/") in text(client.get(page(training)))
    client.post(page(training, "register/"), {"name": "Anna"})
    assert states(training) == ["confirmed"]


def test_what_was_typed_stays_when_something_is_wrong(trainer, anna):
    training = announced(trainer)
    sent = {"name": "", "food": "no nuts", "access": "x" * 201}
    shown = text(browser(anna).post(page(training, "register/"), sent))
    assert "no nuts" in shown
    assert "x" * 201 in shown
    assert not Registration.objects.exists()


def test_whoever_registers_too_late_is_told_so(trainer, anna):
    training, client = announced(trainer), browser(anna)
    Training.objects.update(closed=False, registration_closes_at=timezone.now())
    assert "Registration is closed." in text(client.get(page(training, "register/")))
    assert "Registration is closed." in text(client.post(page(training, "register/"), {"name": "Anna"}))


def test_whoever_is_registered_comes_to_their_registration(trainer, anna):
    training = announced(trainer)
    made = registers(training, anna)
    assert browser(anna).get(page(training, "register/")).url == f"/trainings/mine/{made.key}/"


# --- by the link of a mail --------------------------------------------------------------------------------------------


def mine(registration, rest=""):
    return f"/trainings/mine/{registration.key}/{rest}"


def test_the_link_of_a_mail_cancels_without_a_login_and_only_when_it_is_sent(trainer, anna):
    made = registers(announced(trainer), anna)
    assert "Give back your place?" in text(browser().get(mine(made, "give-back/")))
    assert states(made.training) == ["confirmed"]
    assert "You have no place" in text(browser().post(mine(made), {"do": "cancel"}, follow=True))
    assert states(made.training) == ["cancelled"]
    assert browser().get(mine(made, "give-back/")).url == mine(made)


def test_an_offer_is_answered_by_the_link(trainer, anna):
    training = announced(trainer, capacity=1, waiting="offer")
    first, second = registers(training, anna), registers(training, person("Ben"))
    registering.answer(first, "cancel")
    assert "Please answer until" in text(browser().get(mine(second)))
    assert "You have a place." in text(browser().post(mine(second), {"do": "accept"}, follow=True))
    assert "No place is offered to you" in text(browser().post(mine(second), {"do": "decline"}, follow=True))


def test_whoever_has_a_place_finds_where_it_is_and_what_comes_before(trainer, anna):
    training = announced(trainer, place="Mayen", address="Bürgerhaus, Saal 2", bring="Stifte")
    shown = text(browser().get(f"/trainings/mine/{registers(training, anna).key}/"))
    assert all(said in shown for said in ("Bürgerhaus, Saal 2", "Stifte", "Jutta"))


def test_needs_are_said_later_too_and_taken_back(trainer, anna):
    made = registers(announced(trainer), anna)
    shown = text(browser().post(mine(made), {"do": "needs", "food": "no nuts"}, follow=True))
    assert "no nuts" in shown
    assert "x" * 201 in text(browser().post(mine(made), {"do": "needs", "food": "x" * 201}))
    browser().post(mine(made), {"do": "needs", "food": ""})
    made = Registration.objects.get()
    assert not hasattr(made, "needs")


def test_what_nobody_asked_for_changes_nothing(trainer, anna):
    made = registers(announced(trainer), anna)
    assert browser().post(mine(made), {"do": "dance"}).url == mine(made)
    assert browser().get("/trainings/mine/nobody/").status_code == 404


def test_whoever_was_forgotten_has_no_page_any_more(trainer, anna):
    made = registers(announced(trainer), anna)
    Registration.objects.update(user=None)
    assert browser().get(mine(made)).status_code == 404


# --- employers --------------------------------------------------------------------------------------------------------


@pytest.fixture
def employer():
    office = Organisation.objects.create(name="Jugendamt", slug="jugendamt", kind="authority")
    return person("Meryem", organisation=office)


def people(*rows):
    sent = {"people-TOTAL_FORMS": "5", "people-INITIAL_FORMS": "0"}
    for number, (email, name) in enumerate(rows):
        sent |= {f"people-{number}-email": email, f"people-{number}-name": name}
    return sent


def test_an_employer_names_people_and_sees_only_whether_they_have_a_place(trainer, employer):
    training, client = announced(trainer), browser(employer)
    shown = text(client.post(page(training, "employer/"), people(("ben@example.org", "Ben")), follow=True))
    assert "1 person is asked by e-mail" in shown
    assert "not confirmed" in shown
    made = Registration.objects.get()
    assert "Jugendamt has named you" in text(browser().get(mine(made)))
    browser().post(mine(made), {"do": "confirm"})
    assert "has a place" in text(client.get(page(training, "employer/")))


def test_a_mistyped_address_stays_and_is_explained(trainer, employer):
    training, client = announced(trainer), browser(employer)
    shown = text(client.post(page(training, "employer/"), people(("ben@", "Ben"), ("", "Carla"))))
    assert 'value="ben@"' in shown
    assert "Please write where we can reach this person." in shown
    assert "Please write at least one e-mail address." in text(client.post(page(training, "employer/"), people()))
    assert not Registration.objects.exists()


def test_somebody_who_was_named_by_mistake_is_taken_back(trainer, employer):
    training, client = announced(trainer), browser(employer)
    client.post(page(training, "employer/"), people(("ben@example.org", "")))
    sent = {"do": "take_back", "registration": Registration.objects.get().pk}
    assert "Taken back." in text(client.post(page(training, "employer/"), sent, follow=True))
    assert states(training) == ["cancelled"]
    assert browser(trainer).post(page(training, "employer/"), sent).status_code == 404


def test_whoever_belongs_to_no_organisation_reads_what_to_do(trainer, anna):
    training, client = announced(trainer), browser(anna)
    assert "Choose it in your profile" in text(client.get(page(training, "employer/")))
    client.post(page(training, "employer/"), people(("ben@example.org", "")))
    assert not Registration.objects.exists()


# --- planning ---------------------------------------------------------------------------------------------------------


def plan(trainer, **fields):
    sent = {
        "led_by": [trainer.pk],
        **{"title": "Zuhören", "summary": "Anderen zuhören.", "topic": "intercultural", "language": "de"},
        **{"capacity": "12", "minimum": "0", "waiting": "automatic", "offer_hours": "48", "visibility": "everybody"},
        **{"sittings-TOTAL_FORMS": "1", "sittings-INITIAL_FORMS": "0", "sittings-0-time_zone": "Europe/Berlin"},
        **{"sittings-0-starts_at": "2027-06-01T18:00", "sittings-0-ends_at": "2027-06-01T20:00"},
        **{"sittings-0-medium": "room", "do": "save"},
    }
    return sent | fields


def test_a_trainer_plans_and_announces_a_training(trainer):
    client = browser(trainer)
    assert "Save as a draft" in text(client.get("/trainings/new/"))
    shown = text(client.post("/trainings/new/", plan(trainer, quota_authority="4"), follow=True))
    assert "Saved as a draft" in shown
    training = Training.objects.get()
    assert (training.sittings.get().starts_at.hour, training.quotas.get().places) == (16, 4)
    assert "People can register" in text(client.post(page(training, "stage/"), {"do": "announce"}, follow=True))


def test_another_sitting_is_added_without_losing_what_was_typed(trainer):
    shown = text(browser(trainer).post("/trainings/new/", plan(trainer, do="add", title="")))
    assert 'value="2027-06-08T18:00"' in shown
    assert "Anderen zuhören." in shown
    assert not Training.objects.exists()


def test_the_times_of_a_sitting_are_those_of_its_time_zone(trainer):
    browser(trainer).post("/trainings/new/", plan(trainer, **{"sittings-0-time_zone": "Asia/Tokyo"}))
    assert Sitting.objects.get().starts_at.hour == 9
    assert "2027-06-01T18:00" in text(browser(trainer).get(page(Training.objects.get(), "edit/")))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"sittings-0-ends_at": "2027-06-01T17:00"}, "The end comes after the beginning"),
        ({"minimum": "20"}, "more people than there are places"),
        ({"course_before": "on"}, "Choose the course"),
        ({"registration_opens_at": "2027-05-02T10:00", "registration_closes_at": "2027-05-01T10:00"}, "after it opens"),
        ({"sittings-0-cancelled": "on"}, "one sitting at the least"),
        ({"sittings-0-starts_at": "soon"}, "Sitting 1"),
        ({"led_by": []}, "somebody who leads it"),
    ],
)
def test_what_makes_no_sense_is_explained_and_stays(trainer, wrong, sentence):
    shown = text(browser(trainer).post("/trainings/new/", plan(trainer, about="So lang wie nötig.", **wrong)))
    assert "Please check your entries" in shown
    assert sentence in shown
    assert "So lang wie nötig." in shown
    assert not Training.objects.exists()


def test_a_training_is_changed(trainer):
    training = announced(trainer, held=sittings(1))
    sitting = training.sittings.get()
    client = browser(trainer)
    assert "Fewer places throw nobody out" in text(client.get(page(training, "edit/")))
    existing = {"sittings-INITIAL_FORMS": "1", "sittings-0-id": str(sitting.pk), "capacity": "3"}
    assert "Saved." in text(client.post(page(training, "edit/"), plan(trainer, **existing), follow=True))
    training.refresh_from_db()
    sitting.refresh_from_db()
    assert (training.capacity, sitting.sequence) == (3, 1)


def test_whoever_changes_no_time_moves_no_sitting_and_writes_to_nobody(trainer):
    begins = datetime(2027, 6, 1, 16, 0, 42, 7, tzinfo=UTC)  # with seconds, which a form does not show
    held = [Sitting(starts_at=begins, ends_at=begins + timedelta(hours=2))]
    training = announced(trainer, held=held, capacity=12)
    registers(training, person("Anna"))
    mail.outbox.clear()
    sent = {"sittings-INITIAL_FORMS": "1", "sittings-0-id": str(held[0].pk), "capacity": "13"}
    for name, moment in (("starts_at", held[0].local_start), ("ends_at", held[0].local_end)):
        sent[f"sittings-0-{name}"] = f"{moment:%Y-%m-%dT%H:%M}"
    browser(trainer).post(page(training, "edit/"), plan(trainer, **sent))
    training.refresh_from_db()
    sitting = training.sittings.get()
    assert (training.capacity, sitting.starts_at, sitting.sequence) == (13, begins, 0)
    assert mail.outbox == []


def test_others_lead_it_too(trainer):
    bootstrap()
    karl = person("Karl")
    karl.groups.add(Group.objects.get(name="Trainers"))
    training, client = announced(trainer, held=sittings(1)), browser(trainer)
    sent = {"sittings-INITIAL_FORMS": "1", "sittings-0-id": str(training.sittings.get().pk)}
    assert "Karl" in text(client.get(page(training, "edit/")))
    client.post(page(training, "edit/"), plan(trainer, **sent, led_by=[trainer.pk, karl.pk]))
    assert set(training.trainers.all()) == {trainer, karl}
    assert browser(karl).get(page(training, "people/")).status_code == 200


def test_registration_is_closed_and_opened_again(trainer):
    training, client = announced(trainer), browser(trainer)
    assert "Registration is closed." in text(client.post(page(training, "stage/"), {"do": "close"}, follow=True))
    assert "open again" in text(client.post(page(training, "stage/"), {"do": "reopen"}, follow=True))
    assert "announced already" in text(client.post(page(training, "stage/"), {"do": "announce"}, follow=True))
    client.post(page(training, "stage/"), {"do": "dance"})


def test_a_training_is_cancelled_once_and_stays(trainer, anna):
    training, client = announced(trainer), browser(trainer)
    registers(training, anna)
    assert "hears of it" in text(client.get(page(training, "cancel/")))
    assert "The training is cancelled." in text(client.post(page(training, "cancel/"), follow=True))
    assert "does not take place" in text(browser().get(page(training)))
    assert "does not take place" in text(client.post(page(training, "cancel/"), follow=True))
    assert client.get(page(training, "edit/")).url == page(training)


def test_a_draft_is_deleted(trainer):
    draft, client = drafted(trainer), browser(trainer)
    assert "Delete the draft?" in text(client.get(page(draft, "cancel/")))
    assert client.post(page(draft, "cancel/")).url == LIST
    assert not Training.objects.exists()


def test_a_training_is_copied_in_one_step(trainer):
    training, client = announced(trainer), browser(trainer)
    assert "Copy to another date" in text(client.get(page(training, "copy/")))
    assert "This day is over" in text(client.post(page(training, "copy/"), {"first": "2020-01-01"}))
    day = f"{timezone.localdate() + timedelta(days=100):%Y-%m-%d}"
    client.post(page(training, "copy/"), {"first": day})
    draft = Training.objects.get(copied_from=training)
    assert f"{draft.sittings.first().local_start:%Y-%m-%d}" == day


# --- who takes part ---------------------------------------------------------------------------------------------------


def test_trainers_see_who_comes_and_what_they_need(trainer, anna):
    training = announced(trainer, capacity=1, minimum=3)
    registers(training, anna, food="no nuts")
    registers(training, person("Ben"))
    shown = text(browser(trainer).get(page(training, "people/")))
    for said in ("Anna", "no nuts", "Ben", "2 people more are needed", "They wait, in this order"):
        assert said in shown


def test_coordinators_see_who_comes_and_not_what_they_need(trainer, anna):
    training, coordinator = announced(trainer), person("Ines")
    coordinator.user_permissions.add(Permission.objects.get(codename="view_training"))
    registers(training, anna, food="no nuts")
    shown = text(browser(coordinator).get(page(training, "people/")))
    assert "Anna" in shown
    assert "no nuts" not in shown


def test_trainers_give_places_by_hand(trainer, anna):
    training = announced(trainer, capacity=1, waiting="by_hand")
    first, second, third = (registers(training, each) for each in (anna, person("Ben"), person("Carla")))
    client = browser(trainer)

    def act(what, registration):
        return text(client.post(page(training, "people/"), {"do": what, "registration": registration.pk}, follow=True))

    assert "All places are taken" in act("admit", third)
    assert "Done." in act("up", third)
    act("down", third)
    act("cancel", first)
    act("offer", third)
    assert states(training) == [State.CANCELLED, State.WAITING, State.OFFERED]
    act("admit", third)
    assert states(training) == [State.CANCELLED, State.WAITING, State.CONFIRMED]
    client.post(page(training, "people/"), {"do": "dance"})
    for nobody in ("x", "9" * 30, "9" * 5000):
        assert client.post(page(training, "people/"), {"do": "admit", "registration": nobody}).status_code == 404
        assert client.post(page(training, "people/"), {"do": "read", "needs": nobody}).status_code == 302
        assert client.get(page(training, "groups/"), {"change": nobody}).status_code == 200
        assert client.get(page(training, "people/")).status_code == 200
    assert second.key


def test_the_page_of_people_asks_the_same_number_of_questions_for_one_and_for_three(
    trainer, anna, django_assert_max_num_queries
):
    training, client = announced(trainer, capacity=9), browser(trainer)
    registers(training, anna, food="no nuts")
    client.get(page(training, "people/"))
    with django_assert_max_num_queries(40) as one:
        client.get(page(training, "people/"))
    for name in ("Ben", "Carla"):
        registers(training, person(name), food="no nuts")
    with django_assert_max_num_queries(len(one)):
        client.get(page(training, "people/"))


@pytest.mark.parametrize("rest", ["edit/", "copy/", "cancel/", "people/"])
def test_nobody_else_plans_a_training(trainer, anna, rest):
    training = announced(trainer)
    assert browser(anna).get(page(training, rest)).status_code == 404
    assert browser().get(page(training, rest)).status_code == 302
