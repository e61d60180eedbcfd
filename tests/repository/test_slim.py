"""An environment of production loses what no server opens, and nothing else."""

import runpy
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "slim.py"
KEPT = {"django/test/client.py", "django/conf/locale/fr/formats.py", "app/locale/de/LC_MESSAGES/django.mo"}
GONE = {
    "app/tests/test_app.py",
    "app/tests/tests/test_more.py",
    "twisted/web/test/test_web.py",
    "app/locale/de/LC_MESSAGES/django.po",
    "app/locale/fr/LC_MESSAGES/django.mo",
}


def test_tests_and_foreign_translations_go(tmp_path):
    packages = tmp_path / "lib" / "python3.11" / "site-packages"
    for name in KEPT | GONE:
        (packages / name).parent.mkdir(parents=True, exist_ok=True)
        (packages / name).touch()
    runpy.run_path(str(SCRIPT))["slim"](tmp_path)
    assert {str(path.relative_to(packages)) for path in packages.rglob("*") if path.is_file()} == KEPT
