"""What somebody resolves to do at the end of a course: in a table apart, as all that people write for themselves."""

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elearning.models.records import Enrolment

LONGEST = 300


def new_key() -> str:
    return secrets.token_urlsafe(16)


class ResolutionOutcome(models.TextChoices):
    """What a person says of it after five weeks, with one tap."""

    DONE = "done", _("I did it")
    PARTLY = "partly", _("In part")
    NOT_YET = "not_yet", _("Not yet")


class Resolution(models.Model):
    """If this happens, then I do that. Whoever has the key may say how it went, and reads nothing of it."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="resolution")
    course_key = models.UUIDField()  # answers are counted by it, without asking who gave them
    situation = models.CharField(_("If"), max_length=LONGEST)
    deed = models.CharField(_("then I"), max_length=LONGEST)
    asks = models.BooleanField(_("Ask me once by e-mail how it went, in five weeks"), default=True)
    key = models.CharField(max_length=32, unique=True, default=new_key)
    written_at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=ResolutionOutcome, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        permissions = (("count_resolution", "Can see how many people answered"),)

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.written_at:%Y-%m-%d}"
