"""Three people everywhere: somebody, somebody else, and those with a task."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group as StoredGroup
from django.test import Client
from django.utils.text import slugify

from community.groups import Group
from community.models import Organisation, User
from config.bootstrap import bootstrap

PASSWORD = "zwei-klaenge-und-ein-akkord"

MakePerson = Callable[..., User]


@pytest.fixture
def make_person(db: None) -> MakePerson:
    def make(name: str, *groups: Group, **fields: object) -> User:
        user = User.objects.create_user(f"{name.lower()}@example.org", PASSWORD, display_name=name, **fields)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        user.groups.set(StoredGroup.objects.get_or_create(name=group)[0] for group in groups)
        return user

    return make


@pytest.fixture
def amal(make_person: MakePerson) -> User:
    return make_person("Amal")


@pytest.fixture
def jutta(make_person: MakePerson) -> User:
    return make_person("Jutta")


@pytest.fixture
def bootstrapped(db: None) -> None:
    bootstrap()


@pytest.fixture
def as_person() -> Callable[[User | None], Client]:
    """A browser in which the person is logged in; None is a guest."""

    def browser(user: User | None) -> Client:
        client = Client()
        if user:
            client.force_login(user)
        return client

    return browser


@pytest.fixture
def make_organisation(db: None) -> Callable[..., Organisation]:
    def make(name: str, **fields: object) -> Organisation:
        defaults = {"slug": slugify(name), "kind": "authority"}
        return Organisation.objects.create(name=name, **(defaults | fields))

    return make
