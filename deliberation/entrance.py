"""Who may enter a session: being let in *is* finding one's participation, by account or by the key in the browser."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from deliberation.core.acting import Role
from deliberation.models import Participation, Room, Session, unguessable

GUEST_KEYS = "participations"


@dataclass(frozen=True, slots=True)
class Entry:
    """All that a socket needs to know of the one who comes in."""

    room: int
    participation: int
    name: str
    role: Role
    kind: str


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


def for_socket(key: str, user: Any, browser: Any) -> Entry | None:
    session = Session.objects.filter(key=key).first()
    person = session and participation(session, user, browser)
    if not session or not person:
        return None
    room = session.rooms.get(kind=Room.Kind.PLENARY)
    return Entry(room.pk, person.pk, person.name, Role(person.role), person.kind)
