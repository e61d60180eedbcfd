"""Focus: the moderation asks one question, and people answer that and nothing else, until it asks the next one."""

from dataclasses import dataclass

from deliberation.core.acting import Ask, Stamp, cleaned
from deliberation.core.activity import Activity, Part
from deliberation.core.agenda import PhaseMoved, RoomClosed, Setting
from deliberation.core.exchange import Held, QuestionAsked, Returned, Withdrawn

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Focus:
    """The question is a contribution, so that answers refer to it; None where nothing is asked."""

    question: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class FocusView:
    question: int | None
    text: str


def view(focus: Focus, setting: Setting) -> FocusView:
    return FocusView(focus.question, focus.text)


@dataclass(frozen=True, slots=True)
class AskFocus:
    """It takes the place of the question that was asked before."""

    text: str


def decide_ask(focus: Focus, command: AskFocus, ask: Ask, setting: Setting) -> tuple[QuestionAsked, ...]:
    text = cleaned(command.text, LONGEST, "focus")
    return () if text == focus.text else (QuestionAsked(ask.by, setting.agenda.current, text),)


def evolve_asked(focus: Focus, event: QuestionAsked, stamp: Stamp) -> Focus:
    """One whose words were erased asks nothing."""
    return Focus(stamp.seq, event.text) if event.text else Focus()


def evolve_hidden(focus: Focus, event: Withdrawn | Held | Returned, stamp: Stamp) -> Focus:
    """Nobody can answer what they cannot read: the moderation asks anew."""
    return Focus() if focus.question == event.contribution else focus


def evolve_left(focus: Focus, event: PhaseMoved | RoomClosed, stamp: Stamp) -> Focus:
    return Focus()


ACTIVITY = Activity(
    "focus",
    Focus,
    decide={AskFocus: decide_ask},
    evolve={
        QuestionAsked: evolve_asked,
        Withdrawn: evolve_hidden,
        Held: evolve_hidden,
        Returned: evolve_hidden,
        PhaseMoved: evolve_left,
        RoomClosed: evolve_left,
    },
    part=Part(FocusView, view),
    speech=frozenset({AskFocus}),
    limits={"LONGEST": LONGEST},
)
