"""How much each person has said: in words where people write, in seconds where they speak.

Seconds of a written turn would put slow typists last, for whom the list exists. Whatever is counted, the same amounts
lead to the same order: nothing else knows what they are amounts of.
"""

from collections.abc import Mapping

Spoken = Mapping[int, int]  # person -> words, or seconds


def words(text: str) -> int:
    return len(text.split())


def seconds(ms: int) -> int:
    """Rounded up: whoever took the floor has spoken."""
    return -(-ms // 1000)


def added(spoken: Spoken, person: int, amount: int) -> Spoken:
    return {**spoken, person: spoken.get(person, 0) + amount} if amount else spoken


def share(spoken: Spoken, person: int) -> int:
    return spoken.get(person, 0)
