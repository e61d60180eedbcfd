"""What editors decided of a course as a whole. It holds in every language, so it belongs to the key, not to a page."""

import uuid
from collections.abc import Iterable

from django.db import models


class Availability(models.Model):
    """A course without a row is open.

    While it is withdrawn, `sentences` are what its learners read, by language, and `pages` what was published before:
    pairs of a page and its revision, which come back as they were.
    """

    course_key = models.UUIDField(unique=True)
    takes_nobody_new = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)
    sentences = models.JSONField(default=dict)
    pages = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.course_key)

    @classmethod
    def closed_to_new(cls, keys: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
        """Of these courses."""
        closed = cls.objects.filter(takes_nobody_new=True, course_key__in=list(keys))
        return frozenset(closed.values_list("course_key", flat=True))
