"""Whether an address has an account is betrayed neither by words nor by the time that an answer takes."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.models import OutgoingMail
from tests.community.conftest import PASSWORD

pytestmark = pytest.mark.django_db

NEWCOMER = {"display_name": "Neu", "organisation": "", "password1": PASSWORD, "password2": PASSWORD}


class Counted(MD5PasswordHasher):
    """Hashing a password takes a third of a second in production, and everything else milliseconds."""

    algorithm = "counted"
    times = 0

    def encode(self, *args):
        Counted.times += 1
        return super().encode(*args)


def work(ask):
    """How often something is hashed, written and mailed for it."""
    Counted.times, before = 0, OutgoingMail.objects.count()
    with CaptureQueriesContext(connection) as queries:
        ask()
    writes = [query["sql"] for query in queries if query["sql"].startswith("RELEASE")]
    return Counted.times, len(writes), OutgoingMail.objects.count() - before


FOR_AN_ADDRESS = {
    "signing up": lambda email: ("/accounts/signup/", NEWCOMER | {"email": email}),
    "a wrong password": lambda email: ("/accounts/login/", {"login": email, "password": "wrong"}),
    "a code": lambda email: ("/accounts/login/code/", {"email": email}),
    "a new password": lambda email: ("/accounts/password/reset/", {"email": email}),
}


@pytest.fixture
def work_for(make_person, settings):
    """What it takes to answer for an address that has an account, and for one that has none."""
    settings.EMAIL_BACKEND = "community.outbox.Outbox"
    settings.PASSWORD_HASHERS = [f"{__name__}.Counted"]
    addresses = (make_person("Amal").email, "nobody@example.org")

    def work_for(name):
        return [work(lambda email=email: Client().post(*FOR_AN_ADDRESS[name](email))) for email in addresses]

    return work_for


@pytest.mark.parametrize("name", FOR_AN_ADDRESS)
def test_known_and_unknown_addresses_cost_the_same_work(work_for, name):
    known, unknown = work_for(name)
    assert known == unknown
    assert any(known)


def test_signing_up_takes_equal_time_for_known_and_unknown_addresses(work_for):
    """Time is not measured: what takes it is counted. A password is hashed, and a mail waits for a worker."""
    for hashed, _written, mails in work_for("signing up"):
        assert (hashed, mails) == (1, 1)
