"""Sessions, their rooms, and who takes part or is invited."""

import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from community.models import OrganisationKind
from deliberation import words
from deliberation.core.acting import Role
from deliberation.core.agenda import Medium, Stage
from deliberation.models.templates import AgendaTemplate, IssueGuide

USUAL_MINUTES = 90
# Support persons are not there yet: they come with the help that they give.
ROLES = [(role, word) for role, word in words.ROLES.items() if role is not Role.SUPPORT_PERSON]


def unguessable() -> str:
    """128 bits: who has the address of a room was given it. A command would take a dash in front for an option."""
    key = secrets.token_urlsafe(16)
    return unguessable() if key.startswith("-") else key


class SessionQuerySet(models.QuerySet["Session"]):
    def entered_by(self, user: Any) -> "SessionQuerySet":
        mine = self.filter(participations__user=user, participations__removed="")
        return mine.annotate(is_mine=models.Value(value=True))

    def within(self, lists: "Iterable[SessionQuerySet]", user: Any) -> "SessionQuerySet":
        """Those that are in one of these lists, the latest first, each with its stage, and whether they are in it."""
        in_any = models.Q(pk__in=[])
        for each in lists:
            in_any |= models.Q(pk__in=each.order_by().values("pk"))
        places = Participation.objects.filter(session=models.OuterRef("pk"), user=user, removed="")
        found = self.with_stage(*Stage).filter(in_any)
        return found.annotate(is_mine=models.Exists(places)).order_by("-starts_at")

    def rehearse(self, **fields: Any) -> "Session":
        """A new session of a cast. It sends no signal, so no search learns of it."""
        (made,) = self.bulk_create([self.model(is_rehearsal=True, **fields)])
        return made

    def with_stage(self, *stages: Stage) -> "SessionQuerySet":
        """Those whose plenary is in one of these stages, each with its `stage`."""
        plenary = models.FilteredRelation("rooms", condition=models.Q(rooms__kind=RoomRecord.Kind.PLENARY))
        return self.annotate(plenary=plenary, stage=models.F("plenary__stage")).filter(stage__in=stages)

    def ahead(self) -> "SessionQuerySet":
        return self.with_stage(Stage.PLANNED, Stage.OPEN, Stage.PAUSED)

    def ended(self) -> "SessionQuerySet":
        return self.with_stage(Stage.CLOSED).order_by("-starts_at")


def yesterday() -> Any:
    return timezone.now() - timedelta(days=1)


FromQuerySet = models.Manager.from_queryset(SessionQuerySet)


class SessionManager(FromQuerySet["Session"]):
    """Sessions of people. Rehearsals are found only by whoever asks for them, so no list, search or report has them."""

    def get_queryset(self) -> SessionQuerySet:
        found: SessionQuerySet = super().get_queryset().filter(is_rehearsal=False)  # type: ignore[assignment]  # of its class
        return found


