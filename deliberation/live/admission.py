"""Who is let into a live session, and who may stay there."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from community import second_factor
from community.models import User
from deliberation.core.acting import Role
from deliberation.entrance import GUEST_KEYS, theirs
from deliberation.live.wire import Close
from deliberation.models import Participation, RoomRecord


@dataclass(frozen=True, slots=True)
class Admitted:
    """All that a live session needs to know of the one who comes in: where, who, and with which browser."""

    session: int
    plenary: int  # its log says in which room of the session they are
    participation: int
    name: str
    role: Role
    kind: str
    browser: str  # the key of the browser's session
    guest: bool = False

    @property
    def device(self) -> str:
        return device(self.browser)


def device(browser: str) -> str:
    """Names a browser to other processes without giving away its key."""
    return hashlib.blake2b(browser.encode(), digest_size=12).hexdigest()


def admit(key: str, browser: str) -> Admitted | Close | None:
    """Into the session with this key, from this browser; None: for them it does not exist."""
    request = HttpRequest()
    request.session = browser_sessions()(browser)
    user = auth.get_user(request)  # nobody if the password was changed elsewhere
    if isinstance(user, User) and second_factor.is_missing(user):  # pages lead them to setting one up
        return None
    inside = theirs(user, request.session).filter(session__key=key, session__rooms__kind=RoomRecord.Kind.PLENARY)
    person = inside.annotate(plenary=F("session__rooms")).first()
    if person is None:
        return None
    return Close.REMOVED if person.removed else admitted(person, person.plenary, browser)


def admit_again(before: Sequence[Admitted]) -> list[Admitted | Close]:
    """Those who are inside, as they would be let in now, or why they have to leave; two queries, however many they are.

    A browser gets another session when somebody logs in with it or changes the password there: it is sent to come back
    with that one.
    """
    people = Participation.objects.select_related("user").in_bulk([each.participation for each in before])
    stores = browser_sessions().get_model_class().objects
    open_now = stores.filter(session_key__in=[each.browser for each in before], expire_date__gt=timezone.now())
    browsers = {store.session_key: store.get_decoded() for store in open_now}
    found = ((each, people.get(each.participation), browsers.get(each.browser)) for each in before)
    return [admitted_or_reason(*each) for each in found]


def admitted_or_reason(
    each: Admitted, person: Participation | None, browser: Mapping[str, Any] | None
) -> Admitted | Close:
    if person is None:
        return Close.REVOKED
    if person.removed:
        return Close.REMOVED
    if browser is None:
        return Close.UNAVAILABLE
    return admitted(person, each.plenary, each.browser) if belongs(person, browser) else Close.REVOKED


def belongs(person: Participation, browser: Mapping[str, Any]) -> bool:
    """Whether this is (still) the participation of whoever sits before the browser with this session."""
    if person.user is None:
        return bool(browser.get(GUEST_KEYS, {}).get(str(person.session_id)) == person.key)
    password = browser.get(auth.HASH_SESSION_KEY, "")
    return (
        person.user.is_active
        and browser.get(auth.SESSION_KEY) == str(person.user.pk)
        and constant_time_compare(password, person.user.get_session_auth_hash())
    )


def browser_sessions() -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore


def admitted(person: Participation, plenary: int, browser: str) -> Admitted:
    is_guest = person.user_id is None
    return Admitted(
        person.session_id, plenary, person.pk, person.name, Role(person.role), person.kind, browser, is_guest
    )
