"""Every code with which the core says no has its sentence in the room's page."""

import re
from pathlib import Path

from deliberation import core

CORE = Path(core.__file__).parent
SENTENCES = Path(__file__).resolve().parents[2] / "frontend" / "src" / "room" / "refusals.ts"
# Asked by the shell only, never by the browser.
NEVER_SHOWN = {"agenda.opening_first"}


def codes() -> set[str]:
    code = "".join(path.read_text() for path in CORE.glob("*.py"))
    spelled = set(re.findall(r'Refused\("([a-z_.]+)"\)', code))
    places = re.findall(r'written\([^)]*"([a-z.]+)"\)', code)
    return spelled | {f"{place}.{what}" for place in places for what in ("empty", "too_long")}


def test_every_refusal_of_the_core_has_a_sentence():
    sentences = set(re.findall(r'"([a-z_]+\.[a-z_.]+)":', SENTENCES.read_text()))
    assert codes() - sentences - NEVER_SHOWN == set()
