"""Organisations and people, who can all log in with the demo's password."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import models as auth

from community.models import Organisation, User
from config.demo import GROUPS, PASSWORD, content
from config.demo.pages import publish_new

OPERATOR = "betrieb@example.org"


def load() -> dict[str, User]:
    """Everybody by their slug."""
    network = content("network")
    organisations = {row["slug"]: organisation(row) for row in network["organisation"]}
    people = {row["slug"]: person(row, organisations) for row in network["person"]}
    account(OPERATOR, display_name="Betrieb", is_staff=True, is_superuser=True)
    return people


def organisation(row: dict[str, Any]) -> Organisation:
    fields = {name: value.strip() for name, value in row.items() if name != "slug"}
    return publish_new(*Organisation.objects.get_or_create(slug=row["slug"], defaults=fields))


def person(row: dict[str, Any], organisations: dict[str, Organisation]) -> User:
    names = {name: row[name] for name in ("display_name", "first_name", "last_name")}
    user = account(row["email"], organisation=organisations.get(row["organisation"]), **names)
    groups = [GROUPS[role] for role in row["roles"] if role in GROUPS]
    user.groups.add(*auth.Group.objects.filter(name__in=groups))
    return user


def account(email: str, **fields: Any) -> User:
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, PASSWORD, **fields)
    EmailAddress.objects.get_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    return user
