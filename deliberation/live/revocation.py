"""Whoever logs out or gets another password is out of the live sessions at once, in every process."""

from typing import Any

from django.http import HttpRequest

from community.models import User
from deliberation.live.admission import device
from deliberation.live.bell import ring_after_commit
from deliberation.models import Participation, Session


def log_out(sender: Any, request: HttpRequest, user: User | None, **_: Any) -> None:
    """Rings before the browser's session is gone, so it names the browser instead of asking for a check."""
    if user and request.session.session_key:
        ring_after_commit("revoked", sessions_of(user), device=device(request.session.session_key))


def change_password(sender: Any, user: User, **_: Any) -> None:
    """The sessions of other browsers ended with the old password."""
    people = [person for person, _session in live(user)]
    ring_after_commit("recheck", sessions_of(user), people=people)


def sessions_of(user: User) -> list[int]:
    return [session for _person, session in live(user)]


def live(user: User) -> list[tuple[int, int]]:
    """Participation and session, of sessions that are not over."""
    mine = Participation.objects.filter(user=user, session__in=Session.with_rehearsals.ahead())
    return list(mine.values_list("pk", "session"))
