"""What a release of a course consists of: modules, lessons, and the questions that count."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any


@dataclass(frozen=True, slots=True)
class Lesson:
    """`snapshot` finds the words and `questions` the versions of items that want an answer.

    `counting` has pairs of an earlier version and the question for which answers to it count as well.
    """

    key: str
    title: str
    minutes: int
    snapshot: int
    questions: tuple[int, ...] = ()
    counting: tuple[tuple[int, int], ...] = ()

    def counted(self, answered: Set[int]) -> frozenset[int]:
        """The versions that were answered, and those of its questions that are answered with them."""
        return frozenset(answered) | {question for earlier, question in self.counting if earlier in answered}

    def asks_all_of(self, questions: Iterable[int]) -> bool:
        """Whether whoever answered these has answered all of it, and nothing of theirs is left out."""
        now = dict(self.counting)
        return {now.get(each, each) for each in questions} == set(self.questions)


@dataclass(frozen=True, slots=True)
class Module:
    key: str
    title: str
    introduction: str = ""
    lessons: tuple[Lesson, ...] = ()

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)


@dataclass(frozen=True)
class Manifest:
    title: str
    modules: tuple[Module, ...] = ()

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        """In the order in which they are taken."""
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @property
    def minutes(self) -> int:
        return sum(module.minutes for module in self.modules)

    @cached_property
    def by_key(self) -> dict[str, Lesson]:
        return {lesson.key: lesson for lesson in self.lessons}

    def as_json(self) -> dict[str, Any]:
        """Without what most lessons do not have, so that the releases of before keep their hashes."""
        return asdict(self, dict_factory=_without_nothing)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Manifest":
        return cls(data["title"], tuple(_module(module) for module in data["modules"]))


def _without_nothing(fields: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in fields if value or name != "counting"}


def in_words_of(own: Manifest, other: Manifest) -> Manifest:
    """The same course with the titles and texts of a newer release or one in another language, as far as that goes."""
    modules = {module.key: module for module in other.modules}
    return Manifest(
        other.title, tuple(_reworded(module, modules.get(module.key, module), other) for module in own.modules)
    )


def without(manifest: Manifest, closed: Set[str]) -> Manifest:
    """What is left of the course for somebody to whom these modules and lessons are closed."""
    if not closed:
        return manifest
    return Manifest(
        manifest.title, tuple(_opened(module, closed) for module in manifest.modules if module.key not in closed)
    )


def _opened(module: Module, closed: Set[str]) -> Module:
    return replace(module, lessons=tuple(lesson for lesson in module.lessons if lesson.key not in closed))


def untranslated(own: Manifest, other: Manifest) -> frozenset[str]:
    """Keys of the modules and lessons that `in_words_of` leaves in their own language."""
    modules = {module.key for module in own.modules} - {module.key for module in other.modules}
    return frozenset(modules | {lesson.key for lesson in own.lessons if _translation(lesson, other) is None})


def _reworded(own: Module, words: Module, other: Manifest) -> Module:
    lessons = tuple(_translation(lesson, other) or lesson for lesson in own.lessons)
    return replace(own, title=words.title, introduction=words.introduction, lessons=lessons)


def _translation(own: Lesson, other: Manifest) -> Lesson | None:
    """Only where it asks the same questions, perhaps corrected: the answers to any others would not count."""
    found = other.by_key.get(own.key)
    return found if found and found.asks_all_of(own.questions) else None


def _module(data: Mapping[str, Any]) -> Module:
    lessons = tuple(_lesson(lesson) for lesson in data["lessons"])
    return Module(data["key"], data["title"], data["introduction"], lessons)


def _lesson(data: Mapping[str, Any]) -> Lesson:
    counting = tuple((earlier, question) for earlier, question in data.get("counting", ()))
    return Lesson(data["key"], data["title"], data["minutes"], data["snapshot"], tuple(data["questions"]), counting)
