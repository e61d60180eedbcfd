"""Who has met whom in groups of sittings that are over: only who was there has met anybody."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

Groups = Iterable[Collection[int]]  # the people of each group of one sitting
Met = Mapping[int, frozenset[int]]


def met_in(groups: Groups, away: Collection[int]) -> Met:
    """At one sitting. `away`: who is noted as absent or excused; of whom nothing is noted, it is believed that they
    were where they belonged."""
    found: dict[int, frozenset[int]] = {}
    for group in groups:
        there = frozenset(group).difference(away)
        found |= {person: there - {person} for person in there if len(there) > 1}
    return found


def together(several: Iterable[Met]) -> Met:
    """At all of these."""
    found: dict[int, frozenset[int]] = defaultdict(frozenset)
    for met in several:
        for person, others in met.items():
            found[person] |= others
    return dict(found)
