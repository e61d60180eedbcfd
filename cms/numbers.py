"""Numbers in addresses, buttons and hidden fields. Nobody types them, so people are told nothing of what is none."""

from collections.abc import Iterable

LONGEST = 18  # digits that every database takes as an id


def as_number(sent: str) -> int | None:
    """None for what is no number, or one that no id is."""
    return int(sent) if sent.isdecimal() and len(sent) <= LONGEST else None


def as_numbers(sent: Iterable[str]) -> list[int]:
    """Those of them that are numbers, in their order."""
    found = (as_number(each) for each in sent)
    return [each for each in found if each is not None]
