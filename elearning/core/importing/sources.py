"""What both formats say, in one shape: a question as another platform keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

WHOLE = Decimal(100)
MOST_DIGITS = 100  # before or behind the point: far more than an exercise takes


def as_number(text: str) -> Decimal:
    """Raises InvalidOperation for what is none, and for one that nobody could reckon with or write down."""
    found = Decimal(text.replace(",", "."))
    if not found.is_finite() or abs(found.adjusted()) > MOST_DIGITS or len(text) > MOST_DIGITS:
        raise InvalidOperation
    return found


class SourceShape(StrEnum):
    """By what is asked for. The formats have several names for some of them."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    TYPED = "typed"
    NUMBER = "number"
    PAIRS = "pairs"
    CLOZE = "cloze"
    STEPS = "steps"
    ESSAY = "essay"
    DESCRIPTION = "description"
    OTHER = "other"  # `theirs` says which


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """`weight` is in percent of the whole mark: 100 is right, 0 or less wrong, anything between is partly right."""

    text: str
    weight: Decimal = Decimal(0)
    feedback: str = ""

    @property
    def is_right(self) -> bool:
        return self.weight >= WHOLE

    @property
    def counts(self) -> bool:
        return self.weight > 0


@dataclass(frozen=True, slots=True)
class NumberAnswer:
    right: Decimal
    tolerance: Decimal
    weight: Decimal = WHOLE
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class SourcePair:
    """Nothing on the left: a choice that belongs to nothing."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class SourceGap:
    """`before` is the text in front of it. Chosen from `answers`, or typed: then those that count are accepted."""

    before: str
    answers: tuple[SourceAnswer, ...]
    is_chosen: bool
    is_exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """`theirs` is what the format calls the kind, `id` what it knows the question by, empty if by nothing.

    Texts are plain; `notes` are codes of what was lost when it was read, `broken` is the code why it cannot be read.
    """

    shape: SourceShape
    theirs: str
    name: str = ""
    id: str = ""
    text: str = ""
    answers: tuple[SourceAnswer, ...] = ()
    numbers: tuple[NumberAnswer, ...] = ()
    pairs: tuple[SourcePair, ...] = ()
    gaps: tuple[SourceGap, ...] = ()
    ending: str = ""
    steps: tuple[str, ...] = ()
    unit: str = ""
    is_exact: bool = False
    is_true: bool = False
    feedback: Mapping[bool, str] | None = None  # of true and false
    explanation: str = ""
    notes: tuple[str, ...] = ()
    broken: str = ""
