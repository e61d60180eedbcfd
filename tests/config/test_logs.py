"""The network breaks and browsers send nonsense: that is one line. A fault of ours is told with all there is."""

import logging
from logging.config import dictConfig

import pytest
import redis
from django.conf import settings

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


def test_who_comes_to_a_room_and_to_which_one_is_written_down_nowhere():
    assert not logging.getLogger("uvicorn.error").isEnabledFor(logging.INFO)


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_fault_of_ours_is_told_with_its_traceback(caplog, name):
    record = logged(caplog, name, KeyError("seq"))
    assert (record.levelname, record.exc_info[0]) == ("ERROR", KeyError)
