"""What processes cost, from the kernel: CPU seconds and memory of a process with all its children."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
SCHEDULED = 2  # of a process's clocks (man clock_getcpuclockid) the one that counts the time on a processor
SECONDS_TO_LEAVE = 15


def fields(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name, which may contain anything; none when the process is gone."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def tree(roots: Iterable[int]) -> set[int]:
    """These processes and all that they started."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit() and (known := fields(int(entry.name))):
            children.setdefault(int(known[1]), []).append(int(entry.name))
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        pid = waiting.pop()
        if pid not in found:
            found.add(pid)
            waiting.extend(children.get(pid, ()))
    return found


def cpu_seconds(pids: Iterable[int]) -> float:
    """utime and stime; of the children that have ended in the meantime too (cutime, cstime)."""
    return sum(own_seconds(pid, known) + ticks(known[13:15]) for pid in pids if (known := fields(pid)))


def own_seconds(pid: int, known: list[str]) -> float:
    """By the process's own clock, to the nanosecond: /proc counts hundredths, too coarse for a quiet second."""
    try:
        return time.clock_gettime((~pid << 3) | SCHEDULED)
    except OSError:
        return ticks(known[11:13])


def ticks(known: list[str]) -> float:
    return sum(map(int, known)) / TICKS


def resident_bytes(pids: Iterable[int]) -> int:
    return sum(int(known[21]) * PAGE for pid in pids if (known := fields(pid)))


def end(process: "subprocess.Popen[bytes]") -> None:
    """Asks this one process to leave, and makes it after a while; so it is with what it leaves behind."""
    if process.poll() is not None:
        return
    children = tree([process.pid]) - {process.pid}
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(SECONDS_TO_LEAVE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(SECONDS_TO_LEAVE)
    for pid in children:
        with contextlib.suppress(ProcessLookupError):  # it has left with its parent, as it should
            os.kill(pid, signal.SIGKILL)
