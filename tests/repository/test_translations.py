"""German is complete: every text of the code stands in the translation files, translated and looked at."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
GERMAN = ROOT / "locale" / "de" / "LC_MESSAGES"
EXTENSIONS = {"django": "html,txt,py", "djangojs": "ts"}
TRANSLATED = ["cms", "community", "config", "deliberation", "elearning", "training", "templates", "frontend/src"]


def catalog(path: Path) -> Catalog:
    if not path.exists():  # as where nothing is to be translated
        return Catalog()
    with path.open("rb") as file:
        return read_po(file)


def texts(catalog: Catalog) -> set[tuple[str, ...]]:
    return {(message.context or "", *ids(message.id)) for message in catalog if message.id}


def ids(one_or_more: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (one_or_more,) if isinstance(one_or_more, str) else tuple(one_or_more)


@pytest.fixture
def extracted(tmp_path):
    """What gettext finds in the code: in a copy of it, because it writes beside what it reads."""
    if shutil.which("xgettext") is None and not os.environ.get("CI"):
        pytest.skip("gettext is not installed")
    for folder in TRANSLATED:
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "locale").mkdir()

    def extracted(domain: str) -> Catalog:
        command = [sys.executable, "-m", "django", "makemessages", "--locale", "de", "--domain", domain]
        command += [f"--extension={EXTENSIONS[domain]}"]
        without_settings = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(command, cwd=tmp_path, env=without_settings, check=True, capture_output=True)
        return catalog(tmp_path / "locale" / "de" / "LC_MESSAGES" / f"{domain}.po")

    return extracted


@pytest.mark.parametrize("domain", EXTENSIONS)
def test_the_translation_file_has_the_texts_of_the_code(domain, extracted):
    of_the_code, of_the_file = texts(extracted(domain)), texts(catalog(GERMAN / f"{domain}.po"))
    assert sorted(of_the_code - of_the_file) == [], "run `make messages` and translate what is new"
    assert sorted(of_the_file - of_the_code) == [], "run `make messages`: these are not used any more"


@pytest.mark.parametrize("domain", EXTENSIONS)
def test_every_text_is_translated(domain):
    untranslated = [message.id for message in catalog(GERMAN / f"{domain}.po") if not all(ids(message.string))]
    assert untranslated == []


@pytest.mark.parametrize("domain", EXTENSIONS)
def test_no_translation_is_a_guess(domain):
    assert [message.id for message in catalog(GERMAN / f"{domain}.po") if message.id and message.fuzzy] == []


@pytest.mark.parametrize("domain", EXTENSIONS)
def test_translations_keep_the_placeholders(domain):
    wrong = [(message.id, errors) for message, errors in catalog(GERMAN / f"{domain}.po").check()]
    assert wrong == []