class Session(index.Indexed, models.Model):
    """One sitting, planned by a trainer from a template."""

    key = models.CharField(max_length=32, unique=True, default=unguessable, editable=False)
    # Whoever has this one sees what the room shows on a wall, and comes in nowhere.
    projector_key = models.CharField(max_length=32, unique=True, default=unguessable, editable=False)
    # Whoever has this one hands in for people without a phone, and reads nothing of what they hand in.
    device_key = models.CharField(max_length=32, unique=True, default=unguessable, editable=False)
    title = models.CharField(_("title"), max_length=120)
    question = models.CharField(_("question"), max_length=200, help_text=_("What the group will talk about."))
    issue_guide = models.ForeignKey(
        IssueGuide, verbose_name=_("issue guide"), null=True, blank=True, on_delete=models.SET_NULL
    )
    template = models.ForeignKey(
        AgendaTemplate, verbose_name=_("agenda template"), null=True, on_delete=models.SET_NULL, related_name="sessions"
    )
    medium = models.CharField(
        _("how people talk"), max_length=10, choices=list(words.MEDIA.items()), default=Medium.WRITTEN
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(
        _("ends"),
        null=True,
        blank=True,
        help_text=_("Leave it empty, and it ends after the minutes of its phases."),
    )
    places = models.PositiveSmallIntegerField(
        _("places"), default=12, validators=[MinValueValidator(2), MaxValueValidator(500)]
    )
    observer_places = models.PositiveSmallIntegerField(
        _("places for observers"),
        default=5,
        validators=[MaxValueValidator(100)],
        help_text=_("They read along and write nothing. Whoever comes in is told that they may be there."),
    )
    # Two sittings of one group: whoever met in a small group then is put together with others now.
    continues = models.ForeignKey(
        "self",
        verbose_name=_("continues"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="continued_by",
        help_text=_(
            "A session of yours with the same people. Breakout rooms are mixed anew: who met then meets others."
        ),
    )
    # Only `manage.py example` sets it: no form does, so nobody opens a session of real people by mistake.
    is_example = models.BooleanField(_("everybody can read its transcript"), default=False, editable=False)
    # Whether it is noted who is connected from when to when: where attendance has to be proved, and nowhere else.
    notes_stays = models.BooleanField(default=False, editable=False)
    # A cast plays in it, and nothing of it stays.
    is_rehearsal = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # What the log says of its phases, kept here so that lists need not read logs.
    minutes = models.PositiveSmallIntegerField(default=USUAL_MINUTES, editable=False)
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)  # grows with each change of the plan

    search_fields = [index.AutocompleteField("title"), index.AutocompleteField("question")]

    objects = SessionManager()
    with_rehearsals = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("deliberation:session", args=[self.key])

    @property
    def ends(self) -> datetime:
        return self.ends_at or self.starts_at + timedelta(minutes=self.minutes)

    @property
    def live_template(self) -> AgendaTemplate | None:
        """None once it has been taken back: what is written in it then is a draft."""
        return self.template if self.template and self.template.live else None

    @property
    def live_guide(self) -> IssueGuide | None:
        return self.issue_guide if self.issue_guide and self.issue_guide.live else None


class RoomRecord(models.Model):
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

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=models.Q(kind="plenary"), name="one_plenary_a_session"
            )
        ]

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
        choices=ROLES,
        default=Role.PARTICIPANT,
    )
    name = models.CharField(_("name shown in the room"), max_length=60)
    kind = models.CharField(_("your organisation is a"), max_length=30, choices=OrganisationKind, blank=True)
    # What the moderation writes down where groups need it. It is in no log and on no page of the others.
    language = models.CharField(_("speaks well"), max_length=3, choices=list(words.LANGUAGES.items()), blank=True)
    second_language = models.CharField(
        _("a second language"), max_length=3, choices=list(words.LANGUAGES.items()), blank=True, default=""
    )
    third_language = models.CharField(
        _("a third language"), max_length=3, choices=list(words.LANGUAGES.items()), blank=True, default=""
    )
    needs_language = models.BooleanField(_("sits beside somebody who speaks one of them, too"), default=False)
    experience = models.CharField(
        _("conversations like this"), max_length=12, choices=list(words.EXPERIENCE.items()), blank=True
    )
    # What the log says of it, kept here so that whoever comes is not let in by reading logs.
    removed = models.CharField(max_length=20, blank=True, default="")
    # Somebody without a phone: no account and no browser leads to them.
    shares_device = models.BooleanField(default=False, editable=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "user"], name="one_participation_each")]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """A link that lets people into a session in one role, until it expires."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="invitations")
    token = models.CharField(max_length=32, unique=True, default=unguessable, editable=False)
    role = models.CharField(max_length=20, choices=ROLES)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "role"], name="one_invitation_a_role")]

    def __str__(self) -> str:
        return f"{self.session}: {self.role}"

    @property
    def expires_at(self) -> datetime:
        """A day after the session begins, whenever that is by now; two days after the link was made at the least."""
        return max(self.session.starts_at + timedelta(days=1), self.created_at + timedelta(days=2))

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()
