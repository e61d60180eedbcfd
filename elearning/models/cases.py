"""Cases from people's work: private, until their author hands one in, so that editors make a conversation of it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST = 3000


def part_of_it(label: Any, help_text: Any) -> "models.TextField[str, str]":
    return models.TextField(label, max_length=LONGEST, help_text=help_text)


class Case(models.Model):
    """What somebody went through, in four parts. Nobody else reads it without their consent."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cases")
    situation = part_of_it(_("the situation"), _("Where was it, and what was it about?"))
    who = part_of_it(_("who was there"), _("What did each of them say or do? Roles are enough: no names, please."))
    thought = part_of_it(_("what you thought"), _("What went through your mind? How did you feel?"))
    happened = part_of_it(_("what happened then"), _("What did you do, and how did it end?"))
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-written_at"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.written_at:%Y-%m-%d}"


class CaseConsent(models.Model):
    """That somebody handed a case in, and that they took it back: both stay, as long as the case is there."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="consents")
    given_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["given_at"]
        constraints: ClassVar = [
            models.UniqueConstraint("case", condition=Q(taken_back_at=None), name="one_open_consent_a_case")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.given_at:%Y-%m-%d}"


class CaseDraft(models.Model):
    """What editors make of a case, without anybody in it who could be recognised."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="draft")
    text = models.TextField(_("draft"), max_length=10_000)
    in_course = models.BooleanField(_("It stands in a course."), default=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.case_id} {self.written_at:%Y-%m-%d}"
