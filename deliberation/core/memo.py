"""Memoization of what is asked about the same states for one person after another.

No state is ever changed, so the same object has the same answer. Its fields need not be hashable, and to compare them
would take longer than most answers: two states are the same here only if they are one object.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class Same:
    """One object, equal to nothing but itself."""

    __slots__ = ("it",)

    def __init__(self, it: object) -> None:
        self.it = it

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.it is other.it


def memoized(kept: int) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """The last `kept` answers are known: two, where what is so now is compared with what was before."""

    def decorate(function: Callable[..., Answer]) -> Callable[..., Answer]:
        @lru_cache(maxsize=kept)
        def answer(*states: Same) -> Answer:
            return function(*(state.it for state in states))

        @wraps(function)
        def asked(*states: Any) -> Answer:
            return answer(*map(Same, states))

        return asked

    return decorate
