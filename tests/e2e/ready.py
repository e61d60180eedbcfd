"""A process in which Django is ready: `python -m tests.e2e.ready` forks for each management command that it is told.

Most of what a command takes is starting Django, and the tests run dozens. Each has a process of its own nonetheless,
with nothing in memory that another one left. One line of JSON comes in for each and one goes out; see `Site.manage`.
"""

import json
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import IO, Any, NoReturn

import django
from django.core.management import execute_from_command_line


def answer(arguments: list[str]) -> dict[str, Any]:
    with Path(os.devnull).open() as nothing, tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as why:
        if not (child := os.fork()):
            run(arguments, nothing, said, why)
        _, status = os.waitpid(child, 0)
        said.seek(0)
        why.seek(0)
        return {"code": os.waitstatus_to_exitcode(status), "stdout": said.read(), "stderr": why.read()}


def run(arguments: list[str], *files: IO[str]) -> NoReturn:
    """In the child, which has nothing left of the conversation of its parent."""
    for number, file in enumerate(files):
        os.dup2(file.fileno(), number)
    os._exit(code_of(arguments))


def code_of(arguments: list[str]) -> int:
    try:
        execute_from_command_line(["manage.py", *arguments])
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


if __name__ == "__main__":
    django.setup()
    for line in iter(sys.stdin.readline, ""):
        sys.stdout.write(json.dumps(answer(json.loads(line))) + "\n")
        sys.stdout.flush()
