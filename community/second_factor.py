"""Staff see other people's data, so they work with a second factor; without one they are led to setting it up."""

from collections.abc import Callable, Iterable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.template.loader import render_to_string
from django.urls import ResolverMatch
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms import identity, languages
from community import logins, rules
from community.models import User

WAY_BACK = "second_factor_way_back"
RESET = "community.reset_second_factor"  # in the history of the account

# What somebody without a second factor must reach: setting it up, signing out, changing the language.
OPEN_PREFIXES = ("account_", "mfa_")
OPEN_NAMES = ("community:second_factor", "set_language", "javascript-catalog", "wagtailadmin_logout")


# Recovery codes alone are none: they only come along with one of these.
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_one(user: User) -> bool:
    has: bool = Authenticator.objects.filter(user=user, type__in=KINDS).exists()
    return has


def is_missing(user: User) -> bool:
    """Whether this person has to have a second factor, and has none."""
    return user.pk in missing([user])


def missing(users: Iterable[User]) -> frozenset[int]:
    """Those of them for whom it is; one query where any of them is staff, however many they are."""
    staff = [user for user in users if settings.STAFF_SECOND_FACTOR and rules.is_staff(user.person)]
    if not staff:
        return frozenset()
    having = set(Authenticator.objects.filter(user__in=staff, type__in=KINDS).values_list("user", flat=True))
    lacking = (u for u in staff if rules.needs_second_factor(u.person, required=True, has_one=u.pk in having))
    return frozenset(user.pk for user in lacking)


@transaction.atomic
def reset(user: User) -> None:
    """For somebody who has lost it. The password alone opens the account then, so its owner is told."""
    Authenticator.objects.filter(user=user).delete()
    logins.end(user)
    log(user, RESET)
    with languages.writing_to(user.language):
        context = {
            "timestamp": timezone.now(),
            "site_name": identity.of(None).name,
            "site_address": settings.BASE_URL,
            "password_reset_url": settings.BASE_URL + resolve_url("account_reset_password"),
        }
        body = render_to_string("community/second_factor_reset.txt", context)
        EmailMessage(_("Your second factor was reset"), body, to=[user.email]).send()


def way_back(request: HttpRequest) -> str:
    path: str = request.session.pop(WAY_BACK, "")
    return path or resolve_url(settings.LOGIN_REDIRECT_URL)


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        if not isinstance(request.user, User) or _is_open(request.resolver_match) or not is_missing(request.user):
            return None
        if request.method == "GET":
            request.session[WAY_BACK] = request.get_full_path()
        return redirect("community:second_factor")


def _is_open(match: ResolverMatch | None) -> bool:
    name = match.view_name if match else ""
    return name.startswith(OPEN_PREFIXES) or name in OPEN_NAMES
