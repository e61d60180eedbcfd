"""What somebody sent whose login had expired: it waits in the browser's session until they are back, a day at most.

The session of a browser lives for two weeks, and other things than this stand in it. So the clock takes out what is
older than a day, also where nobody comes back. Whoever has their account erased leaves nothing of it in any browser.
Two columns say whose it is and since when it waits: to find it, no session has to be read.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q

from community.models import BrowserSession, User

KEPT = "unsent_answer"  # with "person", the id of whose it is, and "at", when it came
FOR = timedelta(days=1)


def is_past(kept: dict[str, Any], now: datetime) -> bool:
    return now - _came(kept) > FOR


def past(now: datetime) -> Q:
    return Q(unsent_at__lt=now - FOR)


def forget_of(user: User) -> None:
    forget(BrowserSession.objects.filter(unsent_of=str(user.pk)))


def forget(sessions: Iterable[BrowserSession]) -> None:
    for row in sessions:
        session = row.get_decoded()
        session.pop(KEPT, None)
        row.session_data = BrowserSession.objects.encode(session)
        say_whose(row, session)
        row.save(update_fields=["session_data", "unsent_of", "unsent_at"])


def say_whose(row: BrowserSession, session: Mapping[str, Any]) -> None:
    """Beside the signed data, each time it is written."""
    kept = session.get(KEPT)
    row.unsent_of = kept["person"][: BrowserSession._meta.get_field("unsent_of").max_length] if kept else ""
    row.unsent_at = _came(kept) if kept else None


def _came(kept: dict[str, Any]) -> datetime:
    return datetime.fromtimestamp(kept["at"], UTC)
