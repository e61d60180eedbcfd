"""`python -m tests.places`: one line of JSON, and 1 as the exit code where a place was given twice, or to the wrong
person.

The laws of the pure core in any order of ten thousand commands, and a rush on a private PostgreSQL. `here` is the rush
alone, on the database that TEST_DATABASE_URL names, or else on SQLite.
"""

import json
import subprocess
import sys
from typing import Any

from tests.canary.__main__ import site


def here() -> dict[str, Any]:
    with site():
        import django

        django.setup()
        from tests.places.rush import rush

        return rush()


def laws() -> dict[str, Any]:
    import hypothesis
    from hypothesis.stateful import run_state_machine_as_test

    from tests.training.core.laws import AnyOrder

    settings = hypothesis.settings(deadline=None, max_examples=150, stateful_step_count=70, database=None)
    run_state_machine_as_test(AnyOrder, settings=settings)
    return {"operations": AnyOrder.operations}


def everywhere() -> dict[str, Any]:
    here = [sys.executable, "-m", "tests.private_servers", "--", sys.executable, "-m", "tests.places", "here"]
    rushed = json.loads(subprocess.run(here, stdout=subprocess.PIPE, check=False).stdout)
    return {"laws": laws(), **rushed}


def main(arguments: list[str]) -> int:
    found = here() if arguments == ["here"] else everywhere()
    sys.stdout.write(json.dumps(found) + "\n")
    return 0 if found["passed"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
