"""Who registered for a training, and what they need there."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.models import Organisation, OrganisationKind
from deliberation.models import unguessable
from training import words
from training.core.places import State
from training.models.trainings import Training


class Registration(models.Model):
    """One person in one training: with an account, or by the address at which an employer named them."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="registrations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="registrations"
    )
    email = models.EmailField(_("e-mail address"), blank=True)  # of somebody without an account, else empty
    name = models.CharField(_("name"), max_length=60, blank=True)
    kind = models.CharField(_("your organisation is a"), max_length=30, choices=OrganisationKind, blank=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # The employer who named them.
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # Whoever has it answers for this person: it stands in their mails.
    key = models.CharField(max_length=32, unique=True, default=unguessable, editable=False)
    language = models.CharField(max_length=20, blank=True)  # of the site, for mails to somebody without an account
    # Of this training. People with an account may want none at all: their account says so.
    no_reminders = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # What the log says, kept here so that lists need not read logs.
    state = models.CharField(max_length=10, choices=list(words.STATES.items()), default=State.NAMED, editable=False)
    since = models.PositiveIntegerField(default=0, editable=False)  # the seq of the entry that says so

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("training", "user", name="one_registration_a_person"),
            models.UniqueConstraint(
                fields=["training", "email"], condition=~Q(email=""), name="one_registration_an_address"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def address(self) -> str:
        """Where mails to them go; empty once they were forgotten."""
        return self.user.email if self.user else self.email


class Needs(models.Model):
    """What somebody needs to take part. It is stored apart from who they are, and goes after the last sitting."""

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="needs")
    language = models.CharField(_("language"), max_length=200, blank=True)
    access = models.CharField(_("access"), max_length=200, blank=True)
    childcare = models.CharField(_("childcare"), max_length=200, blank=True)
    food = models.CharField(_("food"), max_length=200, blank=True)
    read_at = models.DateTimeField(null=True, editable=False)  # by the trainers, who said so

    class Meta:
        verbose_name_plural = "needs"

    def __str__(self) -> str:
        return str(self.registration_id)


class CalendarKey(models.Model):
    """The secret address of somebody's own calendar; revoked, it leads nowhere."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_keys")
    key = models.CharField(max_length=32, unique=True, default=unguessable, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.user_id)


class MessageChoice(models.Model):
    """Which mails about trainings somebody wants beyond those about their own places."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="message_choice")
    digest = models.BooleanField(_("New trainings, once a week in one e-mail"), default=False)

    def __str__(self) -> str:
        return str(self.user_id)
