"""What is so in trainings, and what their trainers have to do: asked for several trainings at once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from community.models import User
from training import calendars, messages
from training.core import todos
from training.core.attendance import WAS_THERE, Status
from training.core.places import ACTIVE, TAKING, Stage, State, Waiting
from training.core.todos import SittingFacts, ToDo, ToDoKind, TrainingFacts
from training.models import GroupPlace, Mark, Needs, Registration, SignedList, Sitting, Trainership, Training

OPEN = Status.OPEN
ONLINE = ("live", "both")
IN_ROOM = ("room", "both")


def of_trainings(trainings: Sequence[Training], trainer: User, now: datetime) -> dict[int, tuple[ToDo, ...]]:
    """By training, in as many queries as for one. `trainer`: who asks; what people need is only for who leads it."""
    return {pk: todos.to_do(facts, now) for pk, facts in facts_of(trainings, trainer).items()}


def facts_of(trainings: Sequence[Training], trainer: User) -> dict[int, TrainingFacts]:
    known = _Stored.of(trainings)
    led = {training for training, user in known.trainers if user == trainer.pk}
    return {
        training.pk: TrainingFacts(
            stage=Stage(training.stage),
            sittings=tuple(known.facts_of(training, sitting) for sitting in known.sittings[training.pk]),
            trainers=sum(of == training.pk for of, _user in known.trainers),
            missing=max(0, training.minimum - len(known.in_state(training, State.CONFIRMED))),
            to_decide=known.to_decide(training),
            unreached=len(known.unreached & known.in_state(training, *ACTIVE)),
            unread_needs=known.unread[training.pk] if training.pk in led else 0,
        )
        for training in trainings
    }


@dataclass(frozen=True, slots=True)
class _Stored:
    """What the database has of these trainings."""

    sittings: Mapping[int, Sequence[Sitting]]  # that take place, by training
    states: Mapping[int, Mapping[int, str]]  # by training and registration
    marks: Mapping[int, Mapping[int, str]]  # what counts, by sitting and registration
    grouped: Mapping[int, Collection[int]]  # who is in a group, by sitting
    listed: Collection[int]  # sittings of which the signed list is stored
    trainers: Sequence[tuple[int, int]]
    unread: Mapping[int, int]  # needs, by training
    unreached: set[int]

    @classmethod
    def of(cls, trainings: Sequence[Training]) -> "_Stored":
        held = Sitting.objects.filter(training__in=trainings, cancelled=False).order_by("starts_at", "pk")
        sittings: dict[int, list[Sitting]] = defaultdict(list)
        for sitting in held:
            sittings[sitting.training_id].append(sitting)
        return cls(
            sittings=sittings,
            states=by_two(Registration.objects.filter(training__in=trainings), "training", "pk", "state"),
            marks=by_two(Mark.objects.filter(sitting__in=held).order_by("pk"), "sitting", "registration", "status"),
            grouped=by_two(GroupPlace.objects.filter(sitting__in=held), "sitting", "registration", "group"),
            listed=set(SignedList.objects.filter(sitting__in=held).values_list("sitting", flat=True)),
            trainers=list(Trainership.objects.filter(training__in=trainings).values_list("training", "user")),
            unread=unread_needs(trainings),
            unreached=messages.unreached(trainings),
        )

    def in_state(self, training: Training, *states: str) -> set[int]:
        return {person for person, state in self.states[training.pk].items() if state in states}

    def to_decide(self, training: Training) -> int:
        """So many as there are places for."""
        if training.waiting != Waiting.BY_HAND:
            return 0
        free = max(0, training.capacity - len(self.in_state(training, *TAKING)))
        return min(free, len(self.in_state(training, State.WAITING)))

    def facts_of(self, training: Training, sitting: Sitting) -> SittingFacts:
        here = self.in_state(training, State.CONFIRMED)
        marks, grouped = self.marks[sitting.pk], self.grouped[sitting.pk]
        return SittingFacts(
            sitting=sitting.pk,
            begins=sitting.starts_at,
            ends=sitting.ends_at,
            in_room=sitting.medium in IN_ROOM,
            live=sitting.medium in ONLINE,
            has_place=bool(calendars.place_of(training, sitting)),
            has_session=sitting.session_id is not None,
            without_group=len(here.difference(grouped)) if grouped and sitting.session_id is None else 0,
            unnoted=sum(marks.get(person, OPEN) == OPEN for person in here),
            there=sum(status in WAS_THERE for status in marks.values()),
            has_list=sitting.pk in self.listed,
        )


# Where it is done: the address, and the part of the page.
ADDRESSES: Mapping[ToDoKind, tuple[str, str]] = {
    ToDoKind.ANNOUNCE: ("training:training", "#planning"),
    ToDoKind.PLAN_SITTING: ("training:edit", ""),
    ToDoKind.NAME_TRAINER: ("training:edit", ""),
    ToDoKind.FIND_PEOPLE: ("training:people", ""),
    ToDoKind.GIVE_PLACES: ("training:people", "#waiting"),
    ToDoKind.REACH_PEOPLE: ("training:messages", "#undelivered"),
    ToDoKind.READ_NEEDS: ("training:people", "#needs"),
    ToDoKind.FIND_PLACE: ("training:edit", ""),
    ToDoKind.PLAN_SESSION: ("training:plan_session", ""),
    ToDoKind.PUT_INTO_GROUPS: ("training:groups", ""),
    ToDoKind.NOTE_ATTENDANCE: ("training:attendance", ""),
    ToDoKind.ADD_LIST: ("training:attendance", "#list"),
}
OF_A_SITTING = frozenset({"training:plan_session", "training:attendance"})


def address_of(training: Training, todo: ToDo) -> str:
    name, part = ADDRESSES[todo.kind]
    return reverse(name, args=[training.key, *([todo.sitting] if name in OF_A_SITTING else [])]) + part


def by_two(rows: QuerySet[Any], first: str, second: str, value: str) -> Mapping[int, Mapping[int, Any]]:
    """Of several with the same two, the last one."""
    found: dict[int, dict[int, Any]] = defaultdict(dict)
    for one, other, said in rows.values_list(first, second, value):
        found[one][other] = said
    return found


def unread_needs(trainings: Sequence[Training]) -> Mapping[int, int]:
    new = Needs.objects.filter(registration__training__in=trainings, registration__state__in=ACTIVE, read_at=None)
    return Counter(new.values_list("registration__training", flat=True))
