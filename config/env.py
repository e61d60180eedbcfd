"""Reads the environment, strictly; everything that differs between installations comes from here.

A value that nobody can have meant stops the start with the reason, since a misspelt word must not switch off what
protects people. The reasons never quote a secret.
"""

import contextlib
import os
import re
import secrets
from collections.abc import Callable, Iterable, MutableMapping
from difflib import get_close_matches
from email.utils import parseaddr
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent

# What the embedded profile writes (database, media, collected static files) stands in one folder.
VAR = ROOT / "var"

REQUIRED: Any = object()
SIMILAR = 0.87  # one letter more, less or other in the shortest name, two in the longest

Value = TypeVar("Value")


class Environment:
    """Every variable is read by one call, which says how its value is understood."""

    def __init__(self, variables: MutableMapping[str, str]) -> None:
        self.variables = variables
        self.known: set[str] = set()

    def __call__(self, name: str, parse: Callable[[str], Value], default: Value = REQUIRED) -> Value:
        self.known.add(name)
        if name not in self.variables:
            if default is REQUIRED:
                raise ImproperlyConfigured(f"{name} is missing. docs/operations.md says what it is for.")
            return default
        if not (value := self.variables[name].strip()):
            raise ImproperlyConfigured(f"{name} is empty. Give it a value, or leave the variable out.")
        try:
            return parse(value)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} {error}") from None

    def preset(self, **values: str) -> None:
        """For what is no production: values that the environment may replace."""
        for name, value in values.items():
            self.variables.setdefault(name, value)

    def refuse_misspelt(self) -> None:
        """To be called when everything is read."""
        for name in sorted(set(self.variables) - self.known):
            if meant := get_close_matches(name, self.known, n=1, cutoff=SIMILAR):
                raise ImproperlyConfigured(f"{name} is not known. Is {meant[0]} meant?")


# --- how a value is understood ----------------------------------------------------------------------------------------

WORDS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
PLACEHOLDER = re.compile(r"change.?me|replace.?me|placeholder|insecure|example|your.?secret|\.\.\.|<|>", re.IGNORECASE)
HOST = re.compile(r"\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\]", re.IGNORECASE)
MAIL_SCHEMES = ("smtp", "smtps", "smtp+tls", "smtp+ssl")
NO_MAIL_SERVER = ("consolemail", "filemail")


def text(value: str) -> str:
    return value


def flag(value: str) -> bool:
    if value.lower() not in WORDS:
        raise ValueError(f"is {value!r}. Use true or false.")
    return WORDS[value.lower()]


def number(least: int, most: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,12}", value) or not least <= int(value) <= most:
            raise ValueError(f"is {value!r}. Use a whole number from {least} to {most}.")
        return int(value)

    return parse


def one_of(allowed: Iterable[str]) -> Callable[[str], str]:
    allowed = tuple(allowed)

    def parse(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"is {value!r}. Use one of {', '.join(allowed)}.")
        return value

    return parse


def time_zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError(f"is {value!r}, which is no time zone. Use a name such as Europe/Berlin.")
    return value


def path(value: str) -> Path:
    if not value.startswith("/"):
        raise ValueError(f"is {value!r}. Use a path that begins with /, or it depends on where a command is run.")
    return Path(value)


def secret(value: str) -> str:
    """Whoever knows the secret can log in as anybody, so the one of a guide or a template is none."""
    if PLACEHOLDER.search(value):
        raise ValueError(f"is a placeholder. {MAKE_A_SECRET}")
    if len(value) < 50 or len(set(value)) < 10:
        raise ValueError(f"can be guessed: it needs 50 random characters or more. {MAKE_A_SECRET}")
    return value


MAKE_A_SECRET = "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"  # noqa: S105 - a sentence


def origin(value: str) -> str:
    parts = _split(value)
    if parts.scheme not in ("http", "https") or not HOST.fullmatch(parts.netloc.rpartition(":")[0] or parts.netloc):
        raise ValueError(f"is {value!r}. Use an address such as https://lernen.example.de.")
    if value != f"{parts.scheme}://{parts.netloc}":
        raise ValueError(f"is {value!r}. It ends after the host or its port, without a slash.")
    return value


def hosts(value: str) -> list[str]:
    named = [name.strip() for name in value.split(",")]
    for name in named:
        if not HOST.fullmatch(name):
            raise ValueError(f"names {name!r}. Use host names, separated by commas, without https:// and port.")
    return named


def sender(value: str) -> str:
    address = parseaddr(value)[1]
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        raise ValueError(f"is {value!r}. Use an e-mail address, or a name and the address: Zweiklang <a@example.de>.")
    return value


def database(value: str) -> dict[str, Any]:
    parts = _split(value)
    if parts.scheme not in ("sqlite", "postgres", "postgresql"):
        raise ValueError("is no address of a database. Use postgres://user:password@host:5432/name.")
    if len(parts.path) < 2:
        raise ValueError("names no database. It stands after the last slash.")
    config: dict[str, Any] = environ.Env.db_url_config(value)
    return config


def redis(value: str) -> str:
    parts = _split(value)
    if parts.scheme not in ("redis", "rediss", "unix") or not (parts.hostname or parts.scheme == "unix"):
        raise ValueError("is no address of Redis. Use redis://:password@host:6379/0.")
    return value


def mail_server(value: str) -> dict[str, Any]:
    parts = _split(value)
    if parts.scheme not in NO_MAIL_SERVER and not (parts.scheme in MAIL_SCHEMES and parts.hostname):
        raise ValueError("is no address of a mail server. Use smtp+tls://user:password@host:587.")
    config: dict[str, Any] = environ.Env.email_url_config(value)
    return config


def _split(value: str) -> Any:
    """The error of a wrong port would quote the password beside it."""
    parts = urlsplit(value)
    try:
        parts.port  # noqa: B018 - reading it is the check
    except ValueError:
        raise ValueError("has a port that is no number.") from None
    return parts


env = Environment(os.environ)


def secret_of_this_machine(folder: Path = VAR) -> str:
    """Of several processes that start at the same time, all get the secret of one."""
    kept, mine = folder / "secret-key", folder / f"secret-key-{secrets.token_hex(8)}"
    if not kept.exists():
        mine.write_text(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            kept.hardlink_to(mine)
        mine.unlink()
    return kept.read_text()
