"""Trainings, what they consist of, and who leads them."""

import uuid
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.restrictions import may_read
from community.models import OrganisationKind
from deliberation.models import Session, unguessable
from elearning.models import CoursePage
from training import words
from training.core.places import Stage, Waiting

MOST_PLACES = 500


def here() -> str:
    return settings.TIME_ZONE


class Training(models.Model):
    """A series of sittings that one registers for once."""

    key = models.CharField(max_length=32, unique=True, default=unguessable, editable=False)
    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(
        _("in one sentence"), max_length=300, help_text=_("What people can do afterwards. It stands in the list.")
    )
    about = models.TextField(_("description"), blank=True, help_text=_("An empty line begins a new paragraph."))
    audience = models.CharField(
        _("for whom"), max_length=200, blank=True, help_text=_("For example: people who work at a counter.")
    )
    topic = models.CharField(_("topic"), max_length=20, choices=list(words.TOPICS.items()), default="intercultural")
    course = models.ForeignKey(
        CoursePage, verbose_name=_("course"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    course_before = models.BooleanField(_("take the course before the first sitting"), default=False)
    language = models.CharField(_("language"), max_length=3, choices=list(words.LANGUAGES.items()), default="de")
    spoken = models.JSONField(_("help is there in"), default=list, blank=True)  # codes of languages
    place = models.CharField(_("place"), max_length=100, blank=True, help_text=_("Town; visitors filter by it."))
    address = models.CharField(_("address"), max_length=200, blank=True, help_text=_("Building, street, room."))
    step_free = models.BooleanField(_("step-free"), default=False)
    accessible_toilet = models.BooleanField(_("accessible toilet"), default=False)
    hearing_loop = models.BooleanField(_("hearing loop"), default=False)
    parking = models.BooleanField(_("parking space for disabled people"), default=False)
    access_note = models.CharField(_("more about the access"), max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("places"), default=12, validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )
    minimum = models.PositiveSmallIntegerField(
        _("takes place from"),
        default=0,
        validators=[MaxValueValidator(MOST_PLACES)],
        help_text=_("So many people at the least. 0: however few they are."),
    )
    registration_opens_at = models.DateTimeField(
        _("registration opens"), null=True, blank=True, help_text=_("Leave it empty, and it is open at once.")
    )
    registration_closes_at = models.DateTimeField(
        _("registration closes"),
        null=True,
        blank=True,
        help_text=_(
            "Leave it empty, and it is open until the first sitting begins. With a later time, people also come in "
            "while the training is going on."
        ),
    )
    cancel_until = models.DateTimeField(
        _("cancel until"),
        null=True,
        blank=True,
        help_text=_("Later, people can still cancel, and read that hardly anybody can come in their place."),
    )
    waiting = models.CharField(
        _("waiting list"), max_length=10, choices=list(words.WAITING.items()), default=Waiting.AUTOMATIC
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to answer an offer"), default=48, validators=[MinValueValidator(1), MaxValueValidator(720)]
    )
    visibility = models.CharField(
        _("who sees it"), max_length=10, choices=list(words.VISIBILITIES.items()), default="everybody"
    )
    bring = models.TextField(_("what to bring"), blank=True)
    # What the log says, kept here so that lists need not read logs.
    stage = models.CharField(max_length=10, choices=list(words.STAGES.items()), default=Stage.DRAFT, editable=False)
    closed = models.BooleanField(default=False, editable=False)  # by hand: nobody registers any more
    head = models.PositiveIntegerField(default=0, editable=False)  # the seq of the last entry
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)  # for feeds: what the log says of places does not count
    trainers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("trainers"),
        through="Trainership",
        related_name="trainings_led",
    )
    copied_from = models.ForeignKey("self", null=True, editable=False, on_delete=models.SET_NULL, related_name="copies")

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("training:training", args=[self.key])

    @property
    def open_course(self) -> CoursePage | None:
        """One that not everybody may read is named nowhere: the page of a training and its mails are for everybody."""
        return self.course if self.course and may_read(self.course, None) else None


class Trainership(models.Model):
    """Somebody leads a training, and sees who is in it."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="trainerships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="trainerships")

    class Meta:
        constraints = [models.UniqueConstraint("training", "user", name="once_a_trainer")]

    def __str__(self) -> str:
        return f"{self.training_id} {self.user_id}"


class Quota(models.Model):
    """At most so many places for people from one kind of organisation."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="quotas")
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind)
    places = models.PositiveSmallIntegerField(_("places at the most"), validators=[MaxValueValidator(MOST_PLACES)])

    class Meta:
        constraints = [models.UniqueConstraint("training", "kind", name="one_quota_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.places}"


class Sitting(models.Model):
    """One meeting of a training, in a room, in the live room, or both."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="sittings")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), db_index=True)  # lists ask what is still ahead
    time_zone = models.CharField(_("time zone"), max_length=50, default=here)
    place = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("Only if it is another one than that of the training.")
    )
    medium = models.CharField(_("how people meet"), max_length=10, choices=list(words.MEDIA.items()), default="room")
    session = models.ForeignKey(
        Session, verbose_name=_("session"), null=True, blank=True, on_delete=models.SET_NULL, related_name="sittings"
    )
    cancelled = models.BooleanField(pgettext_lazy("sitting", "cancelled"), default=False)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # of the event in calendars
    sequence = models.PositiveIntegerField(default=0, editable=False)  # grows with each change that calendars must know
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        ordering = ["starts_at", "pk"]

    def __str__(self) -> str:
        return f"{self.training_id} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def zone_in_words(self) -> str:
        return self.time_zone.replace("_", " ")

    @property
    def local_start(self) -> datetime:
        return self.starts_at.astimezone(ZoneInfo(self.time_zone))

    @property
    def local_end(self) -> datetime:
        return self.ends_at.astimezone(ZoneInfo(self.time_zone))


class Entry(models.Model):
    """One event in the life of the places of a training. People in `data` are registrations; no text stands in it."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="entries", db_index=False)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    data: Any = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.BigIntegerField()  # ms since 1970

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["training", "seq"]
        constraints = [models.UniqueConstraint(fields=["training", "seq"], name="one_entry_a_training_and_seq")]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"
