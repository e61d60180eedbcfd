"""What processes cost, from /proc: CPU seconds and memory of a process with all its children."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
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
    return sum(sum(map(int, known[11:15])) for pid in pids if (known := fields(pid))) / TICKS


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
