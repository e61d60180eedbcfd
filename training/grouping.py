"""Small groups at sittings in a room, planned over all of them: whom people have met, attendance says.

Groups of live sessions are prepared in the session, by the same planner; who really was in one with whom, its log says.
"""

import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from deliberation import acquaintances
from deliberation.core.grouping import by_hand, plans, tables
from deliberation.core.grouping.bounds import Assessment, assessed
from deliberation.core.grouping.tasks import Groups, Impossible, Task
from deliberation.core.grouping.wishes import Acquaintance, Trait
from deliberation.log import entries
from deliberation.models import RoomRecord
from training.core import meetings
from training.core.attendance import Status
from training.core.meetings import Met
from training.core.places import State
from training.models import GroupPlace, LivePlace, Mark, Registration, Sitting, Training

MOST_SITTINGS = 10  # that are planned at once, the next ones
AWAY = frozenset({Status.ABSENT, Status.EXCUSED})


class NobodyToGroup(Exception):
    """Nobody has a place, or no sitting in a room is to come."""


@dataclass(frozen=True, slots=True)
class GroupedSitting:
    """`groups`: of those who still have a place. `left_over`: who has one, and is in no group."""

    sitting: Sitting
    groups: Groups
    left_over: tuple[int, ...]

    @property
    def is_planned(self) -> bool:
        return any(self.groups)


def in_a_room(training: Training) -> QuerySet[Sitting]:
    """Those of which the groups are planned here."""
    return training.sittings.filter(cancelled=False, session=None, medium__in=("room", "both"))


def people(training: Training) -> dict[int, Registration]:
    found = training.registrations.filter(state=State.CONFIRMED).select_related("organisation")
    return {person.pk: person for person in found.order_by("name", "pk")}


def of_training(training: Training, here: Collection[int]) -> list[GroupedSitting]:
    """`here`: who has a place."""
    groups = _groups(GroupPlace.objects.filter(sitting__training=training))
    return [_grouped(sitting, groups.get(sitting.pk, ()), here) for sitting in in_a_room(training)]


def _grouped(sitting: Sitting, groups: Groups, here: Collection[int]) -> GroupedSitting:
    gone = {person for group in groups for person in group}.difference(here)
    kept = by_hand.without(groups, gone)
    return GroupedSitting(sitting, kept, by_hand.unplaced(kept, tuple(here)))


def _groups(places: QuerySet[GroupPlace]) -> dict[int, Groups]:
    """By sitting; groups in which nobody is are among them, so that the others keep their numbers."""
    found: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for sitting, group, person in places.values_list("sitting", "group", "registration"):
        found[sitting][group].append(person)
    return {sitting: tuple(tuple(of[number]) for number in range(max(of) + 1)) for sitting, of in found.items()}


# --- what is known ----------------------------------------------------------------------------------------------------


def known(training: Training, here: Mapping[int, Registration], now: datetime) -> Acquaintance:
    """Organisations, their kinds, and who met whom at the sittings that have begun."""
    traits = {
        pk: {Trait.ORGANISATION: str(person.organisation_id or ""), Trait.KIND: person.kind}
        for pk, person in here.items()
    }
    met = {person: others & here.keys() for person, others in met_before(training, now).items() if person in here}
    return Acquaintance(traits, met)


def met_before(training: Training, now: datetime) -> Met:
    begun = training.sittings.filter(cancelled=False, starts_at__lte=now)
    return meetings.together([*_met_in_rooms(begun), *_met_live(begun)])


def _met_in_rooms(begun: QuerySet[Sitting]) -> Iterable[Met]:
    groups = _groups(GroupPlace.objects.filter(sitting__in=begun.filter(session=None)))
    marks = Mark.objects.filter(sitting__in=groups).order_by("pk").values_list("sitting", "registration", "status")
    newest: dict[int, dict[int, str]] = defaultdict(dict)
    for sitting, person, status in marks:
        newest[sitting][person] = status
    for sitting, each in groups.items():
        yield meetings.met_in(each, {person for person, status in newest[sitting].items() if status in AWAY})


def _met_live(begun: QuerySet[Sitting]) -> Iterable[Met]:
    sessions = begun.exclude(session=None).values("session")
    places = LivePlace.objects.filter(participation__session__in=sessions)
    by_participation = dict(places.values_list("participation", "registration"))
    plenaries = RoomRecord.objects.filter(session__in=sessions, kind=RoomRecord.Kind.PLENARY)
    for plenary in plenaries.values_list("pk", flat=True) if by_participation else ():
        met = acquaintances.met_in(plenary, entries.read_kinds)
        yield {
            by_participation[person]: frozenset(by_participation[each] for each in others if each in by_participation)
            for person, others in met.items()
            if person in by_participation
        }


# --- planning ---------------------------------------------------------------------------------------------------------


def plan(training: Training, size: int, now: datetime) -> int:
    """For the sittings in a room that have not begun, all anew. Returns how many there are; raises NobodyToGroup."""
    ahead, here = list(in_a_room(training).filter(starts_at__gt=now)[:MOST_SITTINGS]), people(training)
    task = Task(tuple(here), tables.number_of_groups(len(here), size), len(ahead), known(training, here, now))
    found = plans.planned(task, secrets.randbits(32)) if ahead and here else Impossible()
    if isinstance(found, Impossible):
        raise NobodyToGroup
    with transaction.atomic():
        for sitting, groups in zip(ahead, found.rounds, strict=True):
            write(sitting, groups)
    return len(ahead)


@transaction.atomic
def write(sitting: Sitting, groups: Groups) -> None:
    GroupPlace.objects.filter(sitting=sitting).delete()
    GroupPlace.objects.bulk_create(
        GroupPlace(sitting=sitting, registration_id=person, group=number)
        for number, group in enumerate(groups)
        for person in group
    )


def effects(training: Training, ahead: Sequence[GroupedSitting], now: datetime) -> Assessment:
    """What these groups lead to, also after they were changed by hand."""
    here = people(training)
    rounds = [each.groups for each in ahead]
    return assessed(Task(tuple(here), max(map(len, rounds)), len(rounds), known(training, here, now)), rounds)
