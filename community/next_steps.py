"""What a person could do next, and which of it comes first. Each app says what it has; nothing here knows an app."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class Urgency(IntEnum):
    """In the order in which people want to know: first where others wait for them, last what can begin at any time."""

    NOW = 1  # it is going on
    SOON = 2  # it is about to begin
    DUE = 3  # they go at their own pace, but something that begins wants it done before
    STARTED = 4  # they are in the middle of it, at their own pace
    AHEAD = 5  # it has a date
    OVER = 6  # it was, and something of it is there to be read
    OFFERED = 7  # they could begin it


# Of these, what happened last is what people have in mind; of all others, what is first in time comes first.
LATEST_FIRST = frozenset({Urgency.STARTED, Urgency.OVER})


@dataclass(frozen=True, slots=True)
class Deadline:
    """Before when something should be done, and the title of what begins then."""

    at: datetime
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """One thing to do. `part_of` names the course or session, so that its own page can leave it out."""

    urgency: Urgency
    part_of: str
    title: str
    action: str
    url: str
    state: str = ""
    at: datetime | None = None
    has_date: bool = False  # whether `at` is a date that people have to keep
    deadline: Deadline | None = None
    calendar: str = ""  # the address of an event for people's calendars, where it has a date and a place of theirs
    title_in: str = ""  # the language of the title, where it is not that of the page
    action_in: str = ""  # the language of the action, where it is not that of the page

    @property
    def is_offered(self) -> bool:
        return self.urgency is Urgency.OFFERED


def in_order(steps: Iterable[NextStep]) -> list[NextStep]:
    """What could be begun stays in the order in which it was named: whoever names it knows what leads on."""
    return sorted(steps, key=_rank)


def _rank(step: NextStep) -> tuple[Urgency, float]:
    moment = step.at.timestamp() if step.at and step.urgency is not Urgency.OFFERED else 0.0
    return step.urgency, -moment if step.urgency in LATEST_FIRST else moment


def leaving_out(steps: Iterable[NextStep], part_of: str) -> list[NextStep]:
    """Whoever is at the end of something knows that it is there."""
    return [step for step in steps if step.part_of != part_of]
