"""Groups of people who take a course together, with the trainers who look after them."""

import datetime as dt
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Without letters and digits that are mistaken for each other when somebody reads them from a wall.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 10


def new_code() -> str:
    """50 bits: it opens a course that everybody could begin, and shows who is there to nobody."""
    return "".join(secrets.choice(ALPHABET) for _each in range(CODE_LENGTH))


class CohortQuerySet(models.QuerySet["Cohort"]):
    def led_by(self, user: Any) -> "CohortQuerySet":
        """The lookup is the permission: whoever does not lead a cohort finds none."""
        return self.filter(trainers=user)

    def open(self) -> "CohortQuerySet":
        return self.filter(models.Q(closes_at=None) | models.Q(closes_at__gt=timezone.now()))


class Cohort(models.Model):
    """People who take one course together. It is closed from a moment on: nobody joins any more."""

    name = models.CharField(_("name"), max_length=120)
    course_key = models.UUIDField()
    trainers = models.ManyToManyField(settings.AUTH_USER_MODEL, verbose_name=_("trainers"), related_name="cohorts_led")
    code = models.CharField(_("code"), max_length=20, unique=True, default=new_code)
    created_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name

    def is_open(self, now: dt.datetime | None = None) -> bool:
        return self.closes_at is None or self.closes_at > (now or timezone.now())


class CohortMember(models.Model):
    """Somebody who takes the course in a cohort. Only they themselves join: nobody is put into one."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cohorts")
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint("cohort", "user", name="one_place_in_a_cohort")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.cohort_id}"
