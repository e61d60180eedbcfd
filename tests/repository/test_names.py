"""One word per thing: whoever reads the name of a class knows which one is meant, in whichever app."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("cms", "community", "config", "deliberation", "elearning", "training")
# Django finds these by their names; an activity is what one does in a room, and what one answers in a lesson; people
# are removed from a room, and pages from a course.
EXPECTED = {"Command", "Migration", "Activity", "Removal"}
# A room and the places of a training have a core each, and neither imports the other: whatever both do, asking at a
# door in a stage, refusing, keeping entries, has one name in both.
IN_BOTH_CORES = {
    *("Announce", "Ask", "Close", "Door", "Entry", "Mark", "Places"),
    *("Refused", "Request", "Seat", "Stage", "State", "Waiting"),
}


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
    assert {
        name: places for name, places in found.items() if len(places) > 1 and name not in EXPECTED | IN_BOTH_CORES
    } == {}
    assert len(found) > 200
