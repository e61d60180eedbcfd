"""Ballots that lessons may compare with. A course knows no sessions: who knows them says here what is public."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

FEWEST_SHEETS = 12  # below that, how all together voted says too much of each
Totals = Mapping[str, Sequence[int]]  # by the number of a statement, from 1: agreed, disagreed, passed


@dataclass(frozen=True, slots=True)
class PublicBallot:
    """A closed ballot of a session that everybody may read. `title` is for editors; learners read figures alone."""

    key: str
    title: str
    sheets: int
    totals: Totals = field(default_factory=dict)


SOURCES: list[Callable[[], Iterable[PublicBallot]]] = []  # of the apps that know ballots


def public_ballots() -> list[PublicBallot]:
    """Those that are large enough, whatever a source names."""
    return [each for source in SOURCES for each in source() if each.sheets >= FEWEST_SHEETS]


def totals(key: str) -> Totals:
    """Nothing of one that is not public, or not any longer."""
    return next((each.totals for each in public_ballots() if each.key == key), {}) if key else {}
