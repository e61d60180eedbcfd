"""Whoever adds an activity writes one file, a line in the list and its rows in the door's table."""

import subprocess
import sys
from pathlib import Path

from tests import databases

HERE = Path(__file__).parent
EVERYWHERE = ("added/checks.py", "core/test_laws.py", "log/test_codec.py")


def test_an_added_activity_is_known_everywhere():
    """In a process of its own, since the list is read once, and the laws hold for it in a few examples."""
    tests = [str(HERE / name) for name in EVERYWHERE]
    plugin = ("-p", "tests.deliberation.added.plugin", "--hypothesis-profile=few")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *plugin, "-q", *tests],
        env=databases.apart(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-4000:]
    assert "test_replaying" not in run.stdout
