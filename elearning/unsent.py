"""An answer that arrived after its author's login had expired: kept with the browser's session until they are back.

It belongs to whoever the form was shown to. It goes when it is stored, when somebody else logs in, and after a day.
It stands in the session, not in a table: whoever is not logged in could write into a table for others, and as long as
they like. Beside the page's own storage this is for browsers without JavaScript.
"""

import uuid
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from community.unsent import KEPT, is_past
from elearning import released
from elearning.answers import Submission
from elearning.core.items import Form
from elearning.enrolments import Learning
from elearning.models import ItemText

LONGEST = 20_000  # characters: a session is no place for more


def keep(request: HttpRequest, lesson_key: uuid.UUID, sent: Submission) -> bool:
    """Says whether it is kept; only what answers a question that there is."""
    if not sent.person or _length(sent.form) > LONGEST or not _asked(lesson_key, sent):
        return False
    request.session[KEPT] = {
        "at": timezone.now().timestamp(),
        "lesson": str(lesson_key),
        "block_id": sent.block_id,
        "text": sent.text,
        "key": str(sent.key),
        "fields": sent.form.fields,
        "base": sent.base,
        "person": sent.person,
    }
    return True


def brought_back(request: HttpRequest, current: Learning, lesson_key: str) -> Submission | None:
    found = request.session.get(KEPT)
    if found is None:
        return None
    if found["person"] != str(current.enrolment.user_id) or is_past(found, timezone.now()):
        forget(request)
        return None
    return _submission(found) if found["lesson"] == lesson_key else None


def forget(request: HttpRequest, block_id: str = "") -> None:
    """What was kept for this block, or whatever it was for."""
    found = request.session.get(KEPT)
    if found and block_id in ("", found["block_id"]):
        del request.session[KEPT]


def _submission(found: dict[str, Any]) -> Submission:
    form = Form({name: tuple(values) for name, values in found["fields"].items()})
    key = uuid.UUID(found["key"]) if found["key"] != "None" else None
    return Submission(found["block_id"], found["text"], key, form, found["base"], found["person"])


def _length(form: Form) -> int:
    return sum(len(name) + sum(map(len, values)) for name, values in form.fields.items())


def _asked(lesson_key: uuid.UUID, sent: Submission) -> bool:
    try:
        item = released.text(sent.text or 0).version.item
    except ItemText.DoesNotExist:
        return False
    return (item.lesson_key, item.block_id) == (lesson_key, sent.block_id)
