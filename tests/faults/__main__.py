"""`python -m tests.faults`: all of it in two halves side by side, as most of it is waiting.

What it is told goes on to pytest: `-m "not soak"` runs each scenario once.
"""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
HALVES = (
    ("test_history.py", "test_whereabouts.py", "test_processes.py", "test_chaos.py"),
    (
        "test_clients.py",
        "test_database.py",
        "test_doorbell.py",
        "test_mail_workers.py",
        "test_slow_work.py",
        "test_rehearsal.py",
    ),
)


def main(arguments: list[str]) -> int:
    missing = {path.name for path in FOLDER.glob("test_*.py")} - {name for half in HALVES for name in half}
    if missing:
        sys.stderr.write(f"In neither half: {', '.join(sorted(missing))}\n")
        return 1
    commands = [
        [sys.executable, "-m", "pytest", "--quiet", *arguments, *(f"tests/faults/{name}" for name in half)]
        for half in HALVES
    ]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for command in commands]
    for half in running:
        printed, _ = half.communicate()
        sys.stdout.buffer.write(printed)
        sys.stdout.flush()
    return max(half.returncode for half in running)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
