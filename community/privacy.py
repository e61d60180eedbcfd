"""What is stored of people with an account: the account, their ways to log in, the mails to them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.register import (
    WHILE_YOU_HAVE_AN_ACCOUNT,
    Area,
    DataSubject,
    Erasure,
    Export,
    LegalBasis,
    NoPersonalData,
    PersonalData,
    PersonalField,
    Retention,
    days_after,
    nobodys,
    theirs,
)
from community import erasures, outbox, unsent
from community.models import GROUP_LABELS, OutgoingMail, User

UNCONFIRMED_DAYS = 30
INVITATION_DAYS = 30  # so that whoever invited sees that nobody came
CONTENT_DAYS = 7  # of mails that did not go out, so that somebody can try again
MAIL_DAYS = 30

ONLY_YOU = _("Only you; technically, whoever operates the site")
COORDINATION = _("You, the coordination, and whoever operates the site")
OPERATORS = _("Whoever operates the site")


def never_confirmed(now: datetime) -> Q:
    """Somebody signed up with an address, and whoever reads its mail did not want it."""
    addresses = EmailAddress.objects.order_by()
    return Q(
        date_joined__lte=now - timedelta(days=UNCONFIRMED_DAYS),
        last_login=None,
        is_superuser=False,
        groups=None,
        pk__in=addresses.values("user"),
    ) & ~Q(pk__in=addresses.filter(verified=True).values("user"))


def erase_each(users: QuerySet[User]) -> None:
    for user in users:
        erasures.erase(user)


def their_mails(subject: DataSubject) -> Q:
    if subject.account is None:
        return nobodys(subject)
    return Q(person=subject.account) | Q(recipient__iexact=subject.account.email)


def their_invitations(subject: DataSubject) -> Q:
    """To them, and those that they sent."""
    account = subject.account
    return Q(email__iexact=account.email) | Q(invited_by=account.pk) if account else nobodys(subject)


def their_logins(subject: DataSubject) -> Q:
    """Those in which they are logged in, and those in which somebody began to with their address."""
    account = subject.account
    return Q(account=account) | Q(address=account.email.lower()) if account else nobodys(subject)


def tasks_of(person: Any) -> list[str]:
    return [str(GROUP_LABELS.get(group, group)) for group in sorted(person.group_names)]


WAYS = {"password": _("Password"), "mfa": _("Second factor"), "code": _("Code by e-mail")}


def ways_of_login(row: Any) -> dict[str, datetime]:
    """How and when somebody identified themselves, the last time for each way; allauth notes it."""
    noted = row.get_decoded().get("account_authentication_methods", [])
    return {str(WAYS.get(way["method"], way["method"])): datetime.fromtimestamp(way["at"], tz=UTC) for way in noted}


def content_forgotten(now: datetime) -> Q:
    return Q(state__in=outbox.ENDED, written_at__lte=now - timedelta(days=CONTENT_DAYS)) & ~Q(content={})


def mail_forgotten(now: datetime) -> Q:
    """One that could not be delivered to somebody without an account helps nobody."""
    undelivered = Q(event__startswith=outbox.FAREWELL, state__in=outbox.ENDED)
    return undelivered | Q(written_at__lte=now - timedelta(days=MAIL_DAYS))


def empty_content(mails: QuerySet[OutgoingMail]) -> None:
    mails.update(content={})


OF_THE_USER = PersonalField("user", _("Who"))

PERSONAL = [
    PersonalData(
        model="community.User",
        area=Area.ACCOUNT,
        title=_("Account"),
        purpose=_("So that you can log in, and others know how to call you."),
        basis=LegalBasis.USE,
        seen_by=COORDINATION,
        retention=Retention(
            format_lazy(
                _("until you erase your account; one whose address is never confirmed, {days} days"),
                days=UNCONFIRMED_DAYS,
            ),
            never_confirmed,
            erase_each,
        ),
        theirs=theirs("pk"),
        fields=(
            PersonalField("display_name", _("Name shown to others")),
            PersonalField("email", _("E-mail address"), purpose=_("To log in, and to write to you.")),
            PersonalField("first_name", _("First name"), basis=LegalBasis.CHOICE),
            PersonalField("last_name", _("Last name"), basis=LegalBasis.CHOICE),
            PersonalField("organisation", _("Organisation"), basis=LegalBasis.CHOICE),
            PersonalField("language", _("Language"), basis=LegalBasis.CHOICE),
            PersonalField("reminders", _("Reminders by e-mail"), basis=LegalBasis.CHOICE),
            PersonalField("password", _("Password, in a form from which nobody can read it"), export=Export.SECRET),
            PersonalField("date_joined", _("Account made")),
            PersonalField(
                "last_login",
                _("Logged in last"),
                purpose=_("So that a link for a new password works once only, and unused accounts are noticed."),
            ),
            PersonalField("is_active", _("Account switched on")),
            PersonalField("is_staff", _("Belongs to the team")),
            PersonalField("is_superuser", _("May do everything")),
            PersonalField("groups", _("Your tasks"), says=tasks_of),
            PersonalField("user_permissions", _("Further rights")),
        ),
        is_a_person=True,
        related=("organisation",),
    ),
    PersonalData(
        model="account.EmailAddress",
        area=Area.ACCOUNT,
        title=_("E-mail addresses"),
        purpose=_("So that nobody opens an account with somebody else's address."),
        basis=LegalBasis.USE,
        seen_by=COORDINATION,
        retention=WHILE_YOU_HAVE_AN_ACCOUNT,
        theirs=theirs("user"),
        fields=(
            OF_THE_USER,
            PersonalField("email", _("E-mail address")),
            PersonalField("verified", _("Confirmed")),
            PersonalField("primary", _("The one that is used")),
        ),
        is_a_person=True,
        related=("user",),
    ),
    PersonalData(
        model="account.EmailConfirmation",
        area=Area.ACCOUNT,
        title=_("Links that confirm an e-mail address"),
        purpose=_("So that nobody opens an account with somebody else's address."),
        basis=LegalBasis.USE,
        seen_by=OPERATORS,
        retention=days_after("created", 3, _("{days} days after the link was made")),
        theirs=theirs("email_address__user"),
        fields=(
            PersonalField("email_address", _("E-mail address")),
            PersonalField("created", _("Made")),
            PersonalField("sent", _("Sent")),
            PersonalField("key", _("The link"), export=Export.SECRET),
        ),
        related=("email_address",),
    ),
    PersonalData(
        model="mfa.Authenticator",
        area=Area.LOGIN,
        title=_("Second factors"),
        purpose=_("So that a password alone does not open your account."),
        basis=LegalBasis.ORDER,
        seen_by=ONLY_YOU,
        retention=Retention(_("until you remove it, or erase your account")),
        theirs=theirs("user"),
        fields=(
            OF_THE_USER,
            PersonalField("type", _("Kind")),
            PersonalField("data", _("The secret or the key"), export=Export.SECRET),
            PersonalField("created_at", _("Set up")),
            PersonalField("last_used_at", _("Used last")),
        ),
        never_evaluated=True,
        related=("user",),
    ),
    PersonalData(
        model="community.BrowserSession",
        area=Area.LOGIN,
        title=_("Browsers in which you are logged in"),
        purpose=_("So that you need not log in on each page."),
        basis=LegalBasis.USE,
        seen_by=ONLY_YOU,
        retention=Retention(_("until you log out, two weeks at the most"), lambda now: Q(expire_date__lt=now)),
        theirs=their_logins,
        fields=(
            PersonalField("account", _("Who")),
            PersonalField(
                "session_data",
                _("How you logged in; what you handed in after your login had ended, until you are back"),
                says=ways_of_login,
                retention=Retention(
                    _("what you handed in after your login had ended: one day"), unsent.past, unsent.forget
                ),
            ),
            PersonalField("address", _("E-mail address"), purpose=_("Of somebody who has begun to log in.")),
            PersonalField("unsent_of", _("Whose answer waits")),
            PersonalField("unsent_at", _("Since when it waits")),
            PersonalField("expire_date", _("Ends")),
        ),
        never_evaluated=True,
    ),
    PersonalData(
        model="community.OutgoingMail",
        area=Area.MAIL,
        title=_("E-mails that the site wrote to you"),
        purpose=_("So that an e-mail is sent once, and somebody notices if it does not arrive."),
        basis=LegalBasis.USE,
        seen_by=_("The coordination and whoever operates the site, if an e-mail did not go out"),
        retention=Retention(format_lazy(_("{days} days after it was written"), days=MAIL_DAYS), mail_forgotten),
        theirs=their_mails,
        fields=(
            PersonalField("person", _("Who")),
            PersonalField("recipient", _("To")),
            PersonalField("subject", _("Subject")),
            PersonalField(
                "content",
                _("The words, until it is sent: they may hold a code for logging in"),
                export=Export.SECRET,
                retention=Retention(
                    format_lazy(
                        _("until it is sent; if it cannot be sent, {days} days after it was written"), days=CONTENT_DAYS
                    ),
                    content_forgotten,
                    empty_content,
                ),
            ),
            PersonalField("event", _("What it is about, as a number")),
            PersonalField("state", _("State")),
            PersonalField("trouble", _("Why it did not go out")),
            PersonalField("answer", _("Answer of the mail server")),
            PersonalField("tries", _("Tries")),
            PersonalField("written_at", _("Written")),
            PersonalField("sent_at", _("Sent")),
        ),
        impersonal="message_id due",
    ),
    PersonalData(
        model="community.PersonalInvitation",
        area=Area.ACCOUNT,
        title=_("Invitations to an account"),
        purpose=_("So that an invited person gets the task that was meant for them."),
        basis=LegalBasis.USE,
        seen_by=COORDINATION,
        retention=days_after(
            "sent_at", INVITATION_DAYS, _("until it is accepted, {days} days after it was sent at the most")
        ),
        theirs=their_invitations,
        stays_because=_("Whom you invited may still come; that it was you is forgotten."),
        fields=(
            PersonalField("email", _("To")),
            PersonalField("organisation", _("Organisation")),
            PersonalField("task", _("Task")),
            PersonalField("invited_by", _("Invited by"), export=Export.OTHERS, erasure=Erasure.UNLINKED),
            PersonalField("sent_at", _("Sent")),
            PersonalField("digest", _("The link, in a form from which nobody can read it"), export=Export.SECRET),
        ),
        related=("organisation",),
    ),
]

IMPERSONAL = [
    NoPersonalData(
        "community.Organisation",
        "name slug summary description place languages website email phone",
        _("The public entry of an organisation; the form asks for its own address, not for somebody's."),
    ),
    NoPersonalData("auth.Group", "name", _("The name of a task.")),
    NoPersonalData("auth.Permission", "name codename", _("The name of a right.")),
]
