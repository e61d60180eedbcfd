"""Who may do what with people and organisations: answers that need no database and no framework."""

from collections.abc import Collection
from dataclasses import dataclass

from community.groups import Group


@dataclass(frozen=True)
class Actor:
    """What the rules need to know of somebody; `id` is None for a guest."""

    id: int | None = None
    groups: frozenset[str] = frozenset()
    is_superuser: bool = False


GUEST = Actor()

# Whoever could make coordinators could make themselves an ally who does what they may not do.
GIVEN_BY_COORDINATION = frozenset({Group.TRAINERS, Group.EDITORS})


def is_staff(person: Actor) -> bool:
    """Staff see other people's data, or publish in the name of the house."""
    return person.is_superuser or not person.groups.isdisjoint(set(Group))


def may_edit_organisation(person: Actor) -> bool:
    return person.is_superuser or Group.COORDINATORS in person.groups


def tasks_to_give(giver: Actor) -> frozenset[Group]:
    if giver.is_superuser:
        return frozenset(Group)
    return GIVEN_BY_COORDINATION if Group.COORDINATORS in giver.groups else frozenset()


def may_give_tasks(giver: Actor, receiver: Actor) -> bool:
    """Coordinators give tasks to others below them: neither to themselves nor to each other nor to administrators."""
    if giver.is_superuser:
        return True
    is_above = receiver.is_superuser or Group.COORDINATORS in receiver.groups
    return bool(tasks_to_give(giver)) and receiver.id != giver.id and not is_above


def needs_second_factor(person: Actor, *, required: bool, has_one: bool) -> bool:
    return required and is_staff(person) and not has_one


def may_approve(reviewer_id: int, author_ids: Collection[int], reviewers: Collection[int]) -> bool:
    """Four eyes, as long as there are four: whoever wrote a part of it approves only if nobody else is there."""
    return reviewer_id not in author_ids or not set(reviewers) - {reviewer_id}
