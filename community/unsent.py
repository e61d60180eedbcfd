"""What somebody sent whose login had expired: it waits in the browser's session until they are back, a day at most.

The session of a browser lives for two weeks, and other things than this stand in it. So the clock takes out what is
older than a day, also where nobody comes back. Whoever has their account erased leaves nothing of it in any browser.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from community.models import BrowserSession, User

KEPT = "unsent_answer"  # with "person", the id of whose it is, and "at", when it came
FOR = timedelta(days=1)


def is_past(kept: dict[str, Any], now: datetime) -> bool:
    return bool(now.timestamp() - kept["at"] > FOR.total_seconds())


def past(now: datetime) -> Q:
    return Q(pk__in=[row.pk for row in _rows(lambda kept: is_past(kept, now))])


def forget_of(user: User) -> None:
    forget(_rows(lambda kept: kept["person"] == str(user.pk)))


def forget(sessions: QuerySet[BrowserSession] | list[BrowserSession]) -> None:
    for row in sessions:
        session = row.get_decoded()
        session.pop(KEPT, None)
        row.session_data = BrowserSession.objects.encode(session)
        row.save(update_fields=["session_data"])


def _rows(is_meant: Callable[[dict[str, Any]], bool]) -> list[BrowserSession]:
    found = ((row, row.get_decoded().get(KEPT)) for row in BrowserSession.objects.iterator())
    return [row for row, kept in found if kept and is_meant(kept)]
