"""Invitations to an account: one mail to one person, with the task that they are to have."""

import hashlib
import secrets
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Site

from cms.models import SiteIdentity
from community import rules
from community.forms import AcceptForm
from community.models import PersonalInvitation, User

VALID = timedelta(days=14)


class InvitationOver(Exception):
    """Somebody accepted the invitation, or sent it again, a moment before."""


@transaction.atomic
def send(invited: PersonalInvitation, sender: User) -> None:
    """The link of an earlier mail ends with it."""
    token = secrets.token_urlsafe(16)
    invited.digest, invited.sent_at, invited.invited_by = _digest(token), timezone.now(), sender
    invited.save()
    address = settings.BASE_URL + reverse("community:invitation", args=[token])
    with translation.override(settings.LANGUAGE_CODE):  # nobody knows theirs yet
        site = _name_of_the_site()
        context = {"invited": invited, "sender": sender, "address": address, "days": VALID.days, "site": site}
        subject = _("Your account at %(site)s") % {"site": site}
        EmailMessage(subject, render_to_string("community/invitation.txt", context), to=[invited.email]).send()


def _name_of_the_site() -> str:
    stored = SiteIdentity.objects.filter(site=Site.objects.filter(is_default_site=True).first()).first()
    return (stored or SiteIdentity()).name


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def expires_at(invited: PersonalInvitation) -> datetime:
    return invited.sent_at + VALID


def unanswered() -> QuerySet[PersonalInvitation]:
    """Whose link still opens the door; the one that ends first comes first."""
    return PersonalInvitation.objects.filter(sent_at__gt=timezone.now() - VALID).order_by("sent_at")


def open_invitation(token: str) -> PersonalInvitation | None:
    return unanswered().select_related("organisation", "invited_by").filter(digest=_digest(token)).first()


@transaction.atomic
def set_up_account(invited: PersonalInvitation, form: AcceptForm) -> User:
    """Raises `InvitationOver`."""
    _use_up(invited)
    person: User = form.save(commit=False)
    person.display_name = form.cleaned_data["display_name"]
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    _give_what_was_promised(invited, person)
    return person


@transaction.atomic
def accept(invited: PersonalInvitation, person: User) -> None:
    """Somebody who got an account meanwhile. Raises `InvitationOver`."""
    _use_up(invited)
    _give_what_was_promised(invited, person)


def _use_up(invited: PersonalInvitation) -> None:
    if not PersonalInvitation.objects.filter(pk=invited.pk, digest=invited.digest).delete()[0]:
        raise InvitationOver


def _give_what_was_promised(invited: PersonalInvitation, person: User) -> None:
    if invited.organisation and not person.organisation:
        person.organisation = invited.organisation
        person.save(update_fields=["organisation"])
    if _may_still_give(invited):
        person.groups.add(Group.objects.get(name=invited.task))
        log(instance=person, action="wagtail.edit", user=invited.invited_by)


def _may_still_give(invited: PersonalInvitation) -> bool:
    """Whoever has lost the right since has not left it in somebody's mailbox."""
    giver = invited.invited_by
    return bool(giver and giver.is_active and invited.task in rules.tasks_to_give(giver.person))
