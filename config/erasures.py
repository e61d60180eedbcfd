"""Erasing oneself: whether one may, what one leaves behind, and the last mail."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from cms import languages
from community.erasures import erase
from community.models import User
from community.outbox import EVENT, FAREWELL
from deliberation.core.acting import MODERATION
from deliberation.models import Participation, Session


@transaction.atomic
def erase_oneself(user: User, site_name: str) -> None:
    """A last mail says so; it is written down afterwards, or it would be erased with the others."""
    email, name, language = user.email, str(user), user.language
    erase(user)
    with translation.override(languages.interface(language or translation.get_language() or "")):
        context = {"name": name, "site_name": site_name, "site_address": settings.BASE_URL}
        words = render_to_string("config/erased.txt", context)
        event = f"{FAREWELL} {get_random_string(20)}"
        EmailMessage(_("Your account is erased"), words, to=[email], headers={EVENT: event}).send()


def is_the_last_operator(user: User) -> bool:
    """Nobody else could set up the site or name somebody for it."""
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    return user.is_superuser and not others.exists()


def sessions_left_alone(user: User) -> list[Session]:
    """Those ahead in which nobody else could open the room."""
    moderating = Participation.objects.filter(role__in=MODERATION)
    mine, others = moderating.filter(user=user), moderating.exclude(user=user)
    ahead = Session.objects.ahead().filter(pk__in=mine.values("session"))
    return list(ahead.exclude(pk__in=others.values("session")))
