"""What trainers see of one training before and after each sitting: who comes, from where, and what is to do.

Kinds of organisations are counted; nobody is named, and ethnicity is nowhere asked.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from community.models import OrganisationKind, User
from training import attending, todos, words
from training.core.places import Stage, State
from training.core.todos import AFTER, ToDo, ToDoKind
from training.models import Sitting, Training


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One thing to do, in words; `address` is empty for whoever cannot do it."""

    what: str
    address: str
    is_time: bool


@dataclass(frozen=True, slots=True)
class OfSitting:
    sitting: Sitting
    points: tuple[OpenPoint, ...]


@dataclass(frozen=True)
class TrainersDesk:
    """`before`: what is to do before the next sitting; `later`: what only concerns those after it."""

    training: Training
    numbers: dict[State, int]
    kinds: tuple[tuple[str, str, int], ...]
    missing: int
    over: tuple[OfSitting, ...]
    before: tuple[OpenPoint, ...]
    later: tuple[OfSitting, ...]
    next: Sitting | None
    goes_on: bool
    code_is_open: bool

    @property
    def confirmed(self) -> int:
        return self.numbers[State.CONFIRMED]

    @property
    def free(self) -> int:
        return max(0, self.training.capacity - self.confirmed - self.numbers[State.OFFERED])

    @property
    def others(self) -> list[tuple[Any, int]]:
        """Who has no place, and of whom trainers can still expect something."""
        return [
            (words.STATES[state], self.numbers[state])
            for state in (State.OFFERED, State.WAITING, State.NAMED)
            if self.numbers[state]
        ]


def of_training(training: Training, user: User, now: datetime) -> TrainersDesk:
    held = {each.pk: each for each in training.sittings.filter(cancelled=False).select_related("session")}
    found = todos.of_trainings([training], user, now)[training.pk]
    following = next((each for each in held.values() if each.ends_at > now), None)
    if following:
        following.training = training
    people = list(training.registrations.values_list("state", "kind"))
    states = Counter(state for state, _kind in people)
    numbers = {state: states[state] for state in State}
    of_next = None if following is None else following.pk
    return TrainersDesk(
        training=training,
        numbers=numbers,
        kinds=by_kind([kind for state, kind in people if state == State.CONFIRMED]),
        missing=max(0, training.minimum - numbers[State.CONFIRMED]),
        over=by_sitting(training, user, [each for each in found if each.kind in AFTER], held),
        before=points(
            training, user, [each for each in found if each.kind not in AFTER and each.sitting in (None, of_next)]
        ),
        later=by_sitting(
            training,
            user,
            [each for each in found if each.kind not in AFTER and each.sitting not in (None, of_next)],
            held,
        ),
        next=following if training.stage != Stage.CANCELLED else None,
        goes_on=following is not None and following.starts_at <= now,
        code_is_open=following is not None and attending.is_code_open(following, now),
    )


def by_kind(kinds: Sequence[str]) -> tuple[tuple[str, str, int], ...]:
    """Kind, its name and how many, the largest first; of people without an organisation the first two are empty."""
    counted = sorted(Counter(kinds).items(), key=lambda each: (-each[1], each[0]))
    return tuple((kind, str(OrganisationKind(kind).label) if kind else "", number) for kind, number in counted)


def by_sitting(
    training: Training, user: User, found: Sequence[ToDo], held: dict[int, Sitting]
) -> tuple[OfSitting, ...]:
    concerned = dict.fromkeys(each.sitting for each in found if each.sitting is not None)
    return tuple(
        OfSitting(held[sitting], points(training, user, [each for each in found if each.sitting == sitting]))
        for sitting in concerned
    )


def points(training: Training, user: User, found: Sequence[ToDo]) -> tuple[OpenPoint, ...]:
    return tuple(
        OpenPoint(words.to_do(each), todos.address_of(training, each) if may_do(each, user) else "", each.is_time)
        for each in found
    )


def may_do(todo: ToDo, user: User) -> bool:
    """Sessions are planned by those who may moderate; all else by whoever plans the training."""
    return todo.kind is not ToDoKind.PLAN_SESSION or user.has_perm("deliberation.add_session")
