"""In which order somebody reads the answers to choose from: another for each person, the same whenever they come back.

Where the right answer stands must tell nothing, nor may anybody find another order after a mistake.
"""

import hashlib

from elearning.core.items import Words


def shuffled(words: Words, seed: str) -> Words:
    """By the ids of the options, so that rewording and translating move nothing."""
    return {**words, "options": sorted(words["options"], key=lambda option: _place(seed, option["id"]))}


def _place(seed: str, option: str) -> str:
    return hashlib.sha256(f"{seed} {option}".encode()).hexdigest()
