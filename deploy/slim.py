"""Takes out of an environment what a server never opens: parts of packages that serve others, tests, sources and type
stubs, translations into languages that the platform does not speak, symbols for debuggers, and what installs packages,
which `venv` brings anew with each update.

    python3 deploy/slim.py .venv
"""

import shutil
import struct
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
# Parts of packages that nothing here imports, and what only those who build or type-check against a package read.
OF_NO_USE = (
    "autobahn/_flatc",  # a compiler
    "django/contrib/gis",
    "lxml/html",
    "lxml/includes",
    "lxml/isoschematron",
    "lxml/objectify*",
    "numpy/distutils",
    "numpy/f2py",
    "twisted/conch",
    "twisted/mail",
    "twisted/names",
    "twisted/spread",
    "twisted/trial",
    "twisted/words",
    "wagtail/test",
    "**/*.pyi",
    "**/*.p[xy][dix]",  # Cython
)

# Of the header of a 64-bit ELF file, little-endian: where its tables begin and how long they are.
ELF = b"\x7fELF\x02\x01"
SEGMENTS, SECTIONS, SIZES, NUMBERS_OF_SECTIONS = 32, 40, 54, 58
SEGMENT = struct.Struct("<IIQQQQ")


def slim(environment: Path) -> None:
    for packages in environment.glob("lib/python*/site-packages"):
        for folder in sorted([*packages.rglob("tests"), *packages.rglob("test")]):
            if folder.name == "tests" or any(folder.glob("test_*.py")):  # not `django.test`, which helps to test
                shutil.rmtree(folder, ignore_errors=True)  # it may have gone with one around it
        for file in [*packages.rglob("*.po"), *packages.rglob("*.mo")]:
            if file.suffix == ".po" or not is_spoken(file):
                file.unlink()
        for pattern in (*INSTALLERS, *OF_NO_USE):
            for path in list(packages.glob(pattern)):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        for file in packages.rglob("*.so*"):
            strip(file)


def is_spoken(file: Path) -> bool:
    """By the folder that names the language: `locale/de/LC_MESSAGES/django.mo`."""
    return file.parent.parent.name in SPOKEN


def strip(file: Path) -> None:
    """Cuts a shared library off behind its last segment: what comes then, the table of sections with it, is for linkers
    and debuggers. `strip` of binutils does likewise, which servers seldom have."""
    content = file.read_bytes()
    if not content.startswith(ELF):
        return
    (table,) = struct.unpack_from("<Q", content, SEGMENTS)
    size, number = struct.unpack_from("<HH", content, SIZES)
    ends = [table + size * number]
    for n in range(number):
        _kind, _flags, offset, _address, _physical, length = SEGMENT.unpack_from(content, table + size * n)
        ends.append(offset + length)
    stripped = bytearray(content[: max(ends)])
    struct.pack_into("<Q", stripped, SECTIONS, 0)
    struct.pack_into("<HHH", stripped, NUMBERS_OF_SECTIONS, 0, 0, 0)
    file.write_bytes(stripped)


if __name__ == "__main__":
    slim(Path(sys.argv[1]))
