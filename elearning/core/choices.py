"""What editors can say of a change of a question: it means the same, it was a mistake, or it is another question."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from elearning.core.consequences import Edit, EditConsequence

T = TypeVar("T")


class Choice(StrEnum):
    """From what asks nothing of learners to what asks most."""

    REWORDING = "rewording"  # old answers count as they are
    MISTAKE = "mistake"  # old answers are judged again, and learners are told
    NEW_QUESTION = "new_question"  # old answers stay as they were, and it is asked anew


ANY = (Choice.REWORDING, Choice.MISTAKE, Choice.NEW_QUESTION)
# The first one is what an editor most probably means. Where there is none, nothing can become of any answer.
ALLOWED: Mapping[Edit, tuple[Choice, ...]] = {
    Edit.ORDER: (),
    Edit.FEEDBACK: (),
    Edit.WORDING: ANY,
    Edit.OPTION_ADDED: ANY,
    Edit.OPTION_REMOVED: ANY,
    # Nobody chose what an exchanged option says now, so no answer counts for it as it is.
    Edit.OPTIONS_EXCHANGED: (Choice.MISTAKE, Choice.NEW_QUESTION),
    Edit.SCORING: (Choice.MISTAKE, Choice.NEW_QUESTION),
    Edit.ITEM_ADDED: (),
    Edit.ITEM_REMOVED: (),
    Edit.ANEW: (Choice.NEW_QUESTION, Choice.REWORDING, Choice.MISTAKE),
}


def allowed(consequence: EditConsequence) -> tuple[Choice, ...]:
    """The sensible one first; nothing where there is nothing to choose."""
    return ALLOWED[consequence.change]


def allowed_together(changes: Iterable[Edit]) -> tuple[Choice, ...]:
    """For all changes of one question at once: one choice is made for it, and the most serious default comes first."""
    each = [ALLOWED[change] for change in changes if ALLOWED[change]]
    if not each:
        return ()
    default = max((choices[0] for choices in each), key=ANY.index)
    return default, *(choice for choice in ANY if choice != default and all(choice in known for known in each))


def chosen(changes: Iterable[Edit], noted: Choice | None) -> Choice | None:
    """What an editor noted, if it is allowed for what was changed in the end; else the sensible one."""
    choices = allowed_together(changes)
    return noted if noted in choices else next(iter(choices), None)


def is_another_question(changes: Iterable[Edit], choice: Choice | None) -> bool:
    """Whether answers need another version though the definition is the same: their ids would mean something else."""
    return choice is Choice.NEW_QUESTION or Edit.OPTIONS_EXCHANGED in changes


@dataclass(frozen=True, slots=True)
class Succession:
    """From one version of a question to the next one, and what an editor said of it."""

    old: int
    new: int
    choice: Choice


def counting_for(version: int, successions: Iterable[Succession]) -> frozenset[int]:
    """Earlier versions whose answers count for this one. What was said last of two versions holds."""
    known = {(succession.old, succession.new): succession.choice for succession in successions}
    before: dict[int, list[int]] = {}
    for (old, new), choice in known.items():
        if choice is not Choice.NEW_QUESTION:
            before.setdefault(new, []).append(old)
    found, ahead = set[int](), [version]
    while ahead:
        further = set(before.get(ahead.pop(), ())) - found
        found |= further
        ahead += further
    return frozenset(found - {version})


def concerning(version: int, successions: Iterable[T], succession_of: Callable[[T], Succession]) -> Iterator[T]:
    """Of all successions of a question, in their order, those that an answer to this version goes along with."""
    reached = {version}
    for each in successions:
        succession = succession_of(each)
        if succession.old in reached:
            yield each
            if succession.choice is not Choice.NEW_QUESTION:
                reached.add(succession.new)
