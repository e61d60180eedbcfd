"""What a process costs is read of itself and all that it started, and one process is ended by its number."""

import subprocess
import sys
import time

import pytest

from benchmarks import processes

SPIN = """
import time
end = time.process_time() + 0.3
while time.process_time() < end:
    pass
print("done", flush=True)
time.sleep(60)
"""
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SPIN!r}])"


def test_the_work_of_a_child_counts():
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE) as parent:
        try:
            assert parent.stdout.readline() == b"done\n"
            found = processes.tree([parent.pid])
            assert len(found) == 2
            assert processes.cpu_seconds(found) >= 0.25
            counted = sum(processes.ticks(processes.fields(pid)[11:13]) for pid in found)
            assert processes.cpu_seconds(found) == pytest.approx(counted, abs=0.05)
            assert processes.resident_bytes(found) > 1_000_000
        finally:
            processes.end(parent)
    deadline = time.monotonic() + 10  # who is killed is not gone at once
    while not all(map(is_dead, found)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert all(map(is_dead, found))


def is_dead(pid):
    """Ended, whether or not anybody has looked at how."""
    return processes.fields(pid)[:1] in ([], ["Z"])


def test_a_process_that_is_gone_costs_nothing():
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    process.wait(30)
    assert processes.cpu_seconds([process.pid]) == 0
    assert processes.resident_bytes([process.pid]) == 0
    processes.end(process)


def test_whoever_does_not_leave_is_made_to(monkeypatch):
    monkeypatch.setattr(processes, "SECONDS_TO_LEAVE", 1)
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", stubborn], stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"up\n"
        started = time.monotonic()
        processes.end(process)
        assert process.poll() is not None
        assert time.monotonic() - started < 30
