"""What differs between databases is tested on both kinds."""

import re
from pathlib import Path

import pytest

from tests.databases import BOTH, runs_on_both

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
APPS = ("cms", "community", "config", "deliberation", "elearning", "training")
# Locking, transactions, constraints, SQL of our own, full text: what each database does in its own way.
DIFFERENT = re.compile(
    r"\bcursor\(|select_for_update|\.vendor\b|IntegrityError|(Unique|Check)Constraint|RawSQL|\.raw\(|\.search\("
    r"|transaction\.|get_channel_layer"
)
COMMITTING = re.compile(r"transaction=True|\btransaction\.atomic\(|\bThread\(")


def mirror(code: Path) -> Path:
    return TESTS / code.relative_to(ROOT).with_name(f"test_{code.name}")


def different() -> set[Path]:
    code = {path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts}
    mirrored = {mirror(path) for path in code if DIFFERENT.search(path.read_text())}
    tests = {path for app in APPS for path in (TESTS / app).rglob("test_*.py")}
    return {path for path in tests if path in mirrored or COMMITTING.search(path.read_text())}


def test_what_differs_between_databases_runs_on_both():
    assert sorted(str(path) for path in different() if not runs_on_both(path)) == []


@pytest.mark.parametrize("named", BOTH)
def test_what_is_named_exists(named):
    assert (TESTS / named).exists()


def test_rules_and_words_run_on_one():
    """Otherwise everything would be tested twice, and nobody would notice but the clock."""
    assert not runs_on_both(TESTS / "deliberation" / "core" / "test_room.py")
    assert not runs_on_both(TESTS / "cms" / "test_blocks.py")
