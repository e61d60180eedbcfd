"""The first account of an installation: it may do everything, and its address counts as confirmed."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from getpass import getpass

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.management.base import CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation

from community import outbox
from community.models import MailState, OutgoingMail, User

VARIABLES = ("FIRST_ACCOUNT_EMAIL", "FIRST_ACCOUNT_NAME", "FIRST_ACCOUNT_PASSWORD")
NOBODY_YET = f"There is no account yet. Set {', '.join(VARIABLES)}, or run this where it can ask you."


@dataclass(frozen=True)
class Wanted:
    email: str
    name: str
    password: str


def operator() -> User | None:
    return User.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()


def wanted(environment: Mapping[str, str] = os.environ) -> Wanted | None:
    """From the environment, or from whoever sits there."""
    given = [environment.get(name, "") for name in VARIABLES]
    if all(given):
        return Wanted(*given)
    if any(given):
        missing = [name for name, value in zip(VARIABLES, given, strict=True) if not value]
        raise CommandError(f"For the first account, {' and '.join(missing)} must be set as well.")
    return _ask() if sys.stdin.isatty() else None


def _ask(ask: Callable[[str], str] = input, ask_silently: Callable[[str], str] = getpass) -> Wanted:
    email = ask("The first account may do everything. Your e-mail address: ")
    name = ask("Your name, as others will read it: ")
    return Wanted(email, name, ask_silently("A password: "))


@transaction.atomic
def make(account: Wanted) -> User:
    user = User(email=account.email.lower(), display_name=account.name)
    try:
        validate_email(account.email)
        validate_password(account.password, user)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    user = User.objects.create_superuser(account.email, account.password, display_name=account.name)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


def test_mail(to: User) -> str:
    """Sends one and says whether it went out, and if not, why."""
    message = EmailMessage("Zweiklang", "This test mail went out: people can sign up.", to=[to.email])
    mail = outbox.send_now(message, to.email)
    if mail.state == MailState.SENT:
        return f"The test mail to {mail.recipient} went out."
    return f"The test mail to {mail.recipient} did not go out. {_reason(mail)}"


def _reason(mail: OutgoingMail) -> str:
    with translation.override("en"):
        return f"{mail.get_trouble_display()} {mail.answer}".strip()
