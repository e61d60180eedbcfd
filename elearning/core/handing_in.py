"""Which of the answers that arrive are new: a form may arrive twice, and somebody may have written in two windows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from elearning.core.items import Response, Unusable


@dataclass(frozen=True, slots=True)
class KeyedAnswer:
    """An answer to one version of a question, with the key that its form brought along."""

    key: str
    version: int
    response: Response
    attempt: int = 1


def taken(stored: Sequence[KeyedAnswer], arrived: KeyedAnswer, changed: str, base: str | None) -> KeyedAnswer | None:
    """The answer as it is to be stored behind those that are, or nothing if it is one of them.

    `changed` is its key if the form was stored with another answer: somebody went back in the browser, chose something
    else, and sent it again. `base` as below.
    """
    known = {each.key: each for each in stored}
    same = known.get(arrived.key)
    is_changed = same and same.version == arrived.version and same.response != arrived.response
    key = changed if is_changed else arrived.key
    if key in known:
        return None
    last = next((each for each in reversed(stored) if each.version == arrived.version), None)
    if last and last.response != arrived.response:
        check_base(last.key, arrived.key, base)
    return replace(arrived, key=key, attempt=last.attempt + 1 if last else 1)


def check_base(last: str, key: str, base: str | None) -> None:
    """What was stored since the form was shown would be lost without a word: of two windows the older would win.

    `base` has the keys that the form may replace, with commas between them; an earlier version of the page sent none.
    """
    if base is not None and last not in (*base.split(","), key):
        raise Unusable("answer.elsewhere")
