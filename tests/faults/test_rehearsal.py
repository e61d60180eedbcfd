"""A cast holds a session over real sockets, while its server is killed once in each phase: nothing is lost."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.servers import ROOT

pytestmark = [pytest.mark.faults, pytest.mark.soak]  # each of its faults is one of test_processes.py, too
SCRIPT = Path(__file__).parent / "rehearsal.toml"


def test_all_phases_are_held_and_nothing_that_was_acknowledged_is_lost(another_embedded, tmp_path):
    command = [sys.executable, "manage.py", "rehearse", "--template", str(SCRIPT), "--people", "3"]
    environment = another_embedded.environment | {"FAULTS": str(tmp_path)}
    done = subprocess.run(
        [*command, "--speed", "30", "--kill", "--json"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["phases"], found["restarts"], found["lost"]) == ("7 of 7", 7, 0)
    assert (found["hard_mirrors"], found["silent_rounds"]) == (1, 1)
    assert (found["small_groups"], found["ballots"]) == (1, 1)
    assert (found["holds"], found["returns"], found["rewrites"]) == (1, 1, 1)
