"""What a training wants done before it begins."""

import uuid
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from community.models import User
from community.next_steps import Deadline
from training import listing
from training.core.places import Stage, State
from training.models import Sitting

LOOKED_AT = 50


def courses_before(user: User, now: datetime) -> dict[uuid.UUID, Deadline]:
    """By key of the course: the first training with a place of theirs that wants it taken before its first sitting."""
    held = Sitting.objects.filter(training=OuterRef("training"), cancelled=False).order_by("starts_at")
    mine = listing.of_person(user).filter(state=State.CONFIRMED, training__stage=Stage.ANNOUNCED)
    wanting: Any = mine.filter(training__course_before=True).exclude(training__course=None)
    ahead = wanting.annotate(begins=Subquery(held.values("starts_at")[:1])).filter(begins__gt=now).order_by("begins")
    found: dict[uuid.UUID, Deadline] = {}
    for key, *first in ahead.values_list("training__course__translation_key", "begins", "training__title")[:LOOKED_AT]:
        found.setdefault(key, Deadline(*first))
    return found
