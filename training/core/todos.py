"""What the trainers of a training have to do before its sittings, and what is open after them.

Nothing of it is ticked off: each thing to do follows from what is so, and is gone as soon as it is otherwise.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from training.core.places import Stage


class ToDoKind(StrEnum):
    """In the order in which they are named, of those that are about the same sitting."""

    ANNOUNCE = "announce"
    PLAN_SITTING = "plan_sitting"
    NAME_TRAINER = "name_trainer"
    FIND_PEOPLE = "find_people"  # fewer have a place than the training needs
    GIVE_PLACES = "give_places"  # trainers decide who of the waiting list gets a place that is free
    REACH_PEOPLE = "reach_people"  # the last mail did not arrive
    READ_NEEDS = "read_needs"
    FIND_PLACE = "find_place"
    PLAN_SESSION = "plan_session"
    PUT_INTO_GROUPS = "put_into_groups"  # who came after the groups were planned
    NOTE_ATTENDANCE = "note_attendance"
    ADD_LIST = "add_list"  # the signed one


AFTER = frozenset({ToDoKind.NOTE_ATTENDANCE, ToDoKind.ADD_LIST})
# So long before a sitting it is time; earlier, it stands on the desk and nobody is reminded of it. Of the others it is
# always time, and a draft has time.
DAYS_BEFORE = {
    ToDoKind.FIND_PEOPLE: 14,
    ToDoKind.READ_NEEDS: 14,
    ToDoKind.FIND_PLACE: 14,
    ToDoKind.PLAN_SESSION: 7,
    ToDoKind.PUT_INTO_GROUPS: 2,
}
REMINDED = timedelta(days=30)  # after a sitting; what is open then stays on the desk


@dataclass(frozen=True, slots=True)
class SittingFacts:
    """Of a sitting that takes place. `people` are numbers of those of whom something is missing."""

    sitting: int
    begins: datetime
    ends: datetime
    in_room: bool = True
    live: bool = False
    has_place: bool = True
    has_session: bool = False
    without_group: int = 0  # people, if there are groups
    unnoted: int = 0  # people of whom nobody has noted whether they were there
    there: int = 0  # people who were there
    has_list: bool = False  # the signed one is stored


@dataclass(frozen=True, slots=True)
class TrainingFacts:
    """`sittings` in the order of their beginning. The numbers are those of people."""

    stage: Stage
    sittings: tuple[SittingFacts, ...] = ()
    trainers: int = 1
    missing: int = 0  # so that it takes place
    to_decide: int = 0  # who wait for places that are free and that trainers give
    unreached: int = 0
    unread_needs: int = 0


@dataclass(frozen=True, slots=True)
class ToDo:
    """`sitting`: which one it is about; None: the training as a whole. `is_time`: it should not wait any longer."""

    kind: ToDoKind
    count: int = 0
    sitting: int | None = None
    is_time: bool = True


def to_do(facts: TrainingFacts, now: datetime) -> tuple[ToDo, ...]:
    """First what is open after sittings, then what comes before them, the next one first."""
    if facts.stage is Stage.CANCELLED:
        return ()
    over = [each for each in facts.sittings if each.ends <= now]
    ahead = [each for each in facts.sittings if each.ends > now]
    found = [todo for sitting in over for todo in after(sitting, now)] if facts.stage is Stage.ANNOUNCED else []
    found += [*before_any(facts, ahead, now), *(todo for sitting in ahead for todo in before(sitting, now))]
    return tuple(found)


def before_any(facts: TrainingFacts, ahead: Collection[SittingFacts], now: datetime) -> Iterator[ToDo]:
    """What is about the training as a whole. Once the last sitting is over, nothing of it can be mended."""
    if facts.stage is Stage.DRAFT:
        yield ToDo(ToDoKind.ANNOUNCE, is_time=False)
    if not facts.sittings:
        yield ToDo(ToDoKind.PLAN_SITTING, is_time=False)
    if not facts.trainers and (ahead or not facts.sittings):
        yield ToDo(ToDoKind.NAME_TRAINER)
    following = next(iter(ahead), None)
    if following is None or facts.stage is Stage.DRAFT:
        return
    has_begun = len(ahead) < len(facts.sittings)
    counted = {
        ToDoKind.FIND_PEOPLE: 0 if has_begun else facts.missing,
        ToDoKind.GIVE_PLACES: facts.to_decide,
        ToDoKind.REACH_PEOPLE: facts.unreached,
        ToDoKind.READ_NEEDS: facts.unread_needs,
    }
    for kind, count in counted.items():
        if count:
            yield ToDo(kind, count, is_time=is_time(kind, following, now))


def before(sitting: SittingFacts, now: datetime) -> Iterator[ToDo]:
    lacks = {
        ToDoKind.FIND_PLACE: sitting.in_room and not sitting.has_place,
        ToDoKind.PLAN_SESSION: sitting.live and not sitting.has_session,
        ToDoKind.PUT_INTO_GROUPS: sitting.without_group > 0,
    }
    for kind in (kind for kind, is_lacking in lacks.items() if is_lacking):
        count = sitting.without_group if kind is ToDoKind.PUT_INTO_GROUPS else 0
        yield ToDo(kind, count, sitting.sitting, is_time(kind, sitting, now))


def is_time(kind: ToDoKind, sitting: SittingFacts, now: datetime) -> bool:
    return kind not in DAYS_BEFORE or sitting.begins - now <= timedelta(days=DAYS_BEFORE[kind])


def after(sitting: SittingFacts, now: datetime) -> Iterator[ToDo]:
    still = now - sitting.ends <= REMINDED
    if sitting.unnoted:
        yield ToDo(ToDoKind.NOTE_ATTENDANCE, sitting.unnoted, sitting.sitting, still)
    if sitting.in_room and sitting.there and not sitting.has_list:
        yield ToDo(ToDoKind.ADD_LIST, 0, sitting.sitting, still)
