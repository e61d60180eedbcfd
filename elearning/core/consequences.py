"""What an edit of questions does to the people who are in a course, for every page that has to say it.

One pure function: the preview before publishing, the dry run, judging again and the page before something is taken
away show the same tuple. What editors then choose (a rewording, a mistake, a new question) is theirs.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from elearning.core.items import Content, Judgement, Kind, Outcome, Response, Words

# In the words of a question: which answers are accepted is scoring, though it depends on the language.
ACCEPTED = "accepted"


class Edit(StrEnum):
    """From what concerns nobody's answer to what concerns everybody's."""

    ORDER = "order"
    FEEDBACK = "feedback"
    WORDING = "wording"
    OPTION_ADDED = "option_added"
    OPTION_REMOVED = "option_removed"
    OPTIONS_EXCHANGED = "options_exchanged"
    SCORING = "scoring"
    ITEM_ADDED = "item_added"
    ITEM_REMOVED = "item_removed"
    ANEW = "anew"  # no part of it is left, or no word: it probably means something else


@dataclass(frozen=True, slots=True)
class Question:
    """A question in one language, as it is released or would be."""

    kind: Kind
    content: Content
    words: Words


@dataclass(frozen=True, slots=True)
class Given:
    """The last answer of one person."""

    person: int
    response: Response


@dataclass(frozen=True, slots=True)
class People:
    """Who is in the course, and what they answered, by the keys of questions."""

    under_way: Set[int] = frozenset()
    completed: Set[int] = frozenset()
    answers: Mapping[str, Sequence[Given]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EditConsequence:
    """One kind of change of one question.

    `options` are the ids that it concerns. `answered` have answered the question; of all in the course, `under_way` and
    `completed` meet the change or not. `passing` would be right then and were not, `failing` the other way round;
    answers of `unjudged` do not fit the question any longer, and stay as they were answered.
    """

    question: str
    change: Edit
    options: tuple[str, ...] = ()
    answered: int = 0
    under_way: int = 0
    completed: int = 0
    passing: int = 0
    failing: int = 0
    unjudged: int = 0


def consequences(
    old: Mapping[str, Question], new: Mapping[str, Question], people: People
) -> tuple[EditConsequence, ...]:
    """In the order of the new questions, then of those that are gone; nothing where nothing was changed."""
    found = []
    for key in [*new, *(key for key in old if key not in new)]:
        known = people.answers.get(key, ())
        judged = _judged(old[key], new[key], known) if key in old and key in new else _Judged()
        for change, options in _changes(old.get(key), new.get(key)):
            found.append(_consequence(key, change, options, people, known, judged))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Judged:
    passing: int = 0
    failing: int = 0
    unjudged: int = 0


def _consequence(
    key: str, change: Edit, options: Sequence[str], people: People, known: Sequence[Given], judged: _Judged
) -> EditConsequence:
    touches_answers = change not in (Edit.ORDER, Edit.FEEDBACK, Edit.WORDING)
    return EditConsequence(
        question=key,
        change=change,
        options=tuple(options),
        answered=len({given.person for given in known}),
        under_way=len(people.under_way),
        completed=len(people.completed),
        passing=judged.passing if touches_answers else 0,
        failing=judged.failing if touches_answers else 0,
        unjudged=judged.unjudged if touches_answers else 0,
    )


# --- what was changed -------------------------------------------------------------------------------------------------


def _changes(old: Question | None, new: Question | None) -> Iterator[tuple[Edit, Sequence[str]]]:
    if old is None or new is None:
        yield (Edit.ITEM_ADDED if old is None else Edit.ITEM_REMOVED), ()
    elif old.kind.name != new.kind.name:
        yield Edit.ANEW, ()
    else:
        yield from _changed_options(_Parts.of(old), _Parts.of(new))
        yield from _changed_words(old, new)


def _changed_options(old: "_Parts", new: "_Parts") -> Iterator[tuple[Edit, Sequence[str]]]:
    added, removed = new.texts.keys() - old.texts.keys(), old.texts.keys() - new.texts.keys()
    exchanged = [id for id in old.texts if _takes_words_of_another(id, old.texts, new.texts)]
    if added:
        yield Edit.OPTION_ADDED, sorted(added)
    if removed:
        yield Edit.OPTION_REMOVED, sorted(removed)
    if exchanged:
        yield Edit.OPTIONS_EXCHANGED, sorted(exchanged)
    if _without(old.key, removed) != _without(new.key, added):
        yield Edit.SCORING, ()
    if [id for id in old.order if id in new.texts] != [id for id in new.order if id in old.texts]:
        yield Edit.ORDER, ()


def _takes_words_of_another(id: str, old: Mapping[str, str], new: Mapping[str, str]) -> bool:
    """And that one no longer says them: then old answers seem to say what nobody has chosen."""
    says = new.get(id)
    return any(other != id and text == says != old[id] and new.get(other) != text for other, text in old.items())


def _changed_words(old: Question, new: Question) -> Iterator[tuple[Edit, Sequence[str]]]:
    before, now = _Parts.of(old), _Parts.of(new)
    exchanged = {id for id in before.texts if _takes_words_of_another(id, before.texts, now.texts)}
    reworded = [id for id, text in before.texts.items() if id in now.texts and now.texts[id] != text]
    is_asked_otherwise = old.words["question"] != new.words["question"]
    if before.texts and (
        not before.texts.keys() & now.texts.keys() or (is_asked_otherwise and not before.says_any(now))
    ):
        yield Edit.ANEW, ()
    elif is_asked_otherwise or set(reworded) - exchanged:
        yield Edit.WORDING, sorted(set(reworded) - exchanged)
    if before.beside(now) != now.beside(before):
        yield Edit.FEEDBACK, ()


@dataclass(frozen=True, slots=True)
class _Parts:
    """A question taken apart, whichever kind it is of: what has an id has its words as `text`."""

    texts: Mapping[str, str]
    order: Sequence[str]
    key: Any  # what decides whether an answer is right
    rest: Mapping[str, Any]  # by the id of a part, or by the name of what belongs to the whole

    @classmethod
    def of(cls, question: Question) -> "_Parts":
        parts = list(_with_ids(question.words))
        accepted = {part["id"]: part[ACCEPTED] for part in parts if ACCEPTED in part}
        whole = {name: value for name, value in question.words.items() if isinstance(value, str | int)}
        return cls(
            texts={part["id"]: part["text"] for part in parts},
            order=[part["id"] for part in parts],
            key=[question.content, accepted],
            rest={part["id"]: _beside(part) for part in parts} | (whole | {"question": ""}),
        )

    def says_any(self, other: "_Parts") -> bool:
        return bool(set(self.texts.values()) & set(other.texts.values()))

    def beside(self, other: "_Parts") -> dict[str, Any]:
        """What both have beside texts."""
        return {name: value for name, value in self.rest.items() if name in other.rest}


def _with_ids(words: Any) -> Iterator[Mapping[str, Any]]:
    for part in words.values() if isinstance(words, Mapping) else words:
        if isinstance(part, Mapping) and "text" in part:
            yield part
        if isinstance(part, Mapping | list):
            yield from _with_ids(part)


def _beside(part: Mapping[str, Any]) -> dict[str, Any]:
    told = part.items()
    return {name: value for name, value in told if name not in ("id", "text", ACCEPTED) and not isinstance(value, list)}


def _without(value: Any, ids: Set[str]) -> Any:
    """What is left of a definition without some ids, wherever they stand."""
    if isinstance(value, Mapping):
        return {name: _without(each, ids) for name, each in value.items() if name not in ids and not _is(each, ids)}
    if isinstance(value, list):
        return [_without(each, ids) for each in value if not _is(each, ids)]
    return value


def _is(value: Any, ids: Set[str]) -> bool:
    return isinstance(value, str) and value in ids


# --- what becomes of answers ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Carrying:
    """From the ids of a question to those of the next: whoever chose some words still chose them when they moved."""

    moved: Mapping[str, str]
    lost: Set[str]
    is_same_kind: bool

    def __call__(self, response: Response) -> Response | None:
        """None if it names something that is gone."""
        if not self.is_same_kind or _named(response) & self.lost:
            return None
        return _renamed(response, self.moved) if self.moved else response


def carrying(old: Question, new: Question) -> Carrying:
    before, now = _Parts.of(old).texts, _Parts.of(new).texts
    moved = {other: id for id in before for other in _said_before_by(id, before, now)}
    lost = {id for id in before if id not in now or _takes_words_of_another(id, before, now)} - moved.keys()
    return Carrying(moved, lost, old.kind.name == new.kind.name)


def _said_before_by(id: str, old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """The option of which it has the words now."""
    if not _takes_words_of_another(id, old, new):
        return []
    return [other for other, text in old.items() if other != id and text == new[id] and new.get(other) != text]


def judging(old: Question, new: Question) -> Callable[[Response], Judgement | None]:
    """Judges answers to the old one by the new one. None for those that do not fit it: they stay as they were."""
    carry = carrying(old, new)

    def judged_again(response: Response) -> Judgement | None:
        found = carry(response)
        return None if found is None else judged(new, found)

    return judged_again


def judged(asked: Question, response: Response) -> Judgement | None:
    """None if it is no answer to this question."""
    try:
        return asked.kind.judge(asked.content, asked.words, response)
    except LookupError:
        return None


def exchanges(old: Question, new: Question) -> bool:
    """Whether ids that somebody chose would seem to say something else in the words of the new one."""
    before, now = _Parts.of(old).texts, _Parts.of(new).texts
    return any(_takes_words_of_another(id, before, now) for id in before)


def changes(old: Question, new: Question) -> tuple[Edit, ...]:
    """By their names only, without asking who is concerned."""
    return tuple(change for change, _ in _changes(old, new))


def _judged(old: Question, new: Question, known: Iterable[Given]) -> _Judged:
    again = judging(old, new)
    pairs = [(_is_right(judged(old, given.response)), _is_right(again(given.response))) for given in known]
    return _Judged(
        passing=sum(before is False and now is True for before, now in pairs),
        failing=sum(before is True and now is False for before, now in pairs),
        unjudged=sum(before is not None and now is None for before, now in pairs),
    )


def _is_right(judgement: Judgement | None) -> bool | None:
    """None if there is none, and for kinds that know no right or wrong."""
    if judgement is None or judgement.outcome == Outcome.KEPT:
        return None
    return judgement.outcome == Outcome.RIGHT


def _named(response: Response) -> set[str]:
    """Everything that stands in it, ids among them."""
    if isinstance(response, Mapping):
        return set(response) | _named(list(response.values()))
    return set(map(str, response)) if isinstance(response, list) else {str(response)}


def _renamed(response: Response, moved: Mapping[str, str]) -> Response:
    if isinstance(response, Mapping):
        return {moved.get(name, name): _renamed(value, moved) for name, value in response.items()}
    if isinstance(response, list):
        return [_renamed(each, moved) for each in response]
    return moved.get(response, response) if isinstance(response, str) else response
