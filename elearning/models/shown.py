"""Reflections that their authors show to others, as long as they want to."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elearning.models.cohorts import Cohort
from elearning.models.records import Reflection


class ShownReflection(models.Model):
    """To whom one reflection is shown. Taking it back deletes the row: nothing says afterwards that it was shown."""

    class To(models.TextChoices):
        TRAINERS = "trainers", _("the trainers")
        COHORT = "cohort", _("everybody in the cohort, and the trainers")

    reflection = models.OneToOneField(Reflection, on_delete=models.CASCADE, related_name="shown")
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="shown_reflections")
    to = models.CharField(max_length=10, choices=To)
    shown_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.reflection_id} {self.to}"
