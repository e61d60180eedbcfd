"""Tina leads trainings, and reads English; mails go the way of the site."""

import pytest
from django.test import Client

from community.models import User
from tests.training.making import make_person


@pytest.fixture
def tina(db: None) -> User:
    tina: User = make_person("Tina", language="en")
    return tina


@pytest.fixture
def trainers(tina: User) -> Client:
    """The browser of Tina."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(tina)
    return client


@pytest.fixture
def through_the_outbox(settings) -> None:
    settings.EMAIL_BACKEND = "community.outbox.Outbox"
