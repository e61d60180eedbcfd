"""A mail server that stays silent must not keep the worker that sends the mail."""

import socket
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.mail import get_connection

SMTP = "django.core.mail.backends.smtp.EmailBackend"
LONGEST = 15  # seconds that a worker may wait for a mail server


@pytest.fixture
def silent_server() -> Iterator[tuple[str, int]]:
    """It accepts connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()


def test_the_installation_gives_up_on_a_mail_server_within_seconds():
    assert 0 < settings.EMAIL_TIMEOUT <= LONGEST
    assert get_connection(SMTP).timeout == settings.EMAIL_TIMEOUT


def test_a_silent_mail_server_raises_when_the_time_is_over(silent_server, settings):
    settings.EMAIL_TIMEOUT = 0.2
    host, port = silent_server
    with pytest.raises(OSError, match="timed out"):
        get_connection(SMTP, host=host, port=port).open()
