"""What goes into the logs."""

import logging
import re
from http import HTTPStatus

from redis.exceptions import RedisError

NO_FAULT_OF_OURS = (OSError, RedisError, UnicodeDecodeError)
HIDDEN = "…"


class InOneLine(logging.Filter):
    """Libraries write a whole traceback when the network breaks or a browser sends nonsense: a line says as much."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, NO_FAULT_OF_OURS):
            shorten(record, type(error).__name__)
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


class UnavailableInOneLine(logging.Filter):
    """A page that a database did not answer: while it is away, each would write more than a hundred lines. What the
    database says tells whether it is locked, full or away."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and getattr(record, "status_code", None) == HTTPStatus.SERVICE_UNAVAILABLE:
            error = record.exc_info[1]
            said = str(error).strip().partition("\n")[0]
            shorten(record, f"{type(error).__name__}: {said}")
        return True


def shorten(record: logging.LogRecord, reason: str) -> None:
    record.msg, record.args = f"{record.getMessage().strip()} ({reason})", ()
    record.exc_info = record.exc_text = None


# What follows these words in an address opens a session, confirms an e-mail address or sets a password.
SECRET_ADDRESS = re.compile(
    r"((?:sessions|join|projector|device|invitation|confirm-email|reset/key)(?:/|%2F))(?!(?:join|projector|device)(?:/|%2F))[^/%\s'\"<>?&]+",
    re.I,
)
# A long part of any other address that is not written as words are: a key at a mistyped address, or in a query.
SECRET_PART = re.compile(r"(?<=[/=:])(?=[\w-]*[A-Z])[\w-]{20,}|(?<=%2F)(?=[\w-]*[A-Z])[\w-]{20,}")


class WithoutSecrets(logging.Formatter):
    """Whoever reads the logs must not be able to enter a session with them, and libraries name addresses in warnings.

    The line is cleaned as it is written, with its traceback, so that no logger and no library is forgotten.
    """

    def format(self, record: logging.LogRecord) -> str:
        return SECRET_PART.sub(HIDDEN, SECRET_ADDRESS.sub(rf"\1{HIDDEN}", super().format(record)))
