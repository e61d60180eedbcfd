"""What the site as a whole has to remember."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobRecord(models.Model):
    """When a job ran last, what came of it, and when it is to run again."""

    name = models.CharField(max_length=100, unique=True)
    due = models.DateTimeField(_("next run"))
    started_at = models.DateTimeField(_("last run"), null=True)
    ended_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=100, blank=True)  # the kind of the exception; its words may quote people

    class Meta:
        default_permissions = ("view",)
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def outcome(self) -> Any:
        if self.failure:
            return _("Failed: %(failure)s") % {"failure": self.failure}
        if self.started_at and (self.ended_at is None or self.ended_at < self.started_at):
            return _("Is running")
        return _("Done")
