"""What is left to do before people can be invited; on the start page of the CMS until it is done."""

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from cms.models import SiteIdentity
from community import outbox, second_factor
from community.groups import Group
from community.models import MailState, OutgoingMail, User
from config.reports import clock_stands
from elearning.models import CoursePage


@dataclass(frozen=True)
class Step:
    label: Any
    address: str
    is_done: bool


def steps() -> list[Step]:
    site = Site.objects.get(is_default_site=True)
    identity = SiteIdentity.objects.filter(site=site).first() or SiteIdentity(site=site)
    about_us = reverse("identity:list")
    return [
        Step(_("Who runs the site, and how one reaches you"), about_us, bool(identity.operator and identity.email)),
        Step(_("The imprint is published"), *_published(identity.imprint_page, about_us)),
        Step(_("The privacy statement is published"), *_published(identity.privacy_page, about_us)),
        Step(_("The accessibility statement is published"), *_published(identity.accessibility_page, about_us)),
        Step(_("Everybody in the administration has a second factor"), reverse("mfa_index"), _all_have_a_second()),
        Step(_("A second person can review texts"), reverse("wagtailusers_users:index"), _two_can_review()),
        Step(_("A mail has gone out"), reverse("unsent_mail"), _mail_works()),
        Step(_("The regular jobs run"), reverse("jobs"), not clock_stands()),
        Step(_("A course is published"), reverse("courses"), CoursePage.objects.live().exists()),
    ]


def _published(page: Page | None, otherwise: str) -> tuple[str, bool]:
    return (reverse("wagtailadmin_pages:edit", args=[page.pk]), page.live) if page else (otherwise, False)


def _all_have_a_second() -> bool:
    if not settings.STAFF_SECOND_FACTOR:
        return True
    with_one = Authenticator.objects.filter(type__in=second_factor.KINDS).values("user")
    return not User.objects.filter(is_superuser=True, is_active=True).exclude(pk__in=with_one).exists()


def _two_can_review() -> bool:
    reviewers = User.objects.filter(Q(is_superuser=True) | Q(groups__name=Group.EDITORS), is_active=True)
    return reviewers.distinct().count() >= 2


def _mail_works() -> bool:
    return OutgoingMail.objects.filter(state=MailState.SENT).exists() and not outbox.is_stuck()
