"""What somebody puts aside for their next session."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class Card(models.Model):
    """It lies beside the field of its author alone, in no log and in no frame, until they take it into the field."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cards")
    text = models.TextField()
    laid_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["laid_at"]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.laid_at:%Y-%m-%d}"
