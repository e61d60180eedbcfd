"""What a trainer keeps of an agenda, to use it again."""

from typing import ClassVar

import msgspec
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from deliberation.core.agenda import Phase


class OwnMethod(models.Model):
    """A phase, or a run of phases, as they were when somebody saved them. Nobody else sees it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="own_methods")
    title = models.CharField(_("title"), max_length=120)
    phases = models.JSONField()
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["title"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "title"], name="one_method_of_a_name")]

    def __str__(self) -> str:
        return self.title

    def as_phases(self) -> tuple[Phase, ...]:
        """Whatever a phase could not say yet when it was saved is as usual."""
        return msgspec.convert(self.phases, tuple[Phase, ...])
