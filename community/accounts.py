"""How allauth signs people in here: in our words, and in each person's own language."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.mail import EmailMessage
from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cms import identity, languages
from community.models import User
from community.outbox import PERSON


class Backend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        """Who is logged in, with what each page asks of them, in one query: a row for each group."""
        cms = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
        theirs = cms.filter(Q(user=OuterRef("pk")) | Q(group__user=OuterRef("pk")))
        rows = list(User.objects.filter(pk=user_id).annotate(group=F("groups__name"), allowed=Exists(theirs)))
        if not rows or not self.user_can_authenticate(rows[0]):
            return None
        user = rows[0]
        user.group_names = frozenset(row.group for row in rows if row.group)
        user.may_enter_cms = user.is_superuser or user.allowed
        return user


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is switched off. Please ask the coordination."),
        "email_password_mismatch": _("E-mail address and password do not fit together. Please try again."),
        "email_taken": _("There is already an account with this e-mail address."),
        "enter_current_password": _("Please enter the password that you use now."),
        "incorrect_code": _("This code is not right. Please look again, or ask for a new one."),
        "incorrect_password": _("This password is not right."),
        "invalid_password_reset": _("This link does not work any more. Please ask for a new one."),
        "rate_limited": _("That was too often in a short time. Please wait a few minutes."),
        "same_as_current": _("That is what it is already."),
        "too_many_login_attempts": _("Too many attempts did not succeed. Please wait five minutes and try again."),
        "unverified_primary_email": _("Please confirm your e-mail address first."),
    }

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return remember_language(response, user.language)

    def render_mail(
        self, template_prefix: str, email: Any, context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """A mail goes with the account that it is about, also one to an address that the account no longer has."""
        user = context.get("user")
        about = {PERSON: str(user.pk)} if user and user.pk else {}
        message: EmailMessage = super().render_mail(template_prefix, email, context, (headers or {}) | about)
        return message

    def send_notification_mail(self, template_prefix: str, user: User, context: Any = None, email: Any = None) -> None:
        super().send_notification_mail(template_prefix, user, {"user": user, **(context or {})}, email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Writes to people in their language, whoever's browser caused the mail."""
        site = {
            "site_name": identity.of(self.request).name,
            "site_address": settings.BASE_URL,
            "password_reset_url": settings.BASE_URL + reverse("account_reset_password"),
        }
        with translation.override(languages.interface(_language_of(email) or translation.get_language() or "")):
            super().send_mail(template_prefix, email, site | context)


def _language_of(email: str) -> str:
    return User.objects.filter(email__iexact=email).values_list("language", flat=True).first() or ""


def remember_language(response: HttpResponse, language: str) -> HttpResponse:
    """The browser keeps the language of the account, also for the pages before the next login."""
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=60 * 60 * 24 * 365,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response
