"""`python -m tests.consequences`: one line of JSON, and 1 as the exit code where an edit does what it must not.

On SQLite, and on a private PostgreSQL. `here` plays on one database only, `short` a part in which each change, way and
language comes up.
"""

import json
import os
import subprocess
import sys
from typing import Any

from tests.canary.__main__ import site


def here(*, is_short: bool) -> dict[str, Any]:
    with site():
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"  # nothing here has to survive a power cut
        import django

        django.setup()
        from tests.consequences.playing import play

        return play(is_short=is_short)


def everywhere(further: list[str]) -> dict[str, Any]:
    here = [sys.executable, "-W", "ignore", "-m", "tests.consequences", "here", *further]
    commands = {"sqlite": here, "postgresql": [sys.executable, "-m", "tests.private_servers", "--", *here]}
    found = {
        name: json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout)
        for name, command in commands.items()
    }
    return {
        "cells": sum(each["cells"] for each in found.values()),
        "wrong": [f"{name}: {wrong}" for name, each in found.items() for wrong in each["wrong"]],
        "seconds": round(sum(each["seconds"] for each in found.values()), 1),
        "databases": list(found),
    }


def main(arguments: list[str]) -> int:
    further = [each for each in arguments if each != "here"]
    found = here(is_short="short" in further) if "here" in arguments else everywhere(further)
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    return 1 if found["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
