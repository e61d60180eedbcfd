"""When a lesson is done and a course completed: one function of facts, for learners, trainers and reports alike."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from elearning.core.manifest import Lesson, Manifest

EVERY_LESSON, NAMED, MINUTES = "every_lesson", "lessons", "minutes"


@dataclass(frozen=True, slots=True)
class Rule:
    """What completes a course. It is stored with each release, so that a later, stricter one does not reach back.

    `lessons` are the keys of those that are needed, if not every one is; `minutes` are enough, of lessons of one's
    choice, where there are any; `share` of the questions in `judged` has to be answered right once. `first` says what
    opens a module, or under the key of the course the course itself: the key of a module or of another course.
    """

    lessons: frozenset[str] | None = None
    minutes: int = 0
    share: tuple[int, int] = (0, 1)
    judged: frozenset[int] = frozenset()
    first: Mapping[str, str] = field(default_factory=dict)

    def leaves_out(self, lesson: str) -> bool:
        """Whether it is voluntary."""
        return self.lessons is not None and lesson not in self.lessons

    def as_json(self) -> dict[str, Any]:
        """Without what it does not ask for, so that a rule without anything special has the hash that it always had."""
        found: dict[str, Any] = {"requires": EVERY_LESSON}
        if self.minutes:
            found = {"requires": MINUTES, "minutes": self.minutes}
        elif self.lessons is not None:
            found = {"requires": NAMED, "lessons": sorted(self.lessons)}
        if self.share[0]:
            found |= {"right": list(self.share), "judged": sorted(self.judged)}
        return found | ({"first": dict(self.first)} if self.first else {})

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Rule":
        above, below = data.get("right", (0, 1))
        return cls(
            lessons=frozenset(data["lessons"]) if data["requires"] == NAMED else None,
            minutes=data.get("minutes", 0),
            share=(above, below),
            judged=frozenset(data.get("judged", ())),
            first=data.get("first", {}),
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one learner in one course.

    `opened` and `finished` are keys of lessons, `answered` versions of items, `right` those of them that were answered
    right once; `closed` are the lessons that the editors have taken away for the time being; `courses` are the keys of
    those that the learner has completed; `last` is the lesson that was opened last.
    """

    opened: frozenset[str] = frozenset()
    finished: frozenset[str] = frozenset()
    answered: frozenset[int] = frozenset()
    closed: frozenset[str] = frozenset()
    last: str = ""
    right: frozenset[int] = frozenset()
    courses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WhatIsMissing:
    """What is still to do until a course is completed: keys of lessons, minutes, and answers that are right."""

    lessons: tuple[str, ...] = ()
    minutes: int = 0
    right: int = 0
    begun: bool = True  # whether there is anything that was done

    @property
    def nothing(self) -> bool:
        return self.begun and not (self.lessons or self.minutes or self.right)


def lesson_done(lesson: Lesson, facts: Facts) -> bool:
    """Whoever answered everything has worked through a lesson; one without questions is done when they say so."""
    if lesson.questions:
        return lesson.counted(facts.answered).issuperset(lesson.questions)
    return lesson.key in facts.finished


def missing(manifest: Manifest, rule: Rule, facts: Facts) -> WhatIsMissing:
    """Whatever somebody does never makes it more. A closed lesson stands in nobody's way, nor do its questions and
    minutes; but a course of nothing else is not completed by opening it, nor by being taken away on the way."""
    done = [lesson for lesson in manifest.lessons if lesson_done(lesson, facts)]
    return WhatIsMissing(
        lessons=tuple(
            lesson.key
            for lesson in manifest.lessons
            if _is_needed(lesson, manifest, rule) and lesson not in done and lesson.key not in facts.closed
        ),
        minutes=max(0, _minutes_needed(manifest, rule, facts) - sum(lesson.minutes for lesson in done)),
        right=max(0, _right_needed(manifest, rule, facts) - len(_counted(manifest, facts.right) & rule.judged)),
        begun=bool(done) and not _is_taken_away(manifest, done, facts),
    )


def _is_needed(lesson: Lesson, manifest: Manifest, rule: Rule) -> bool:
    if rule.minutes:
        return False
    return rule.lessons is None or lesson.key in rule.lessons or rule.lessons.isdisjoint(manifest.by_key)


def _minutes_needed(manifest: Manifest, rule: Rule, facts: Facts) -> int:
    """No more than there are."""
    return min(rule.minutes, sum(lesson.minutes for lesson in manifest.lessons if lesson.key not in facts.closed))


def _right_needed(manifest: Manifest, rule: Rule, facts: Facts) -> int:
    """Rounded up: two thirds of four questions are three."""
    above, below = rule.share
    asked = {item for lesson in manifest.lessons if lesson.key not in facts.closed for item in lesson.questions}
    return -(-len(asked & rule.judged) * above // below)


def _counted(manifest: Manifest, versions: frozenset[int]) -> frozenset[int]:
    """These, and what counts with them since a question was corrected."""
    return versions.union(*(lesson.counted(versions) for lesson in manifest.lessons))


def _is_taken_away(manifest: Manifest, done: Collection[Lesson], facts: Facts) -> bool:
    """All of it, from somebody who was on the way."""
    return facts.closed.issuperset(manifest.by_key) and len(done) < len(manifest.lessons)


def asks_more(manifest: Manifest, old: Rule, new: Rule) -> bool:
    """Whether somebody who would be through by the old rule might not be by the new one. Of two that cannot be
    compared it is said, too: then people decide themselves."""
    needed = {lesson.key for lesson in manifest.lessons if _is_needed(lesson, manifest, new)}
    before = {lesson.key for lesson in manifest.lessons if _is_needed(lesson, manifest, old)}
    is_larger = new.share[0] * old.share[1] > old.share[0] * new.share[1]
    more_right = is_larger or (new.share[0] and new.judged != _succeeding(manifest, old.judged))
    more_minutes = new.minutes > old.minutes and before != set(manifest.by_key)
    return bool(not needed <= before or more_minutes or more_right or new.first != old.first)


def _succeeding(manifest: Manifest, versions: frozenset[int]) -> frozenset[int]:
    """Of these questions the versions as which they are asked here."""
    now = {earlier: question for lesson in manifest.lessons for earlier, question in lesson.counting}
    return frozenset(now.get(each, each) for each in versions)


# --- what has to come first -------------------------------------------------------------------------------------------


def locked(manifest: Manifest, rule: Rule, facts: Facts) -> dict[str, str]:
    """Modules that are not open yet, by key, with the key of the module or course that opens them.

    A module in which somebody has begun stays open to them, whatever is asked for since.
    """
    return {
        module.key: rule.first[module.key]
        for module in manifest.modules
        if module.key in rule.first
        and not _is_through(manifest, rule.first[module.key], facts)
        and not any(lesson.key in facts.opened or lesson_done(lesson, facts) for lesson in module.lessons)
    }


def _is_through(manifest: Manifest, key: str, facts: Facts) -> bool:
    """Of a module every lesson that is open; one that the course has lost stands in nobody's way."""
    for module in manifest.modules:
        if module.key == key:
            return all(lesson.key in facts.closed or lesson_done(lesson, facts) for lesson in module.lessons)
    return key in facts.courses
