"""Where a learner stands in a course, what comes next, and what a newer release would change for them."""

from dataclasses import dataclass
from enum import StrEnum

from elearning.core.completion import Facts, Rule, WhatIsMissing, asks_more, lesson_done, locked, missing
from elearning.core.manifest import Lesson, Manifest, Module


class LessonState(StrEnum):
    DONE = "done"
    STARTED = "started"
    OPEN = "open"
    CLOSED = "closed"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class LessonStep:
    """A lesson on the path of one learner; `number` counts through the whole course."""

    lesson: Lesson
    number: int
    state: LessonState
    voluntary: bool = False


@dataclass(frozen=True, slots=True)
class ModuleStep:
    """A module on the path of one learner."""

    module: Module
    steps: tuple[LessonStep, ...]
    done: int
    state: LessonState
    after: str = ""  # the key of the module or course that opens it, while it is locked


@dataclass(frozen=True, slots=True)
class Progress:
    stages: tuple[ModuleStep, ...]
    done: int
    total: int
    next: LessonStep | None
    completed: bool
    missing: WhatIsMissing = WhatIsMissing()  # noqa: RUF009  # it never changes

    @property
    def steps(self) -> tuple[LessonStep, ...]:
        return tuple(step for stage in self.stages for step in stage.steps)


def progress(manifest: Manifest, facts: Facts, rule: Rule | None = None) -> Progress:
    """Closed lessons do not count, neither as done nor as missing, unless they were done before."""
    rule = rule or Rule()
    numbers = {lesson.key: number for number, lesson in enumerate(manifest.lessons, start=1)}
    shut = locked(manifest, rule, facts)
    stages = tuple(_stage(module, numbers, facts, shut.get(module.key, ""), rule) for module in manifest.modules)
    steps = [step for stage in stages for step in stage.steps]
    done = sum(step.state is LessonState.DONE for step in steps)
    total = sum(step.state is not LessonState.CLOSED for step in steps)
    left = missing(manifest, rule, facts)
    return Progress(stages, done, total, _next(steps, facts.last), left.nothing, left)


def _stage(module: Module, numbers: dict[str, int], facts: Facts, after: str, rule: Rule) -> ModuleStep:
    steps = tuple(
        LessonStep(lesson, numbers[lesson.key], _state(lesson, facts, after), rule.leaves_out(lesson.key))
        for lesson in module.lessons
    )
    done = sum(step.state is LessonState.DONE for step in steps)
    return ModuleStep(module, steps, done, _stage_state(steps), after)


def _state(lesson: Lesson, facts: Facts, after: str) -> LessonState:
    if lesson_done(lesson, facts):
        return LessonState.DONE
    if lesson.key in facts.closed:
        return LessonState.CLOSED
    if after:
        return LessonState.LOCKED
    return LessonState.STARTED if lesson.key in facts.opened else LessonState.OPEN


def _stage_state(steps: tuple[LessonStep, ...]) -> LessonState:
    states = {step.state for step in steps}
    if states <= {LessonState.CLOSED}:
        return LessonState.CLOSED
    if states <= {LessonState.DONE, LessonState.CLOSED}:
        return LessonState.DONE
    if LessonState.LOCKED in states:
        return LessonState.LOCKED
    return LessonState.OPEN if states <= {LessonState.OPEN, LessonState.CLOSED} else LessonState.STARTED


def _next(steps: list[LessonStep], last: str) -> LessonStep | None:
    """The lesson one was in, then the ones after it, then what was left out before it."""
    place = next((index for index, step in enumerate(steps) if step.lesson.key == last), 0)
    ahead = steps[place:] + steps[:place]
    return next((step for step in ahead if step.state in (LessonState.OPEN, LessonState.STARTED)), None)


@dataclass(frozen=True, slots=True)
class Change:
    """What another release would mean for a learner: keys of lessons."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    reopened: tuple[str, ...]
    asked_anew: tuple[str, ...] = ()  # not done yet, but something was answered in it that would not count
    stricter: bool = False  # more is asked for until the course is completed

    @property
    def harmless(self) -> bool:
        """Nothing that was done or answered would be undone, and the way does not become longer."""
        return not (self.added or self.removed or self.reopened or self.asked_anew or self.stricter)


def change(old: Manifest, new: Manifest, facts: Facts, by: Rule | None = None, then: Rule | None = None) -> Change:
    """`removed` names only lessons that were done: one that is still open is not missed. The rules are `by` which the
    learner completes the course now, and `then`."""
    done = [lesson.key for lesson in old.lessons if lesson_done(lesson, facts)]
    return Change(
        added=tuple(key for key in new.by_key if key not in old.by_key),
        removed=tuple(key for key in done if key not in new.by_key),
        reopened=tuple(key for key in done if key in new.by_key and not lesson_done(new.by_key[key], facts)),
        asked_anew=tuple(
            key for key in new.by_key if key in old.by_key and key not in done and _loses(key, old, new, facts)
        ),
        stricter=asks_more(new, by or Rule(), then or Rule()),
    )


def _loses(key: str, old: Manifest, new: Manifest, facts: Facts) -> bool:
    """Whether an answer that counts in the old lesson counts for nothing in the new one."""
    before, now = old.by_key[key], new.by_key[key]
    kept = dict(now.counting)
    answered = before.counted(facts.answered) & set(before.questions)
    return any(kept.get(question, question) not in now.questions for question in answered)
