"""One word per thing: whoever reads the name of a class knows which one is meant, in whichever app."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("cms", "community", "config", "deliberation", "elearning", "training")
# Django finds these by their names; an activity is what one does in a room, and what one answers in a lesson; people
# are removed from a room, and pages from a course.
EXPECTED = {"Command", "Migration", "Activity", "Removal"}


def classes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef):
                    found[node.name].append(path.relative_to(ROOT).as_posix())
    return found


def test_no_two_classes_have_one_name():
    found = classes()
    assert {name: places for name, places in found.items() if len(places) > 1 and name not in EXPECTED} == {}
    assert len(found) > 200
