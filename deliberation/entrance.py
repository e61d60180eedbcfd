"""Who may enter a session: being let in *is* finding one's participation, by account or by the key in the browser."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest

from deliberation.core.acting import Role
from deliberation.models import Participation, Room, Session, unguessable

GUEST_KEYS = "participations"


@dataclass(frozen=True, slots=True)
class Entry:
    """All that the live room needs to know of the one who comes in: where, who, and with which browser."""

    room: int
    participation: int
    name: str
    role: Role
    kind: str
    session: int
    browser: str  # the key of the browser's session

    @property
    def device(self) -> str:
        return device(self.browser)


def device(browser: str) -> str:
    """Names a browser to other processes without giving away its key."""
    return hashlib.blake2b(browser.encode(), digest_size=12).hexdigest()


def participation(session: Session, user: Any, browser: Any) -> Participation | None:
    """The participation of this account, or of this browser's guest; none: for them the session does not exist."""
    if user.is_authenticated:
        mine = session.participations.filter(user=user).first()
        if mine:
            return mine
    key = browser.get(GUEST_KEYS, {}).get(str(session.pk))
    return session.participations.filter(key=key, user=None).first() if key else None


def guest_key(request: HttpRequest, session: Session) -> str:
    """The key of this browser. It is there before the form is sent, so that a form sent twice lets in one guest."""
    keys = request.session.get(GUEST_KEYS, {})
    key: str = keys.get(str(session.pk)) or unguessable()
    request.session[GUEST_KEYS] = keys | {str(session.pk): key}
    return key


def admit(key: str, browser: str) -> Entry | None:
    """Into the live room of the session with this key, from this browser; None: for them it does not exist."""
    rooms = Room.objects.filter(session__key=key, kind=Room.Kind.PLENARY)
    room = rooms.values_list("pk", "session").first() if browser else None
    return _entry(*room, browser) if room else None


def admit_again(entries: Sequence[Entry]) -> list[Entry | None]:
    """Those who are inside, as they would be let in now."""
    return [_entry(entry.room, entry.session, entry.browser) for entry in entries]


def _entry(room: int, session: int, browser: str) -> Entry | None:
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(browser)
    user = auth.get_user(request)  # nobody if the password was changed elsewhere
    person = participation(Session(pk=session), user, request.session)
    if person is None:
        return None
    return Entry(room, person.pk, person.name, Role(person.role), person.kind, session, browser)
