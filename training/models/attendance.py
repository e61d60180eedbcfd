"""Who was there."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from deliberation.models import Participation
from training import words
from training.models.registrations import Registration
from training.models.trainings import Sitting


class Mark(models.Model):
    """That somebody was in a sitting, or was not. Nothing is changed: the newest counts, and the first stays."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="marks")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="marks")
    status = models.CharField(max_length=10, choices=list(words.STATUSES.items()))
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    source = models.CharField(max_length=10, choices=list(words.SOURCES.items()))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    replaces = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="replaced_by")

    class Meta:
        ordering = ["sitting", "registration", "pk"]

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.registration_id} {self.status}"

    @property
    def reason(self) -> str:
        """Why it was noted; empty where nobody said so, or it was forgotten."""
        given = getattr(self, "given_reason", None)
        return given.text if given else ""


class MarkReason(models.Model):
    """Why something was noted of somebody, in the words of whoever noted it: so it belongs to both of them."""

    mark = models.OneToOneField(Mark, on_delete=models.CASCADE, related_name="given_reason")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField(_("reason"), max_length=200)

    def __str__(self) -> str:
        return str(self.mark_id)


class GroupPlace(models.Model):
    """In which group somebody is at a sitting in a room; groups of live sessions are prepared and known there."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="group_places")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="group_places")
    group = models.PositiveSmallIntegerField(_("group"))  # from 0 on

    class Meta:
        ordering = ["sitting", "group", "pk"]
        constraints = [models.UniqueConstraint("sitting", "registration", name="one_group_a_sitting_and_person")]

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.registration_id} {self.group}"


class LivePlace(models.Model):
    """The participation of somebody in the live session of a sitting, which they have by their registration."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="live_places")
    participation = models.OneToOneField(Participation, on_delete=models.CASCADE, related_name="live_place")

    def __str__(self) -> str:
        return f"{self.registration_id} {self.participation_id}"


class SignedList(models.Model):
    """A scan of the list that people signed on site."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="signed_lists")
    file = models.FileField(_("signed list"), upload_to="signed_lists")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.sitting_id)
