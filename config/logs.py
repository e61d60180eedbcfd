"""What goes into the logs."""

import logging
from http import HTTPStatus
from pathlib import Path
from traceback import extract_tb

from django.core.exceptions import RequestAborted
from redis.exceptions import RedisError

from config.secret_addresses import without_keys

NO_FAULT_OF_OURS = (OSError, RedisError, UnicodeDecodeError)


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


class GoneInOneLine(logging.Filter):
    """A browser that went away, and nobody waits for its answer. Either a page read what it had sent: Django closes
    that under the page, which fails then. Or the process ends, and gives up the page but not what listens for that."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        is_closed = isinstance(error, ValueError) and was_read_from_a_request(error) and "closed file" in str(error)
        if is_closed or isinstance(error, RequestAborted):
            shorten(record, "the browser was gone")
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


def was_read_from_a_request(error: BaseException) -> bool:
    """Whether the code of Django that reads requests stands in its traceback."""
    return any(Path(frame.filename).match("django/http/request.py") for frame in extract_tb(error.__traceback__))


def shorten(record: logging.LogRecord, reason: str) -> None:
    said = record.getMessage().strip().partition("\n")[0]
    record.msg, record.args = f"{said} ({reason})", ()
    record.exc_info = record.exc_text = None


class WithoutSecrets(logging.Formatter):
    """Whoever reads the logs must not be able to enter a session with them, and libraries name addresses in warnings.

    The line is cleaned as it is written, with its traceback, so that no logger and no library is forgotten.
    """

    def format(self, record: logging.LogRecord) -> str:
        return without_keys(super().format(record))
