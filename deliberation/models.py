"""Sessions, their rooms, who takes part, and the log; and what editors prepare for them."""

import secrets
import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from community.models import OrganisationKind
from deliberation.blocks import AgendaBlocks, ApproachBlocks, QuestionBlocks, RuleBlocks
from deliberation.core.acting import Role
from deliberation.core.agenda import Phase, Stage

PROSE = ["bold", "italic", "ol", "ul", "link"]


def unguessable() -> str:
    """128 bits: who has the address of a room was given it."""
    return secrets.token_urlsafe(16)


class AgendaTemplate(index.Indexed, models.Model):
    """How a session runs: phases, ground rules to start from, questions for the moderator."""

    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("description"), blank=True, help_text=_("For whom, and when it fits."))
    phases = StreamField(AgendaBlocks(), verbose_name=_("phases"), help_text=_("The first phase is the opening."))
    ground_rules = StreamField(
        RuleBlocks(), verbose_name=_("ground rules"), blank=True, help_text=_("The group starts from these.")
    )
    questions = StreamField(
        QuestionBlocks(), verbose_name=_("question bank"), blank=True, help_text=_("Moderators work by asking.")
    )

    panels = [FieldPanel(name) for name in ("title", "description", "phases", "ground_rules", "questions")]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        verbose_name = _("agenda template")
        verbose_name_plural = _("agenda templates")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.phases and self.phases[0].value["code"] != "opening":
            raise ValidationError({"phases": _("Begin with the opening: it is where the group agrees on its rules.")})

    def as_phases(self) -> tuple[Phase, ...]:
        return tuple(block.value.as_phase() for block in self.phases)

    @property
    def minutes(self) -> int:
        return sum(phase.minutes for phase in self.as_phases())


class IssueGuide(index.Indexed, models.Model):
    """What a session is about: the question, the background, and approaches with what speaks for and against each."""

    question = models.CharField(_("question"), max_length=200)
    background = RichTextField(_("background"), features=PROSE)
    approaches = StreamField(ApproachBlocks(), verbose_name=_("approaches"), blank=True)

    panels = [FieldPanel("question"), FieldPanel("background"), FieldPanel("approaches")]
    search_fields = [index.SearchField("question"), index.AutocompleteField("question")]

    class Meta:
        verbose_name = _("issue guide")
        verbose_name_plural = _("issue guides")
        ordering = ["question"]

    def __str__(self) -> str:
        return self.question


class SessionQuerySet(models.QuerySet["Session"]):
    def open_to_registration(self) -> "SessionQuerySet":
        return self.filter(
            registration_open=True, rooms__stage__in=[Stage.PLANNED, Stage.OPEN], starts_at__gte=yesterday()
        )

    def entered_by(self, user: Any) -> "SessionQuerySet":
        return self.filter(participations__user=user)

    def with_stage(self, *stages: Stage) -> "SessionQuerySet":
        """Those whose plenary is in one of these stages, each with its `stage`."""
        plenaries = self.filter(rooms__kind=Room.Kind.PLENARY, rooms__stage__in=stages)
        return plenaries.annotate(stage=models.F("rooms__stage"))

    def ahead(self) -> "SessionQuerySet":
        return self.with_stage(Stage.PLANNED, Stage.OPEN, Stage.PAUSED)

    def ended(self) -> "SessionQuerySet":
        return self.with_stage(Stage.CLOSED).order_by("-starts_at")


def yesterday() -> Any:
    return timezone.now() - timedelta(days=1)


class Session(models.Model):
    """One sitting, planned by a trainer from a template."""

    key = models.CharField(max_length=32, unique=True, default=unguessable, editable=False)
    title = models.CharField(_("title"), max_length=120)
    question = models.CharField(_("question"), max_length=200, help_text=_("What the group will talk about."))
    issue_guide = models.ForeignKey(
        IssueGuide, verbose_name=_("issue guide"), null=True, blank=True, on_delete=models.SET_NULL
    )
    template = models.ForeignKey(
        AgendaTemplate, verbose_name=_("agenda template"), null=True, on_delete=models.SET_NULL, related_name="sessions"
    )
    starts_at = models.DateTimeField(_("begins"))
    places = models.PositiveSmallIntegerField(
        _("places"), default=12, validators=[MinValueValidator(2), MaxValueValidator(500)]
    )
    registration_open = models.BooleanField(
        _("people can register themselves"),
        default=False,
        help_text=_("Everybody with an account sees the session and can register, until the places are taken."),
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("deliberation:session", args=[self.key])


class Room(models.Model):
    """Where a session happens. `head` is the seq of the last entry, raised in the transaction that appends it."""

    class Kind(models.TextChoices):
        PLENARY = "plenary", _("Plenary")
        BREAKOUT = "breakout", _("Breakout room")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="rooms")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PLENARY)
    head = models.PositiveIntegerField(default=0)
    epoch = models.UUIDField(default=uuid.uuid4)  # another one after a restored backup: clients start anew
    # What the log says of the stage, kept here so that lists need not read logs.
    stage = models.CharField(max_length=10, choices=[(stage, stage) for stage in Stage], default=Stage.PLANNED)

    def __str__(self) -> str:
        return f"{self.session} ({self.kind})"


class Participation(models.Model):
    """A person in one session, under the name they chose for it. A guest's browser holds the key."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="participations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="participations"
    )
    key = models.CharField(max_length=32, unique=True, default=unguessable, editable=False)
    role = models.CharField(
        _("role"),
        max_length=20,
        choices=[
            (Role.PARTICIPANT, _("Participant")),
            (Role.MODERATOR, _("Moderator")),
            (Role.OBSERVER, _("Observer")),
        ],
        default=Role.PARTICIPANT,
    )
    name = models.CharField(_("name shown in the room"), max_length=60)
    kind = models.CharField(_("your organisation is a"), max_length=30, choices=OrganisationKind, blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "user"], name="one_participation_each")]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """A link that lets people into a session in one role, until it expires."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="invitations")
    token = models.CharField(max_length=32, unique=True, default=unguessable, editable=False)
    role = models.CharField(max_length=20, choices=Participation._meta.get_field("role").choices)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "role"], name="one_invitation_a_role")]

    def __str__(self) -> str:
        return f"{self.session}: {self.role}"

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()


class Entry(models.Model):
    """One event of a room. Free text stands in `text` and nowhere else; people in `data` are participations."""

    # Each index is written with each entry: the two constraints below serve all that is asked of the log.
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="entries", db_index=False)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    data = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    by = models.ForeignKey(Participation, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    at = models.BigIntegerField()  # ms since 1970
    # The idempotency key of the command, on its last event, with a digest of what was asked.
    key = models.UUIDField(null=True)
    digest = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["room", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["room", "seq"], name="one_entry_a_seq"),
            models.UniqueConstraint(fields=["room", "by", "key"], name="one_entry_a_key"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"
