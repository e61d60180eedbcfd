"""People and the organisations they come from."""

import re
import uuid
from importlib import import_module
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask
from wagtail.search import index

from cms.reviewed import ReviewedFacts
from community import reviews, rules
from community.fields import NameField
from community.groups import Group

GROUP_LABELS = {
    Group.EDITORS: _("Editorial team"),
    Group.TRAINERS: _("Trainers"),
    Group.COORDINATORS: _("Coordination"),
}


SHORTEST_ENDING = 3  # letters of a part of a name that is found by itself


class OrganisationKind(models.TextChoices):
    AUTHORITY = "authority", _("Authority")
    MIGRANT_ORGANISATION = "migrant_organisation", _("Migrant organisation")
    VOLUNTEER_INITIATIVE = "volunteer_initiative", _("Volunteer initiative")
    CULTURE_CLUB = "culture_club", _("Culture club")
    EDUCATION_PROVIDER = "education_provider", _("Education provider")


class Organisation(ReviewedFacts, index.Indexed):
    """An authority, organisation, initiative or club of the network."""

    preview_template = "community/organisation.html"

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(
        _("address"),
        max_length=200,
        unique=True,
        help_text=_("The last part of the web address. It is best not to change it: links would break."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=30,
        choices=OrganisationKind,
        help_text=_("Each kind has its own shape beside people's names: it shows how mixed a group is."),
    )
    summary = models.CharField(
        _("in one sentence"),
        max_length=300,
        blank=True,
        help_text=_("What you do, and for whom. It stands in the directory."),
    )
    description = models.TextField(
        _("description"),
        blank=True,
        help_text=_("What people can come to you for. An empty line begins a new paragraph."),
    )
    place = models.CharField(
        _("place"), max_length=100, blank=True, help_text=_("Town or municipality; visitors filter by it.")
    )
    languages = models.CharField(
        _("languages spoken"), max_length=200, blank=True, help_text=_("For example: German, Arabic, Dari")
    )
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(
        _("contact e-mail"), blank=True, help_text=_("Everybody can see it, so use one of the organisation.")
    )
    phone = models.CharField(_("telephone"), max_length=50, blank=True)

    # By the beginnings of words, which an index knows; of the name, see `endings`, also by what words are made of.
    search_fields = [
        index.AutocompleteField(field) for field in ("name", "endings", "summary", "description", "languages", "place")
    ] + [index.FilterField("live")]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        # Wagtail makes it for whatever is registered when the database is made; the network's menu comes later.
        permissions = (("publish_organisation", "Can publish organisation"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("community:organisation", args=[self.slug])

    def endings(self) -> str:
        """German joins words: whoever looks for "amt" means the "Jugendamt", too."""
        words = re.findall(r"\w+", self.name)
        return " ".join(word[start:] for word in words for start in range(1, len(word) - SHORTEST_ENDING + 1))

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {**super().get_preview_context(request, mode_name), "organisation": self}

    @property
    def has_contact(self) -> bool:
        return bool(self.website or self.email or self.phone)

    @property
    def dialled(self) -> str:
        """The telephone number as a link needs it: 02651 123-45 is dialled 0265112345."""
        return "".join(sign for sign in self.phone if sign in "+0123456789")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):  # type: ignore[django-manager-missing]  # wagtailmedia is untyped
    """A person with an account, known by e-mail address to the site and by a chosen name to others."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = NameField(
        _("name shown to others"),
        max_length=60,
        help_text=_("The others read it in live sessions. Your first name is enough."),
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
        limit_choices_to={"live": True},
    )
    language = models.CharField(
        _("language"), max_length=20, blank=True, help_text=_("For this site and for the e-mails it sends you.")
    )

    reminders = models.BooleanField(
        _("remind me by e-mail"), default=True, help_text=_("A day before a live session in which you have a place.")
    )

    class Meta(AbstractUser.Meta):
        permissions = (("give_tasks", "Can give tasks to people"),)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.display_name or self.email

    # The CMS asks for these two where it names somebody.
    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @cached_property
    def person(self) -> rules.Actor:
        """Read once per request, so that a page may ask as many rules as it likes."""
        return rules.Actor(id=self.pk, groups=self.group_names, is_superuser=self.is_superuser)

    # Whoever is logged in comes with these two already (`community.accounts.Backend`).
    @cached_property
    def group_names(self) -> frozenset[str]:
        return frozenset(self.groups.values_list("name", flat=True))

    @cached_property
    def may_enter_cms(self) -> bool:
        return self.has_perm("wagtailadmin.access_admin")


class PersonalInvitation(models.Model):
    """To an account, for one person by mail, with the task that they are to have. It goes when it is accepted."""

    email = models.EmailField(_("e-mail address"), unique=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to={"live": True},
    )
    task = models.CharField(
        _("task"), max_length=20, blank=True, choices=[(str(group), label) for group, label in GROUP_LABELS.items()]
    )
    invited_by = models.ForeignKey(
        "community.User", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)  # of the link, which stands in the mail only

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return self.email


class PeerReview(AbstractGroupApprovalTask):
    """Approval by a member of the groups who is not the author, as long as there is another."""

    def get_actions(self, obj: Any, user: User) -> list[tuple[str, str, bool]]:
        actions: list[tuple[str, str, bool]] = super().get_actions(obj, user)
        if rules.may_approve(user.pk, reviews.authors(obj), self._reviewer_ids()):
            return actions
        return [action for action in actions if action[0] != "approve"]

    def on_action(self, task_state: Any, user: User, action_name: str, **kwargs: Any) -> Any:
        """Raises `TextMovedOn` for an approval of something else than the newest revision."""
        if action_name == "approve":
            reviews.approve_shown(task_state)
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> Any:
        """What waits for this person: not what they wrote themselves, unless nobody else could read it."""
        waiting = super().get_task_states_user_can_moderate(user, **kwargs)
        states = waiting.select_related("workflow_state").prefetch_related("revision__content_object")
        reviewers, authors = self._reviewer_ids(), reviews.authors_of_all(states)
        may = [pk for pk, wrote in authors.items() if rules.may_approve(user.pk, wrote, reviewers)]
        return waiting.filter(pk__in=may)

    def _reviewer_ids(self) -> set[int]:
        reviewers = User.objects.filter(groups__in=self.groups.all(), is_active=True)
        return set(reviewers.values_list("pk", flat=True))

    @classmethod
    def get_description(cls) -> str:
        return gettext("Somebody else of the chosen groups reads the text and approves it")

    class Meta:
        verbose_name = _("review by a colleague")
        verbose_name_plural = _("reviews by a colleague")


class MailState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    REFUSED = "refused", _("Refused")
    GIVEN_UP = "given_up", _("Given up")
    BOUNCED = "bounced", _("Came back")


class MailTrouble(models.TextChoices):
    """Why a mail did not go out, as far as the mail server lets us know."""

    SILENT = "silent", _("The mail server did not answer in time.")
    UNREACHABLE = "unreachable", _("The mail server cannot be reached.")
    CUT_OFF = "cut_off", _("The mail server ended the connection.")
    LOGIN = "login", _("The mail server does not accept our user name or password.")
    LATER = "later", _("The mail server asks us to try again later.")
    ADDRESS = "address", _("The mail server does not accept this address.")
    MESSAGE = "message", _("The mail server does not accept this message.")
    BOUNCED = "bounced", _("It was sent and came back: it could not be delivered.")
    OURS = "ours", _("Something went wrong here, before the mail server was asked.")


class BrowserSession(AbstractBaseSession):
    """Django's session, which also says in a column whose it is: to find somebody's, nobody else's has to be read."""

    account = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    # With which somebody began to log in or to sign up, while it has led to no account yet.
    address = models.CharField(_("e-mail address"), max_length=254, blank=True, db_index=True)
    # Whose answer waits in it, and since when. The form says whose it is, so nothing proves that the account exists.
    unsent_of = models.CharField(max_length=20, blank=True, db_index=True)
    unsent_at = models.DateTimeField(null=True, db_index=True)

    @classmethod
    def get_session_store_class(cls) -> Any:
        return import_module(settings.SESSION_ENGINE).SessionStore


class OutgoingMail(models.Model):
    """A mail to one person, written once before anybody tries to send it: a crash neither loses nor doubles it.

    The content holds login codes and addresses, so it goes as soon as the mail is sent.
    """

    event = models.CharField(max_length=200, default=uuid.uuid4)  # what the mail is about; a second one is not written
    recipient = models.EmailField(_("to"))
    # Whom it is written to: addresses change, and with the account all its mails go.
    person = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(_("subject"), max_length=500)
    content = models.JSONField(default=dict)
    message_id = models.CharField(max_length=250, unique=True)  # the same at each try: receivers drop the copy
    state = models.CharField(_("state"), max_length=20, choices=MailState, default=MailState.WAITING)
    trouble = models.CharField(_("reason"), max_length=20, choices=MailTrouble, blank=True)
    answer = models.CharField(_("answer of the mail server"), max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    due = models.DateTimeField(_("next try"), default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        default_permissions = ("view", "change")
        ordering = ["-written_at"]
        constraints = [models.UniqueConstraint(fields=["event", "recipient"], name="one_mail_an_event_and_person")]
        indexes = [models.Index(fields=["state", "due"], name="mail_by_state")]

    def __str__(self) -> str:
        return self.subject

    @property
    def may_be_tried_again(self) -> bool:
        return bool(self.content) and self.state != MailState.SENDING
