"""The code on site holds for minutes, and what it leads to holds long enough to type an address."""

import pytest
from django.core import signing as django_signing

from tests.training.making import make_training
from training import signing

pytestmark = pytest.mark.django_db


@pytest.fixture
def passed(monkeypatch):
    """As if so much time had passed."""

    def go(delta):
        real = django_signing.time.time
        monkeypatch.setattr(django_signing.time, "time", lambda: real() + delta.total_seconds())

    return go


@pytest.fixture
def sitting():
    return make_training(sittings=1).sittings.get()


def test_a_code_holds_for_minutes(sitting, passed):
    code = signing.code(sitting)
    assert signing.coded(code) == sitting.pk
    passed(signing.SHOWN * 1.1)
    assert signing.coded(code) is None


def test_a_ticket_holds_longer(sitting, passed):
    ticket = signing.ticket(sitting.pk)
    passed(signing.SHOWN * 1.1)
    assert signing.ticketed(ticket) == sitting.pk
    passed(signing.FILLING)
    assert signing.ticketed(ticket) is None


def test_neither_is_the_other_and_nobody_makes_one(sitting):
    assert signing.coded(signing.ticket(sitting.pk)) is signing.ticketed(signing.code(sitting)) is None
    assert signing.coded("1:abc:def") is signing.coded("nonsense") is None
