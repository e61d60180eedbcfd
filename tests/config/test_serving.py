"""What hangs does not keep a process from ending."""

import signal
import subprocess
import sys

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
