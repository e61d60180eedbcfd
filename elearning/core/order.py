"""In which order somebody reads the answers to choose from: another for each person, the same whenever they come back.

Where the right answer stands must tell nothing, nor may anybody find another order after a mistake.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from elearning.core.items import Words


def shuffled(words: Words, seed: str) -> Words:
    """Wherever options stand, by their ids, so that rewording and translating move nothing."""
    return {name: _in_order(name, value, seed) for name, value in words.items()}


def _in_order(name: str, value: Any, seed: str) -> Any:
    if name == "options":
        return sorted(value, key=lambda option: _place(seed, option["id"]))
    if isinstance(value, list):
        return [shuffled(each, seed) if isinstance(each, Mapping) else each for each in value]
    return value


def _place(seed: str, option: str) -> str:
    return hashlib.sha256(f"{seed} {option}".encode()).hexdigest()
