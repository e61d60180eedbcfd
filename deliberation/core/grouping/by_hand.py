"""Groups that somebody changes by hand, person by person, and what becomes of them when people come or leave."""

from collections.abc import Collection, Sequence

from deliberation.core.grouping.rules import Unit
from deliberation.core.grouping.tasks import Groups


def put(groups: Groups, person: int, to: int | None) -> Groups:
    """Into another group, or None: into none. Whoever is there already keeps their place."""
    if to is not None and person in groups[to]:
        return groups
    others = without(groups, {person})
    return others if to is None else (*others[:to], (*others[to], person), *others[to + 1 :])


def exchanged(groups: Groups, one: int, other: int) -> Groups:
    """Each in the place of the other; somebody who was in no group is in none then."""
    places = {one: other, other: one}
    return tuple(tuple(places.get(person, person) for person in group) for group in groups)


def without(groups: Groups, people: Collection[int]) -> Groups:
    return tuple(tuple(person for person in group if person not in people) for group in groups)


def unplaced(groups: Groups, people: Sequence[int]) -> Unit:
    """Who of these is in no group."""
    placed = {person for group in groups for person in group}
    return tuple(person for person in people if person not in placed)
