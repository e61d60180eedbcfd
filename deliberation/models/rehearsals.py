"""Which casts play where, and which trainer rehearses what."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from deliberation.models.sessions import Session

TOLD_FOR = timedelta(hours=1)  # after a rehearsal, the session's page says how it ended


class CastRecord(models.Model):
    """A cast that plays in a session while somebody wants it to, in one process at a time."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="cast")
    script = models.CharField(max_length=40)
    people = models.PositiveSmallIntegerField()
    speed = models.PositiveSmallIntegerField(default=1)
    # A room that is always open, where the cast moderates unless somebody else does.
    is_living_room = models.BooleanField(default=False)
    wanted_at = models.DateTimeField(null=True)  # somebody came into the room, or was there, then
    # A process has promised to play until then, and promises it again as long as it plays.
    played_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.script} in {self.session}"


class RehearsalRecord(models.Model):
    """That a trainer rehearses a session in a copy of it, and for a while how that ended. Of what was said, it knows
    nothing."""

    class End(models.TextChoices):
        TIME = "time", _("The time was over.")
        BREAK = "break", _("The cast was gone before the time was over.")

    of = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="rehearsals")
    copy = models.OneToOneField(Session, null=True, on_delete=models.SET_NULL, related_name="rehearsal")
    key = models.CharField(max_length=32, unique=True)  # of the copy, by which its address leads back
    trainer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    started_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended = models.CharField(max_length=10, choices=End, blank=True)

    def __str__(self) -> str:
        return f"{self.trainer}: {self.of}"
