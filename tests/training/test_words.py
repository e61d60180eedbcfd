"""Every code has words."""

import re
from pathlib import Path

from training import core, words
from training.core.places import Stage, State, Waiting

CODE = re.compile(r'"(places\.\w+)"')


def test_every_refusal_has_a_sentence():
    source = Path(core.__file__).with_name("places.py").read_text()
    codes = set(CODE.findall(source)) | {f"places.{stage}" for stage in Stage}
    assert codes | {"places.too_many_named", "places.too_many_today"} == set(words.REFUSALS)


def test_every_state_has_a_word():
    assert (set(words.STAGES), set(words.STATES), set(words.WAITING)) == (set(Stage), set(State), set(Waiting))
