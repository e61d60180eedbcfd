"""How long a lesson takes somebody who reads it in a second language.

Adults read 238 words a minute of a non-fiction text in their first language, and fewer in a second one (M. Brysbaert,
"How many words do we read per minute?", Journal of Memory and Language 109, 2019). We count half of that, because
people also stop to think. What an exercise takes beyond reading it, its kind says.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

WORDS_A_MINUTE = 120
# What a stored block has beside its words: ids and choices from a list.
NOT_WORDS = frozenset({"id", "type", "kind", "key", "moment", "speaker"})

_TAG = re.compile(r"<[^>]*>")


def minutes(words: int, seconds: Iterable[float] = ()) -> int:
    """For reading so many words, and for exercises and recordings that take so many seconds; at least one."""
    return max(1, math.ceil(words / WORDS_A_MINUTE + sum(seconds) / 60))


def words_in(stored: Any) -> int:
    """How many words stand in a text, or in a block as it is stored: HTML, lists and mappings of such."""
    if isinstance(stored, str):
        return len(_TAG.sub(" ", stored).split())
    if isinstance(stored, Mapping):
        return sum(words_in(value) for name, value in stored.items() if name not in NOT_WORDS)
    return sum(map(words_in, stored)) if isinstance(stored, Sequence) else 0
