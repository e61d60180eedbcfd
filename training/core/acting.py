"""Who asks for something, when, and how the core says no."""

from dataclasses import dataclass
from enum import StrEnum


class Who(StrEnum):
    TRAINER = "trainer"
    COORDINATOR = "coordinator"
    REGISTERED = "registered"  # whoever wants a place for themselves
    EMPLOYER = "employer"  # whoever wants places for people who work with them
    CLOCK = "clock"


PLANNERS = frozenset({Who.TRAINER, Who.COORDINATOR})


@dataclass(frozen=True, slots=True)
class Window:
    """When what is possible, in ms since 1970; 0 where nothing is said."""

    opens: int = 0
    closes: int = 0
    cancel_until: int = 0
    begins: int = 0  # the first sitting


@dataclass(frozen=True, slots=True)
class Ask:
    """What the shell knows of a command. `at`: ms since 1970."""

    who: Who
    at: int
    window: Window = Window()

    @property
    def end(self) -> int:
        """Until when people come in by themselves: the first sitting, or as long after it as registration is open."""
        return max(self.window.begins, self.window.closes) if self.window.begins else 0

    @property
    def is_over(self) -> bool:
        return 0 < self.end <= self.at


class Refused(Exception):
    """A command that may not happen. `training.words` has a sentence for each code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
