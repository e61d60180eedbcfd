"""Where a learner stands in a course, what comes next, and what a newer release would change for them."""

from dataclasses import dataclass
from enum import StrEnum

from elearning.core.completion import Facts, course_completed, lesson_done
from elearning.core.manifest import Lesson, Manifest, Module


class State(StrEnum):
    DONE = "done"
    STARTED = "started"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Step:
    """A lesson on the path of one learner; `number` counts through the whole course."""

    lesson: Lesson
    number: int
    state: State


@dataclass(frozen=True, slots=True)
class Stage:
    """A module on the path of one learner."""

    module: Module
    steps: tuple[Step, ...]
    done: int
    state: State


@dataclass(frozen=True, slots=True)
class Progress:
    stages: tuple[Stage, ...]
    done: int
    total: int
    next: Step | None
    completed: bool

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(step for stage in self.stages for step in stage.steps)


def progress(manifest: Manifest, facts: Facts) -> Progress:
    """Closed lessons do not count, neither as done nor as missing, unless they were done before."""
    numbers = {lesson.key: number for number, lesson in enumerate(manifest.lessons, start=1)}
    stages = tuple(_stage(module, numbers, facts) for module in manifest.modules)
    steps = [step for stage in stages for step in stage.steps]
    done = sum(step.state is State.DONE for step in steps)
    total = sum(step.state is not State.CLOSED for step in steps)
    return Progress(stages, done, total, _next(steps, facts.last), course_completed(manifest, facts))


def _stage(module: Module, numbers: dict[str, int], facts: Facts) -> Stage:
    steps = tuple(Step(lesson, numbers[lesson.key], _state(lesson, facts)) for lesson in module.lessons)
    return Stage(module, steps, sum(step.state is State.DONE for step in steps), _stage_state(steps))


def _state(lesson: Lesson, facts: Facts) -> State:
    if lesson_done(lesson, facts):
        return State.DONE
    if lesson.key in facts.closed:
        return State.CLOSED
    return State.STARTED if lesson.key in facts.opened else State.OPEN


def _stage_state(steps: tuple[Step, ...]) -> State:
    states = {step.state for step in steps}
    if states <= {State.CLOSED}:
        return State.CLOSED
    if states <= {State.DONE, State.CLOSED}:
        return State.DONE
    return State.OPEN if states <= {State.OPEN, State.CLOSED} else State.STARTED


def _next(steps: list[Step], last: str) -> Step | None:
    """The lesson one was in, then the ones after it, then what was left out before it."""
    place = next((index for index, step in enumerate(steps) if step.lesson.key == last), 0)
    ahead = steps[place:] + steps[:place]
    return next((step for step in ahead if step.state in (State.OPEN, State.STARTED)), None)


@dataclass(frozen=True, slots=True)
class Change:
    """What another release would mean for a learner: keys of lessons."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    reopened: tuple[str, ...]

    @property
    def harmless(self) -> bool:
        """Nothing that was done would be undone, and the way does not become longer."""
        return not (self.added or self.removed or self.reopened)


def change(old: Manifest, new: Manifest, facts: Facts) -> Change:
    """`removed` names only lessons that were done: one that is still open is not missed."""
    done = [lesson.key for lesson in old.lessons if lesson_done(lesson, facts)]
    return Change(
        added=tuple(key for key in new.by_key if key not in old.by_key),
        removed=tuple(key for key in done if key not in new.by_key),
        reopened=tuple(key for key in done if key in new.by_key and not lesson_done(new.by_key[key], facts)),
    )
