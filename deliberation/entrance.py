"""Who may enter a session: being let in *is* finding one's participation, by account or by the key in the browser.

What a browser holds lets in only as long as its session on the site lasts. A signed mark stays longer, and lets nobody
in: by it, somebody who was removed is recognised when they come as a new guest.
"""

from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from deliberation.core.people import Removal
from deliberation.models import Participation, Session, unguessable

GUEST_KEYS = "participations"
CLAIMS = "claims"  # places that a guest wants to keep with an account: session -> key and time
CLAIM_HOLDS = 2 * 60 * 60  # seconds: on a computer that is shared, nobody finds it the next day
MARK, MARK_SALT = "been_here", "deliberation.mark"
MARK_HOLDS = 30 * 24 * 60 * 60  # seconds
MOST_MARKS = 20
BACK_SALT = "deliberation.back"
BACK_HOLDS = 30 * 24 * 60 * 60  # seconds


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


def holds(request: HttpRequest, person: Participation) -> bool:
    """Whether this person sits before the browser, with their account or their key."""
    return theirs(request.user, request.session).filter(pk=person.pk).exists()


# --- who was removed --------------------------------------------------------------------------------------------------


def mark(request: HttpRequest, response: HttpResponse, person: Participation) -> None:
    """This browser was in the session as this person."""
    marks = [*(each for each in marked(request) if each != person.pk), person.pk][-MOST_MARKS:]
    response.set_signed_cookie(
        MARK,
        "-".join(map(str, marks)),
        MARK_SALT,
        max_age=MARK_HOLDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def marked(request: HttpRequest) -> list[int]:
    marks = request.get_signed_cookie(MARK, "", MARK_SALT, max_age=MARK_HOLDS)
    return [int(each) for each in str(marks).split("-") if each]


def removed_before(request: HttpRequest, session: Session) -> Participation | None:
    """As whom this account, or this browser under whatever name, was removed from the session for good."""
    own = Q(pk__in=marked(request))
    if request.user.is_authenticated:
        own |= Q(user=request.user)
    gone = session.participations.exclude(removed__in=("", Removal.ABSENT))
    return gone.filter(own | Q(pk__in=theirs(request.user, request.session).values("pk"))).first()


# --- coming back ------------------------------------------------------------------------------------------------------


def places_of_guest(request: HttpRequest) -> QuerySet[Participation]:
    """Where a guest can go back to."""
    own = theirs(request.user, request.session).filter(user=None, removed="", session__in=Session.objects.ahead())
    return own.select_related("session").order_by("session__starts_at")


def way_back(person: Participation) -> str:
    """A token that leads a guest back in another browser, for a while."""
    return signing.dumps(person.key, salt=BACK_SALT)


def way_back_mail(person: int) -> str:
    """The event of the mail that has the token: by it, the mail is found without an address."""
    return f"way back {person}"


def invitation_mails(person: int) -> str:
    """How the events of the mails begin with which this person invites others: they name them."""
    return f"invited by {person} "


def by_way_back(token: str) -> Participation | None:
    try:
        key = signing.loads(token, salt=BACK_SALT, max_age=BACK_HOLDS)
    except signing.BadSignature:
        return None
    return Participation.objects.select_related("session").filter(key=key, user=None).first()


def come_back(request: HttpRequest, person: Participation) -> None:
    """From now on this browser holds the key."""
    keys = request.session.get(GUEST_KEYS, {})
    request.session[GUEST_KEYS] = keys | {str(person.session_id): person.key}


# --- with an account from now on --------------------------------------------------------------------------------------


def claim(request: HttpRequest, person: Participation) -> None:
    """The guest says that the account with which somebody logs in here next is theirs."""
    claims = request.session.get(CLAIMS, {})
    request.session[CLAIMS] = claims | {str(person.session_id): [person.key, timezone.now().timestamp()]}


def claimed(request: HttpRequest, session: Session) -> Participation | None:
    """The guest's place that whoever logged in here may take over."""
    key, since = request.session.get(CLAIMS, {}).get(str(session.pk), ("", 0))
    if timezone.now().timestamp() - since > CLAIM_HOLDS:
        return None
    return session.participations.filter(user=None, key=key, removed="").first()


def drop_claim(request: HttpRequest, session: Session) -> None:
    claims = request.session.get(CLAIMS, {})
    request.session[CLAIMS] = {each: kept for each, kept in claims.items() if each != str(session.pk)}
