"""Takes out of an environment what a server never opens: tests of the packages, sources of translations, translations
into languages that the platform does not speak, and what installs packages, which `venv` brings anew with each update.

    python3 deploy/slim.py .venv
"""

import shutil
import sys
from pathlib import Path

SPOKEN = frozenset({"ar", "de", "en"})
INSTALLERS = (
    "pip",
    "pip-*",
    "setuptools",
    "setuptools-*",
    "pkg_resources",
    "_distutils_hack",
    "distutils-precedence.pth",
)


def slim(environment: Path) -> None:
    for packages in environment.glob("lib/python*/site-packages"):
        for folder in sorted([*packages.rglob("tests"), *packages.rglob("test")]):
            if folder.name == "tests" or any(folder.glob("test_*.py")):  # not `django.test`, which helps to test
                shutil.rmtree(folder, ignore_errors=True)  # it may have gone with one around it
        for file in [*packages.rglob("*.po"), *packages.rglob("*.mo")]:
            if file.suffix == ".po" or not is_spoken(file):
                file.unlink()
        for path in (path for pattern in INSTALLERS for path in packages.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def is_spoken(file: Path) -> bool:
    """By the folder that names the language: `locale/de/LC_MESSAGES/django.mo`."""
    return file.parent.parent.name in SPOKEN


if __name__ == "__main__":
    slim(Path(sys.argv[1]))
