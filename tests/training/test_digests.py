"""Once a week, the trainings that are new, for whoever chose it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.utils import timezone

from tests.training.making import make_organisation, make_person, make_sitting, make_training
from training import digests, entries
from training.models import Entry, MessageChoice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("through_the_outbox")]

MONDAY = datetime(2027, 5, 3, 8, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def amal():
    person = make_person("Amal", language="en")
    MessageChoice.objects.create(user=person, digest=True)
    return person


def announced(title, at, **fields):
    training = make_training(title, sittings=0, **fields)
    make_sitting(training, timezone.now() + timedelta(days=30))
    Entry.objects.create(training=training, seq=1, kind="TrainingAnnounced", at=entries.in_ms(at))
    return training


def test_what_was_announced_in_the_week_comes_once(amal):
    announced("Neu", MONDAY - timedelta(days=2))
    announced("Alt", MONDAY - timedelta(days=8))
    announced("Danach", MONDAY + timedelta(hours=1))
    digests.send_due(MONDAY + timedelta(hours=2))
    digests.send_due(MONDAY + timedelta(days=3))
    [sent] = mail.outbox
    assert sent.to == ["amal@example.org"]
    assert "Neu\n" in sent.body
    assert "Alt" not in sent.body
    assert "Danach" not in sent.body
    assert "/trainings/calendar/" in sent.body


def test_the_next_week_brings_the_next_ones(amal):
    announced("Danach", MONDAY + timedelta(hours=1))
    digests.send_due(MONDAY + timedelta(days=1))
    assert mail.outbox == []
    digests.send_due(MONDAY + timedelta(days=7))
    assert len(mail.outbox) == 1


def test_before_monday_morning_it_is_still_the_week_before():
    assert digests.monday(MONDAY - timedelta(minutes=1)) == MONDAY - timedelta(days=7)
    assert digests.monday(MONDAY) == MONDAY


def test_nobody_hears_of_what_they_may_not_see(amal):
    announced("Vernetzt", MONDAY - timedelta(days=2), visibility="network")
    digests.send_due(MONDAY)
    assert mail.outbox == []


def reader(name, **fields):
    person = make_person(name, **fields)
    MessageChoice.objects.create(user=person, digest=True)
    return person


def test_each_reads_what_they_may_see_the_coordination_and_the_network_more(amal):
    announced("Offen", MONDAY - timedelta(days=2))
    announced("Vernetzt", MONDAY - timedelta(days=2), visibility="network")
    reader("Ben", language="en", organisation=make_organisation())
    meryem = reader("Meryem", language="en")
    meryem.user_permissions.add(Permission.objects.get(codename="view_training"))
    digests.send_due(MONDAY)
    read = {sent.to[0]: "Vernetzt" in sent.body for sent in mail.outbox}
    assert read == {"amal@example.org": False, "ben@example.org": True, "meryem@example.org": True}
    assert all("Offen" in sent.body for sent in mail.outbox)


def test_what_is_new_is_asked_once_however_many_read_it(amal, settings, django_assert_num_queries):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    announced("Offen", MONDAY - timedelta(days=2))
    announced("Auch", MONDAY - timedelta(days=2))
    with django_assert_num_queries(5):
        digests.send_due(MONDAY)
    for number in range(5):
        reader(f"R{number}")
    with django_assert_num_queries(5):
        digests.send_due(MONDAY)
    assert len(mail.outbox) == 7


@pytest.mark.parametrize("fields", [{"digest": False}, {"is_active": False}])
def test_who_did_not_choose_it_gets_none(amal, fields):
    announced("Neu", MONDAY - timedelta(days=2))
    if "digest" in fields:
        MessageChoice.objects.update(**fields)
    else:
        type(amal).objects.filter(pk=amal.pk).update(**fields)
    digests.send_due(MONDAY)
    assert mail.outbox == []
