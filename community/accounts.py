"""How allauth signs people in here: in our words, and in each person's own language."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from cms import identity, languages
from community import destinations
from community.models import User
from community.outbox import KIND, PERSON

ALLAUTH = "allauth.account"  # which limits its requests under this name
ASKED_FOR = {  # mails that somebody waits for
    *("email_confirmation", "email_confirmation_signup", "login_code", "password_reset_key"),
    *("account_already_exists", "unknown_account"),
}


class Backend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        """Who is logged in, with what each page asks of them, in one query."""
        cms = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
        theirs = cms.filter(Q(user=OuterRef("pk")) | Q(group__user=OuterRef("pk")))
        found = with_groups(User.objects.filter(pk=user_id).annotate(allowed=Exists(theirs)))
        if not found or not self.user_can_authenticate(found[0]):
            return None
        user: Any = found[0]  # with what was annotated
        user.may_enter_cms = user.is_superuser or user.allowed
        return found[0]


def with_groups(people: QuerySet[User]) -> list[User]:
    """These people with the names of their groups, in one query, however many they are: a row for each group."""
    rows = list(people.annotate(group=F("groups__name")))
    groups: dict[int, set[str]] = {row.pk: set() for row in rows}
    for row in rows:
        groups[row.pk] |= {row.group} - {None}
    for row in rows:
        row.group_names = frozenset(groups[row.pk])
    return list({row.pk: row for row in rows}.values())


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
        "too_many_login_attempts": _(
            "That was too often. Please wait five minutes. Or take the other way to log in: your password, or a code."
        ),
        "unverified_primary_email": _("Please confirm your e-mail address first."),
    }

    def is_safe_url(self, url: str) -> bool:
        """Only this site: a host that the server also answers for may belong to somebody else."""
        request = context.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def get_login_stages(self) -> list[str]:
        """A login by code has to stay the first one: whoever asks for a code is in it before their login begins."""
        by_code, *others = super().get_login_stages()
        return [by_code, "community.destinations.DestinationStage", *others]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """A stranger's wrong passwords keep away that stranger's address. All addresses together have a limit as well,
        far above it; whoever owns the account logs in with a code then."""
        super().pre_authenticate(request, **credentials)
        login = super()._get_login_attempts_cache_key(request, **credentials)
        self._from_anywhere = ratelimit.consume(request, app=ALLAUTH, action="login_failed_anywhere", key=login)
        if not self._from_anywhere:
            raise self.validation_error("too_many_login_attempts")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return f"{super()._get_login_attempts_cache_key(request, **credentials)} {ratelimit.get_ip(request)}"

    def _rollback_login_failed_rl_usage(self) -> None:
        super()._rollback_login_failed_rl_usage()
        self._from_anywhere.rollback()

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return remember_language(response, user.language)

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
            super().send_mail(template_prefix, email, site | destinations.in_mail(context))

    def render_mail(self, template_prefix: str, email: Any, context: dict[str, Any], *more: Any) -> EmailMessage:
        """Links and codes replace each other; news about an account do not. A mail goes with the account that it is
        about, also one to an address that the account no longer has."""
        mail: EmailMessage = super().render_mail(template_prefix, email, context, *more)
        if template_prefix.rpartition("/")[2] in ASKED_FOR:
            mail.extra_headers[KIND] = template_prefix
        user = context.get("user")
        if user and user.pk:
            mail.extra_headers[PERSON] = str(user.pk)
        return mail


def free_limits(recipient: str, **kwargs: Any) -> None:
    """A mail that did not go out does not count: its reader may ask for another one as soon as mail works again."""
    for action in ("confirm_email", "request_login_code", "reset_password"):
        rates = [rate for rate in ratelimit.get_rates(app=ALLAUTH, action=action) if rate.per == "key"]
        counted = {"app": ALLAUTH, "action": action, "key": recipient.lower()}
        cache.delete_many([ratelimit.get_cache_key(None, rate=rate, **counted) for rate in rates])


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
