"""What people hear about their place: in their language, once, with what calendars need."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import translation
from icalendar import Calendar

from community.models import MailState, MailTrouble, OutgoingMail
from tests.training.making import BEGINS, make_person, make_training, register
from training import calendars, messages
from training.core import places
from training.core.places import Places, Seat, State
from training.messages import MessageKind
from training.models import Registration

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("through_the_outbox")]
NOTHING = Places()


@pytest.fixture
def training():
    return make_training(bring="Etwas zu schreiben")


@pytest.fixture
def amal():
    return make_person("Amal", language="en")


@pytest.fixture
def place(training, amal):
    return register(training, amal)


def had(*registrations, state=State.CONFIRMED):
    return Places(seats={each.pk: Seat(state, "") for each in registrations})


def follow(training, *events, before=NOTHING, seq=1):
    messages.follow(training, before, list(enumerate(events, start=seq)))
    return mail.outbox


def events_in(sent):
    return [Calendar.from_ical(attachment[1]) for attachment in sent.attachments]


# --- what the log leads to --------------------------------------------------------------------------------------------


def test_who_has_a_place_hears_it_with_each_date_for_the_calendar(training, place):
    [sent] = follow(training, places.PlaceConfirmed(place.pk))
    assert sent.subject == f"You are registered: {training.title}"
    assert sent.to == ["amal@example.org"]
    assert "Hello Amal" in sent.body
    assert "Tuesday, June 1, 2027" in sent.body
    assert "6 p.m." in sent.body
    assert "Bürgerhaus, Saal 2, Musterstadt" in sent.body
    assert f"/trainings/mine/{place.key}/" in sent.body
    assert "Etwas zu schreiben" in sent.body
    calendars_sent = events_in(sent)
    assert [each["method"] for each in calendars_sent] == ["REQUEST", "REQUEST"]
    assert [len(list(each.walk("VEVENT"))) for each in calendars_sent] == [1, 1]
    assert sent.attachments[0][2] == "text/calendar; method=REQUEST"
    assert 'method="REQUEST"' in sent.message().as_string()


def test_in_their_language_whatever_is_spoken_where_it_is_caused(training):
    place = register(training, make_person("Jutta", language="de"))
    with translation.override("en"):
        [sent] = follow(training, places.PlaceConfirmed(place.pk))
    assert "Guten Tag Jutta" in sent.body
    assert "Dienstag, 1. Juni 2027" in sent.body


def test_without_an_account_in_the_language_of_the_registration(training):
    place = register(training, "ben@example.org", name="Ben", language="en")
    [sent] = follow(training, places.PlaceConfirmed(place.pk))
    assert sent.to == ["ben@example.org"]
    assert "Hello Ben" in sent.body


@pytest.mark.parametrize(
    ("event", "subject", "calendar"),
    [
        (lambda pk: places.PlaceConfirmed(pk, moved_up=True), "You have a place", ["REQUEST", "REQUEST"]),
        (lambda pk: places.OfferAccepted(pk), "You are registered", ["REQUEST", "REQUEST"]),
        (lambda pk: places.PutOnWaitingList(pk), "You are on the waiting list", []),
        (lambda pk: places.PlaceOffered(pk, 1_800_000_000_000), "A place for you", []),
        (lambda pk: places.OfferLapsed(pk), "The place has gone to somebody else", []),
        (lambda pk: places.PlaceRequested(pk, named=True), "Please confirm", []),
    ],
)
def test_each_event_has_its_mail(training, place, event, subject, calendar):
    [sent] = follow(training, event(place.pk))
    assert sent.subject == f"{subject}: {training.title}"
    assert [each["method"] for each in events_in(sent)] == calendar


def test_events_that_concern_nobody_lead_to_no_mail(training, place):
    follow(training, places.PlaceRequested(place.pk), places.OfferDeclined(place.pk), places.CapacitySet(20, 0))
    assert mail.outbox == []


def test_who_gives_back_a_place_gets_the_dates_out_of_the_calendar(training, place):
    [sent] = follow(training, places.PlaceCancelled(place.pk), before=had(place), seq=7)
    assert [each["method"] for each in events_in(sent)] == ["CANCEL", "CANCEL"]


def test_who_had_none_has_nothing_to_take_out(training, place):
    [sent] = follow(training, places.PlaceCancelled(place.pk), before=had(place, state=State.WAITING))
    assert sent.attachments == []


def test_everybody_hears_when_a_training_is_called_off(training, place):
    waiting = register(training, "ben@example.org", State.WAITING)
    gone = register(training, "cem@example.org", State.CANCELLED)
    seats = {
        place.pk: Seat(State.CONFIRMED, ""),
        waiting.pk: Seat(State.WAITING, ""),
        gone.pk: Seat(State.CANCELLED, ""),
    }
    sent = follow(training, places.TrainingCancelled(), before=Places(seats=seats))
    assert {each.to[0]: len(each.attachments) for each in sent} == {"amal@example.org": 2, "ben@example.org": 0}


def test_the_same_event_is_told_once(training, place):
    follow(training, places.PlaceConfirmed(place.pk))
    follow(training, places.PlaceConfirmed(place.pk))
    assert len(mail.outbox) == 1
    follow(training, places.PlaceConfirmed(place.pk), seq=9)  # after they had cancelled
    assert len(mail.outbox) == 2


def test_who_was_forgotten_gets_nothing(training):
    place = register(training, "ben@example.org")
    Registration.objects.filter(pk=place.pk).update(email="")
    follow(training, places.PlaceConfirmed(place.pk))
    assert mail.outbox == []


def test_the_mail_goes_with_the_account(training, place, amal):
    follow(training, places.PlaceConfirmed(place.pk))
    assert OutgoingMail.objects.get().person == amal


def test_what_is_necessary_says_so_and_what_is_not_says_how_to_do_without(training, amal, place):
    for preview in messages.previews(training, amal):
        assert ("It comes whatever you have chosen" in preview.body) is preview.necessary
        assert ("/reminders/" in preview.body) is not preview.necessary


# --- changes of the plan ----------------------------------------------------------------------------------------------


def changed(training, change):
    before = calendars.plan(training)
    change(training)
    training.refresh_from_db()
    messages.tell_changes(training, before)
    return mail.outbox


def move(training):
    sitting = training.sittings.first()
    sitting.starts_at += timedelta(hours=1)
    sitting.ends_at += timedelta(hours=1)
    sitting.save()


def cancel_first(training):
    training.sittings.filter(pk=training.sittings.first().pk).update(cancelled=True)


def test_who_has_a_place_hears_of_a_change_and_so_does_their_calendar(training, place):
    [sent] = changed(training, move)
    assert sent.subject.startswith("Something has changed")
    assert "Now: Tuesday, June 1, 2027, 7 p.m." in sent.body
    [calendar] = events_in(sent)
    [event] = calendar.walk("VEVENT")
    assert (calendar["method"], int(event["sequence"])) == ("REQUEST", 1 + place.since)
    assert training.sittings.first().sequence == 1


def test_a_sitting_that_does_not_take_place_leaves_the_calendar(training, place):
    [sent] = changed(training, cancel_first)
    assert "Does not take place: Tuesday, June 1, 2027" in sent.body
    assert [each["method"] for each in events_in(sent)] == ["CANCEL"]


def test_another_address_of_the_training_moves_all_its_sittings(training, place):
    def elsewhere(training):
        type(training).objects.filter(pk=training.pk).update(address="Bücherei")

    [sent] = changed(training, elsewhere)
    assert len(sent.attachments) == 2


def test_who_waits_hears_of_it_without_an_event(training):
    register(training, "ben@example.org", State.WAITING, language="en")
    [sent] = changed(training, move)
    assert sent.attachments == []


def test_nobody_hears_of_what_stayed_or_is_not_announced(training, place):
    assert changed(training, lambda training: None) == []
    training.stage = places.Stage.DRAFT
    training.save()
    assert changed(training, move) == []


def test_two_changes_are_two_mails(training, place):
    changed(training, move)
    changed(training, move)
    assert len(mail.outbox) == 2


# --- what the clock leads to ------------------------------------------------------------------------------------------


def at(**before):
    messages.send_due(BEGINS - timedelta(**before))
    return [sent.subject.partition(":")[0] for sent in mail.outbox]


def test_a_week_before_it_is_said_what_to_bring(training, place):
    assert at(days=8) == []
    assert at(days=6) == ["What to bring"]
    assert at(days=5) == ["What to bring"]


def test_nothing_to_bring_is_not_worth_a_mail(place, training):
    training.bring = ""
    training.save()
    assert at(days=6) == []


def test_each_sitting_is_reminded_of_once(training, place):
    assert at(hours=20).count("Reminder") == 1
    assert at(hours=10).count("Reminder") == 1
    assert at(days=-6, hours=-10).count("Reminder") == 2


def test_afterwards_people_are_thanked_once(training, place):
    assert at(days=-7, hours=-3) == []
    assert at(days=-8) == ["Thank you"]
    assert at(days=-9) == ["Thank you"]


def test_a_clock_that_stood_still_thanks_nobody_for_what_is_long_ago(training, place):
    assert at(days=-30) == []


@pytest.mark.parametrize("how", ["reminders", "no_reminders", "is_active"])
def test_who_wants_no_reminders_gets_none(training, place, amal, how):
    if how == "no_reminders":
        place.no_reminders = True
        place.save()
    else:
        setattr(amal, how, False)
        amal.save()
    assert at(hours=20) == []


def test_only_who_has_a_place_is_reminded(training):
    register(training, "ben@example.org", State.WAITING)
    assert at(hours=20) == []


def test_a_sitting_that_was_moved_is_reminded_of_again(training, place):
    assert at(hours=20).count("Reminder") == 1
    before = calendars.plan(training)
    sitting = training.sittings.first()
    sitting.starts_at += timedelta(days=2)
    sitting.ends_at += timedelta(days=2)
    sitting.save()
    messages.tell_changes(training, before)
    assert at(days=-1, hours=-20).count("Reminder") == 2


# --- for trainers -----------------------------------------------------------------------------------------------------


def test_a_trainer_sees_each_mail_and_sends_one_to_themselves(training, amal):
    tina = make_person("Tina", language="en")
    assert [preview.kind for preview in messages.previews(training, tina)] == [
        kind for kind in MessageKind if kind is not MessageKind.LETTER
    ]
    for kind in MessageKind:
        messages.send_test(training, tina, kind)
    assert {tuple(sent.to) for sent in mail.outbox} == {("tina@example.org",)}
    assert all(sent.subject.startswith("Test: ") and sent.attachments == [] for sent in mail.outbox)
    messages.send_test(training, tina, MessageKind.THANKS)
    assert len(mail.outbox) == len(MessageKind) + 1


def test_a_training_without_sittings_has_mails_too(amal):
    assert messages.previews(make_training(sittings=0), amal)


def test_a_trainer_sees_whom_no_mail_reached(training, place):
    follow(training, places.PlaceConfirmed(place.pk))
    assert messages.undelivered(training) == []
    OutgoingMail.objects.update(state=MailState.BOUNCED, trouble=MailTrouble.BOUNCED)
    [undelivered] = messages.undelivered(training)
    assert undelivered.registration == place
    assert messages.undelivered(make_training("Another")) == []
