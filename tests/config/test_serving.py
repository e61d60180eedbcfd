"""What hangs does not keep a process from ending; and what a process does with memory while it serves."""

import gc
import signal
import subprocess
import sys

import pytest
from django.db import OperationalError, connection

from config import pages, serving
from config.asgi import application
from config.management.commands.serve import reachable

HANGING = """
import os, signal, sys, threading
from concurrent.futures import ThreadPoolExecutor
from config import serving

serving.LATEST_END = 0.5
def servers_own(number, frame):
    print("told", flush=True)
    sys.exit()
{before}
serving.end_in_time()
def hang():
    threading.Event().wait()
ThreadPoolExecutor(1).submit(hang)
{then}
os.kill(os.getpid(), signal.SIGTERM)
"""


def ended(before="", then=""):
    command = [sys.executable, "-c", HANGING.format(before=before, then=then)]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


def test_a_process_with_a_thread_that_hangs_is_ended_and_says_where_it_hung():
    done = ended(before="signal.signal(signal.SIGTERM, servers_own)")
    assert done.stdout == "told\n"
    assert done.returncode == 1
    assert "in hang" in done.stderr


def test_without_a_handler_of_the_server_it_ends_as_ever():
    assert ended().returncode == -signal.SIGTERM


def test_a_handler_that_came_later_and_does_nothing_is_no_way_out():
    """As a loop that hangs never comes to what the rooms ask of it."""
    done = ended(then="signal.signal(signal.SIGTERM, lambda number, frame: None); serving.end_in_time()")
    assert done.returncode == 1


def test_a_statement_of_a_page_ends_on_sqlite_as_well(db, settings):
    settings.STATEMENT_TIMEOUT = 20
    serving.limit_statements_of(connection)
    try:
        with pytest.raises(OperationalError) as ended, connection.cursor() as cursor:
            cursor.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")
        assert pages._is_the_database(ended.value)  # so that its page says 503, and not that we made an error
    finally:
        connection.execute_wrappers.pop()
        connection.connection.set_progress_handler(None, 0)


@pytest.mark.parametrize(
    ("interface", "address"),
    [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::", "[::1]"), ("10.0.0.7", "10.0.0.7")],
)
def test_a_process_reaches_itself_wherever_it_listens(interface, address):
    assert reachable(interface) == address


def test_once_everything_is_imported_garbage_is_looked_for_again():
    assert callable(application)
    assert gc.isenabled()
