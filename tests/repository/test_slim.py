"""An environment of production loses what no server opens, and nothing else."""

import runpy
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "slim.py"
KEPT = {
    "pipeline/__init__.py",
    "django/test/client.py",
    "django/conf/locale/fr/formats.py",
    "app/locale/de/LC_MESSAGES/django.mo",
}
GONE = {
    "app/tests/test_app.py",
    "app/tests/tests/test_more.py",
    "twisted/web/test/test_web.py",
    "app/locale/de/LC_MESSAGES/django.po",
    "pip/__main__.py",
    "pip-26.0.dist-info/METADATA",
    "setuptools/__init__.py",
    "distutils-precedence.pth",
    "app/locale/fr/LC_MESSAGES/django.mo",
}


def test_tests_foreign_translations_and_installers_go(tmp_path):
    packages = tmp_path / "lib" / "python3.11" / "site-packages"
    for name in KEPT | GONE:
        (packages / name).parent.mkdir(parents=True, exist_ok=True)
        (packages / name).touch()
    runpy.run_path(str(SCRIPT))["slim"](tmp_path)
    assert {str(path.relative_to(packages)) for path in packages.rglob("*") if path.is_file()} == KEPT
