"""Who may enter a session: being let in *is* finding one's participation, by account or by the key in the browser."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest

from deliberation.models import Participation, Session, unguessable

GUEST_KEYS = "participations"


def participation(session: int, user: Any, browser: Any) -> Participation | None:
    """The participation of this account, or of this browser's guest; none: for them the session does not exist."""
    return theirs(user, browser).filter(session=session).first()


def theirs(user: Any, browser: Any) -> QuerySet[Participation]:
    """All participations of whoever sits before the browser, those of their account first."""
    own = Q(user=None, key__in=list(browser.get(GUEST_KEYS, {}).values()))
    if user.is_authenticated:
        own |= Q(user=user)
    return Participation.objects.filter(own).order_by(F("user").asc(nulls_last=True))


def guest_key(request: HttpRequest, session: Session) -> str:
    """The key of this browser. It is there before the form is sent, so that a form sent twice lets in one guest."""
    keys = request.session.get(GUEST_KEYS, {})
    key: str = keys.get(str(session.pk)) or unguessable()
    request.session[GUEST_KEYS] = keys | {str(session.pk): key}
    return key


def forget_guests(sender: Any, request: HttpRequest, **_: Any) -> None:
    """Whoever logs in may be another person than the guest before, on a computer that they share: the keys of that
    guest do not become theirs. They come in anew by the invitation, with their account."""
    request.session.pop(GUEST_KEYS, None)
