"""Every code with which the core says no has its sentence in the room's page."""

import re
from pathlib import Path

from deliberation import core
from deliberation.core.activities import ACTIVITIES

CORE = Path(core.__file__).parent
PAGE = Path(__file__).resolve().parents[2] / "frontend" / "src" / "room"
# Asked by the shell only, never by the browser.
NEVER_SHOWN = {"agenda.opening_first"}


def codes() -> set[str]:
    code = "".join(path.read_text() for path in CORE.glob("*.py"))
    names = "|".join(["room", *(activity.name for activity in ACTIVITIES)])
    spelled = set(re.findall(rf'(?:Refused\(|return |else )"((?:{names})\.[a-z_.]+)"', code))
    places = re.findall(r'cleaned\([^)]*"([a-z.]+)"\)', code)
    return spelled | {f"{place}.{what}" for place in places for what in ("empty", "too_long")}


def sentences() -> set[str]:
    pages = "".join(path.read_text() for path in PAGE.rglob("*.ts"))
    return set(re.findall(r'^  "([a-z_]+\.[a-z_.]+)": \(', pages, re.MULTILINE))


def test_every_refusal_of_the_core_has_a_sentence():
    found = codes()
    assert {"floor.not_yours", "turns.taken", "agreement.too_long", "exchange.note.empty"} <= found
    assert found - sentences() - NEVER_SHOWN == set()
