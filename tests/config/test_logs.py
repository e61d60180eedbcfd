"""The network breaks and browsers send nonsense: that is one line. A fault of ours is told with all there is."""

import asyncio
import gc
import io
import logging
import re
from logging.config import dictConfig
from tempfile import SpooledTemporaryFile

import pytest
import redis
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler, ASGIRequest
from django.db import OperationalError
from django.http import HttpResponse
from django.utils.log import log_response

from tests.matrix import routes

LIBRARIES = ["uvicorn.error", "channels_redis.pubsub"]


@pytest.fixture(autouse=True)
def as_in_production():
    dictConfig(settings.LOGGING)


def logged(caplog, name, error):
    log = logging.getLogger(name)
    log.addHandler(caplog.handler)
    try:
        raise error
    except type(error):
        log.exception("It went %s\n", "wrong")
    finally:
        log.removeHandler(caplog.handler)
    return caplog.records[-1]


@pytest.mark.parametrize("name", LIBRARIES)
@pytest.mark.parametrize(
    ("error", "told"),
    [
        (UnicodeDecodeError("utf-8", b"geheim", 0, 1, "invalid"), "UnicodeDecodeError"),
        (redis.ConnectionError("gone"), "ConnectionError"),
        (ConnectionResetError("gone"), "ConnectionResetError"),
    ],
)
def test_what_others_break_is_one_line(caplog, name, error, told):
    record = logged(caplog, name, error)
    assert (record.getMessage(), record.levelname, record.exc_info) == (f"It went wrong ({told})", "WARNING", None)


def failed(error):
    said = HttpResponse(status=500)
    log_response("%s: %s", "Internal Server Error", "/", response=said, exception=error)


def test_a_page_whose_browser_was_gone_is_one_line(written):
    with SpooledTemporaryFile() as sent:
        request = ASGIRequest({"type": "http", "method": "POST", "path": "/", "headers": []}, sent)
    with pytest.raises(ValueError, match="closed file") as gone:
        _ = request.body
    failed(gone.value)
    [line] = written().splitlines()
    assert line.endswith("WARNING django.request Internal Server Error: / (the browser was gone)")


def test_a_page_that_an_ending_process_gave_up_is_one_line(written):
    async def gone():
        return {"type": "http.disconnect"}

    async def nobody_asks_what_became_of_it():
        await asyncio.wait([asyncio.create_task(ASGIHandler.listen_for_disconnect(None, gone))])

    asyncio.run(nobody_asks_what_became_of_it())
    gc.collect()
    [line] = written().splitlines()
    assert line.endswith("WARNING asyncio Task exception was never retrieved (the browser was gone)")


def test_a_file_of_ours_that_is_closed_is_told_with_its_traceback(written):
    with SpooledTemporaryFile() as ours:
        pass
    with pytest.raises(ValueError, match="closed file") as fault:
        ours.seekable()
    failed(fault.value)
    assert "Traceback" in written()


def test_a_page_that_the_database_did_not_answer_is_one_line_that_says_why(written, rf):
    page, error = rf.get(f"/sessions/{KEY}/groups/"), OperationalError("database is locked\nDETAIL: geheim")
    log_response("%s: %s", "Service Unavailable", page.path, response=HttpResponse(status=503), exception=error)
    [line] = written().splitlines()
    assert line.endswith(
        "ERROR django.request Service Unavailable: /sessions/…/groups/ (OperationalError: database is locked)"
    )
    log_response("%s: %s", "Internal Server Error", page.path, response=HttpResponse(status=500), exception=error)
    assert "geheim" in written()


def test_who_comes_to_a_room_and_to_which_one_is_written_down_nowhere():
    assert not logging.getLogger("uvicorn.error").isEnabledFor(logging.INFO)


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_fault_of_ours_is_told_with_its_traceback(caplog, name):
    record = logged(caplog, name, KeyError("seq"))
    assert (record.levelname, record.exc_info[0]) == ("ERROR", KeyError)


# --- whoever reads the logs cannot enter a session --------------------------------------------------------------------

KEY = "q9Zt4M-x_Wc0aPfR2sLd7A"
WORDS = "/kurse/ankommen-und-zusammenleben/begleitung-zum-amt/"


