"""The browsers in which somebody is logged in, or began to log in."""

import json
import re
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from community import unsent
from community.models import BrowserSession, User

ADDRESS = re.compile(r'[^\s"<>,:]+@[^\s"<>,:]+')


class SessionStore(DatabaseStore):
    """Django's, which writes beside the signed data whose it is."""

    @classmethod
    def get_model_class(cls) -> type[BrowserSession]:
        return BrowserSession

    def create_model_instance(self, data: dict[str, Any]) -> BrowserSession:
        return _with_owner(super().create_model_instance(data), data)

    async def acreate_model_instance(self, data: dict[str, Any]) -> BrowserSession:
        return _with_owner(await super().acreate_model_instance(data), data)


def end(user: User) -> None:
    """What a browser's session holds also says with which e-mail address somebody logged in."""
    BrowserSession.objects.filter(account=user).delete()


def end_unfinished(addresses: Iterable[str]) -> None:
    """Somebody began to log in with one of these addresses, and the browser's session still waits for the code."""
    BrowserSession.objects.filter(address__in=[address.lower() for address in addresses]).delete()


def _with_owner(session: Any, data: dict[str, Any]) -> BrowserSession:
    owner = data.get(SESSION_KEY)
    session.account_id = int(owner) if owner else None
    session.address = "" if owner else _address_in(data)
    unsent.say_whose(session, data)
    owned: BrowserSession = session
    return owned


def _address_in(data: dict[str, Any]) -> str:
    """Wherever allauth has put it: each of its ways to log in has a place of its own."""
    found = ADDRESS.search(json.dumps(data, ensure_ascii=False))
    return found.group().lower()[:254] if found else ""
