"""The content that `manage.py demo` brings: a fictional district with its people, courses and sessions.

Each loader adds what is missing and leaves alone what is there, so that it may run before every start.
"""

import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PASSWORD = "zweiklang-demo"  # noqa: S105 - printed on purpose: whoever runs the demo logs in with it


def content(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text())