@pytest.fixture
def written():
    """What the handler that production has would write to standard error."""
    console = next(each for each in logging.getLogger().handlers if type(each) is logging.StreamHandler)
    stream = console.stream = io.StringIO()
    return stream.getvalue


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("django.request", f"Not Found: /de/sessions/{KEY}/"),
        ("django.request", f"Not Found: /sessions/join/{KEY}/"),
        ("django.request", f"Not Found: /sesions/{KEY}"),
        ("django.request", "Too Many Requests: /de/sessions/projector/all-in-small-letters0/now/"),
        ("django.request", "Not Found: /sessions/device/all-in-small-letters0/7/"),
        ("django.request", "Not Found: /invitation/all-in-small-letters0/"),
        ("django.request", f"Method Not Allowed (GET): /sessions/{KEY}/register/"),
        ("django.security.csrf", f"Forbidden (CSRF cookie not set.): /sessions/{KEY}/edit/"),
        ("django.security.DisallowedRedirect", f"Unsafe redirect: https://example.org/?next=%2Fsessions%2F{KEY}%2F"),
        ("django.request", f"Bad Request: /accounts/confirm-email/MQ:1tXyZ9:{KEY}{KEY}/"),
        ("django.request", "Not Found: /accounts/password/reset/key/2-cxyz12-0123456789abcdef0123456789abcdef/"),
        ("django.server", f'"GET /sessions/{KEY}/room/ HTTP/1.1" 200 12'),
        (
            "daphne.server",
            f"Application instance <Task> for connection <WebRequest uri=/sessions/{KEY}/> took too long",
        ),
        ("daphne.server", f"... for connection <WebSocketProtocol path=b'/ws/sessions/{KEY}/'> took too long"),
        ("uvicorn.error", f'"WebSocket /ws/sessions/{KEY}/" 403'),
        ("uvicorn.access", f'127.0.0.1:1 - "GET /sessions/{KEY}/ HTTP/1.1" 200'),
        ("some.library", f"a session named /sessions/all-in-small-letters0/{KEY}"),
    ],
)
def test_keys_of_sessions_and_tokens_stand_in_no_line(written, name, line):
    logging.getLogger(name).error(line)
    line = written()
    assert "…" in line
    assert not any(secret in line for secret in (KEY, "0123456789abcdef", "all-in-small", "1tXyZ9"))


NO_SECRETS = {"role", "format", "filename"}  # what else stands in addresses as any text, outside of the CMS


SMALL = "all-in-small-letters0"


def addresses_with_a_key() -> dict[str, str]:
    found = {}
    for route in routes.of_pages():
        names = set(re.findall(r"<str:(\w+)>", route.pattern)) - NO_SECRETS
        if names and not route.pattern.startswith("admin/"):
            with_key = re.sub(rf"<str:({'|'.join(names)})>", SMALL, route.pattern)
            found[route.name] = "/" + re.sub(r"<(?:\w+:)?\w+>", "1", with_key)
    return found


def test_whatever_address_has_a_key_in_it_is_written_without(written):
    found = addresses_with_a_key()
    assert {"deliberation:join", "elearning:cohort_invitation", "elearning:resolution"} <= set(found)
    for address in found.values():
        logging.getLogger("django.request").warning("Not Found: %s", address)
    assert [line for line in written().splitlines() if SMALL in line] == []


def test_what_such_an_address_opens_is_kept_nowhere_whoever_has_it(db, client):
    for address in addresses_with_a_key().values():
        assert "no-store" in client.get(address).headers.get("Cache-Control", ""), address


def test_nor_in_a_traceback(written):
    try:
        raise ValueError(f"cannot show /sessions/{KEY}/")
    except ValueError:
        logging.getLogger("django.request").exception("Internal Server Error: %s", f"/sessions/{KEY}/room/")
    line = written()
    assert "Internal Server Error: /sessions/…/room/" in line
    assert "ValueError: cannot show /sessions/…/" in line


def test_what_somebody_cannot_enter_with_stays_readable(written):
    for address in (WORDS, "/sessions/", "/learn/"):
        logging.getLogger("django.request").warning("Not Found: %s", address)
        assert f"Not Found: {address}\n" in written()


def test_a_request_that_fails_names_no_key(db, client, written):
    assert client.get(f"/de/sessions/{KEY}/").status_code == 301
    assert client.get(f"/sessions/{KEY}/room/").status_code == 404
    assert "Not Found: /sessions/…/room/" in written()


def test_servers_have_no_handlers_of_their_own():
    for name in ("django.server", "uvicorn", "uvicorn.access", "uvicorn.error"):
        log = logging.getLogger(name)
        assert (log.handlers, log.propagate) == ([], True)


def test_what_the_book_starts_writes_no_line_for_each_request():
    book = (settings.ROOT / "docs" / "operations.md").read_text()
    assert all(words in book for words in ("daphne --verbosity 0", "--no-access-log", "access_log off", "emerg"))
