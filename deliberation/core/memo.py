"""Memoization of what is asked about the same states for one person after another.

No state is ever changed, so the same object has the same answer. Its fields need not be hashable, and to compare them
would take longer than most answers: two states are the same here only if they are one object.
"""

from collections.abc import Callable
from functools import wraps
from operator import is_
from typing import Any, TypeVar

Answer = TypeVar("Answer")


def memoized(kept: int) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """The last `kept` answers are known: two, where what is so now is compared with what was before."""

    def decorate(function: Callable[..., Answer]) -> Callable[..., Answer]:
        # Replaced, never changed: threads that ask at the same time lose an answer at most.
        known: tuple[tuple[tuple[Any, ...], Answer], ...] = ()

        @wraps(function)
        def asked(*states: Any) -> Answer:
            nonlocal known
            for those, answer in known:
                if len(those) == len(states) and all(map(is_, those, states)):
                    return answer
            answer = function(*states)
            known = ((states, answer), *known[: kept - 1])
            return answer

        return asked

    return decorate
