"""What is decided by lot, from the bits of chance that come with a command."""

from collections.abc import Collection, Sequence
from hashlib import blake2b


def in_drawn_order(numbers: Collection[int], chance: int) -> list[int]:
    """The same bits give the same order; whoever does not know them can tell nothing from it."""
    return sorted(numbers, key=lambda number: digest(str(number), chance))


def drawn_one(numbers: Sequence[int], chance: int) -> int:
    """Each as likely as another, and with one hash: to draw an order of thousands takes a thousand times as long."""
    return numbers[int.from_bytes(digest("", chance)) % len(numbers)]


def digest(what: str, chance: int) -> bytes:
    return blake2b(what.encode(), key=(chance % 2**64).to_bytes(8)).digest()
