"""What a browser sends as a number is read in one place: Python refuses to read 5,000 digits, databases far fewer."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("cms", "community", "config", "deliberation", "elearning", "training")
BY_HAND = re.compile(r"\.isdecimal\(|\bint\([^()]*(POST|GET)\b")


def test_numbers_that_browsers_send_are_read_in_one_place():
    code = {path for app in APPS for path in (ROOT / app).rglob("*.py")} - {ROOT / "cms" / "numbers.py"}
    assert sorted(str(path) for path in code if BY_HAND.search(path.read_text(encoding="utf-8"))) == []
    assert BY_HAND.search('int(request.GET.get("page"))')
