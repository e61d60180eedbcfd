"""The browsers in which somebody is logged in."""

import json
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from community.models import User


def end(user: User) -> None:
    """What a browser's session holds also says with which e-mail address somebody logged in."""
    theirs = [row.pk for row in Session.objects.iterator() if row.get_decoded().get(SESSION_KEY) == str(user.pk)]
    Session.objects.filter(pk__in=theirs).delete()


def end_unfinished(addresses: Iterable[str]) -> None:
    """Somebody began to log in with one of these addresses, and the browser's session still waits for the code."""
    sought = [address.lower() for address in addresses]
    waiting = ((row.pk, row.get_decoded()) for row in Session.objects.iterator())
    found = [pk for pk, said in waiting if SESSION_KEY not in said and _says(said, sought)]
    Session.objects.filter(pk__in=found).delete()


def _says(session: dict[str, Any], addresses: Iterable[str]) -> bool:
    said = json.dumps(session).lower()
    return any(address in said for address in addresses)
