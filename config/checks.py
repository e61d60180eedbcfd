"""What `manage.py check --deploy` says of settings that are each right by themselves and wrong together."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.http.request import validate_host

A_YEAR = 31_536_000  # seconds; what the list that browsers are delivered with asks for


def deployed(check: Callable[[], Iterator[CheckMessage]]) -> Callable[[], Iterator[CheckMessage]]:
    """Only asked of an installation, since demo and tests do without."""

    def listed(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
        return list(check())

    register(listed, Tags.security, deploy=True)
    return check


@deployed
def people_reach_it_encrypted() -> Iterator[CheckMessage]:
    if urlsplit(settings.BASE_URL).scheme != "https":
        yield Error("BASE_URL is not encrypted: passwords would cross the network for all to read.", id="config.E001")


@deployed
def links_in_mails_are_answered() -> Iterator[CheckMessage]:
    host = urlsplit(settings.BASE_URL).hostname or ""
    if not validate_host(host, settings.ALLOWED_HOSTS):
        yield Error(f"ALLOWED_HOSTS lacks {host}, the host of BASE_URL: links in e-mails fail.", id="config.E002")


@deployed
def mail_has_a_server() -> Iterator[CheckMessage]:
    if not settings.MAIL_TRANSPORT.endswith(".smtp.EmailBackend"):
        yield Error("EMAIL_URL names no mail server: nobody gets a mail, and nobody can sign up.", id="config.E003")


@deployed
def preload_is_accepted() -> Iterator[CheckMessage]:
    complete = settings.SECURE_HSTS_INCLUDE_SUBDOMAINS and settings.SECURE_HSTS_SECONDS >= A_YEAR
    if settings.SECURE_HSTS_PRELOAD and not complete:
        words = "SECURE_HSTS_PRELOAD needs SECURE_HSTS_INCLUDE_SUBDOMAINS and a year of SECURE_HSTS_SECONDS."
        yield Error(words, hint="Browsers refuse to list the site otherwise.", id="config.E004")
