"""What must not stand in any file of the repository."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = {".css", ".html", ".js", ".json", ".lock", ".md", ".mjs", ".po", ".py", ".svg", ".toml", ".ts", ".txt"}

REGISTRIES = re.compile(r"files\.pythonhosted|registry\.npmjs|pypi\.org/simple")
MACHINES = re.compile(r"(?<![\w.])/(?:home|root|Users|workspace)/\w")
UNFINISHED = re.compile(r"\b(?:TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b")
NAMES_THAT_SAY_NOTHING = re.compile(r"(?:^|/)(?:utils?|helpers?|common|misc|managers?|services?)\.(?:py|ts)$")
# A page may link to other sites, but never load anything from them.
LOADED = re.compile(r"""(?:\bsrc=|\bsrcset=|@import|url\(|fetch\(|<link[^>]*href=)\s*["']?(?:https?:)?//""")


LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [path for path in paths if path.is_file() and path != Path(__file__)]


def places(pattern: re.Pattern[str], *folders: str) -> list[str]:
    found = []
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if (path.suffix in TEXT or path.suffix == "") and (not folders or name.startswith(folders)):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                if pattern.search(line):
                    found.append(f"{name}:{number}")
    return found


@pytest.mark.parametrize("pattern", [REGISTRIES, MACHINES, UNFINISHED])
def test_no_file_names(pattern):
    assert places(pattern) == []


def test_pages_load_nothing_from_elsewhere():
    apps = ("cms/", "community/", "deliberation/", "elearning/", "training/")
    assert places(LOADED, "templates/", "frontend/", *apps) == []


def test_every_module_has_a_name_that_says_what_it_is():
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    assert [name for name in names if NAMES_THAT_SAY_NOTHING.search(name)] == []


def test_no_file_is_so_large_that_it_must_be_somebody_elses():
    assert [path.name for path in tracked() if path.stat().st_size > 600_000] == []


def test_links_between_documents_lead_somewhere():
    pages = [path for path in tracked() if path.suffix == ".md"]
    links = [(page, link) for page in pages for link in LINK.findall(page.read_text(encoding="utf-8"))]
    assert [(page.name, link) for page, link in links if not (page.parent / link).exists()] == []
    assert len(links) > 10
