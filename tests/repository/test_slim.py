"""An environment of production loses what no server opens, and nothing else."""

import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import uvloop.loop

SLIM = runpy.run_path(str(Path(__file__).resolve().parents[2] / "deploy" / "slim.py"))
IMPORTED = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("uvloop.loop", sys.argv[1])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
assert module.__file__ == sys.argv[1] and module.Loop
"""
KEPT = {
    "pipeline/__init__.py",
    "django/test/client.py",
    "django/contrib/auth/models.py",
    "lxml/etree.so",
    "autobahn/nvx/speed.c",  # compiled when it is imported
    "django/conf/locale/fr/formats.py",
    "app/locale/de/LC_MESSAGES/django.mo",
}
GONE = {
    "app/tests/test_app.py",
    "app/tests/tests/test_more.py",
    "twisted/web/test/test_web.py",
    "twisted/words/protocols/irc.py",
    "lxml/objectify.so",
    "lxml/etree.pyx",
    "app/models.pyi",
    "app/locale/de/LC_MESSAGES/django.po",
    "pip/__main__.py",
    "pip-26.0.dist-info/METADATA",
    "setuptools/__init__.py",
    "distutils-precedence.pth",
    "app/locale/fr/LC_MESSAGES/django.mo",
}


def test_tests_sources_foreign_translations_and_installers_go(tmp_path):
    packages = tmp_path / "lib" / "python3.11" / "site-packages"
    for name in KEPT | GONE:
        (packages / name).parent.mkdir(parents=True, exist_ok=True)
        (packages / name).touch()
    SLIM["slim"](tmp_path)
    assert {str(path.relative_to(packages)) for path in packages.rglob("*") if path.is_file()} == KEPT


@pytest.mark.skipif(sys.platform != "linux", reason="shared libraries are of another kind here")
def test_a_shared_library_without_symbols_is_smaller_and_still_loads(tmp_path):
    library = Path(shutil.copy(uvloop.loop.__file__, tmp_path))
    before = library.stat().st_size
    SLIM["strip"](library)
    after = library.stat().st_size
    assert after < before
    subprocess.run([sys.executable, "-c", IMPORTED, str(library)], check=True)
    SLIM["strip"](library)
    assert library.stat().st_size == after
