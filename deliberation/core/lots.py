"""What is decided by lot, from the bits of chance that come with a command."""

from collections.abc import Collection
from hashlib import blake2b


def in_drawn_order(numbers: Collection[int], chance: int) -> list[int]:
    """The same bits give the same order; whoever does not know them can tell nothing from it."""
    key = (chance % 2**64).to_bytes(8)
    return sorted(numbers, key=lambda number: blake2b(str(number).encode(), key=key).digest())
