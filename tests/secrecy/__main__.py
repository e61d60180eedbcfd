"""`python -m tests.secrecy`: one line of JSON, and 1 as the exit code where somebody can be linked to their ballot.

On SQLite, and on a private PostgreSQL. `python -m tests.secrecy here` attacks one database only.
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
        from tests.secrecy.attack import attack

        return attack()


def everywhere() -> dict[str, Any]:
    here = [sys.executable, "-m", "tests.secrecy", "here"]
    commands = {"sqlite": here, "postgresql": [sys.executable, "-m", "tests.private_servers", "--", *here]}
    found = {
        name: json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout)
        for name, command in commands.items()
    }
    return {"passed": all(each["passed"] for each in found.values()), **found}


def main(arguments: list[str]) -> int:
    found = here() if arguments == ["here"] else everywhere()
    sys.stdout.write(json.dumps(found) + "\n")
    return 0 if found["passed"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
