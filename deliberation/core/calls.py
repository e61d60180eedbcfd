"""A small group calls the moderation, and says that it is finished.

Each group's own log has its call: none, one that is open, or one that was answered. Moderators answer from wherever
they are in the session.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from deliberation.core.acting import Ask, Refused, Stamp, cleaned
from deliberation.core.activity import Activity, Part
from deliberation.core.agenda import PhaseMoved, RoomClosed, Setting
from deliberation.core.places import GroupGathered

LONGEST_CALL = 200


class Promise(StrEnum):
    """What a moderator answers from elsewhere."""

    COMING = "coming"
    SOON = "soon"


class CallAnswer(StrEnum):
    COMING = "coming"
    SOON = "soon"
    HERE = "here"  # a moderator came


@dataclass(frozen=True, slots=True)
class GroupCall:
    """Open as long as nobody has answered it."""

    person: int
    at: int
    text: str = ""
    writer: int | None = None  # of the text
    answer: CallAnswer | None = None
    by: int | None = None  # who answered

    @property
    def is_open(self) -> bool:
        return self.answer is None


@dataclass(frozen=True, slots=True)
class Done:
    """Who said that the group is finished, and when."""

    person: int
    at: int


@dataclass(frozen=True, slots=True)
class Calls:
    call: GroupCall | None = None
    done: Done | None = None


@dataclass(frozen=True, slots=True)
class CallsView:
    call: GroupCall | None
    done: Done | None


def view(calls: Calls, setting: Setting) -> CallsView:
    return CallsView(calls.call, calls.done)


# --- commands and events ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Call:
    """Ask the moderation to come. One call stands for the whole group: another text is its new sentence."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class TakeBackCall:
    pass


@dataclass(frozen=True, slots=True)
class AnswerCall:
    """Of the group in this room, from anywhere in the session: whoever is first."""

    room: int
    answer: Promise


@dataclass(frozen=True, slots=True)
class TakeAnswer:
    """In the group: what a moderator answers. The shell asks this."""

    answer: Promise


@dataclass(frozen=True, slots=True)
class NoteModerators:
    """In the group: the moderators who are in it from now on. The shell asks this."""

    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PassOnCall:
    """In the group into which another one went: the call that was open there. The shell asks this."""

    person: int
    since: int
    writer: int | None
    text: str


@dataclass(frozen=True, slots=True)
class SayDone:
    pass


@dataclass(frozen=True, slots=True)
class SayNotDone:
    pass


@dataclass(frozen=True, slots=True)
class Called:
    """`since` is when, if it was in another group; 0: now."""

    person: int
    since: int
    text: str


@dataclass(frozen=True, slots=True)
class CallWorded:
    person: int
    text: str


@dataclass(frozen=True, slots=True)
class CallTakenBack:
    person: int


@dataclass(frozen=True, slots=True)
class CallAnswered:
    person: int
    answer: CallAnswer


@dataclass(frozen=True, slots=True)
class CallEnded:
    """The moderator who was to come was there."""


@dataclass(frozen=True, slots=True)
class DoneSaid:
    person: int


@dataclass(frozen=True, slots=True)
class NotDoneSaid:
    person: int


# --- decisions --------------------------------------------------------------------------------------------------------


def decide_call(calls: Calls, command: Call, ask: Ask, setting: Setting) -> tuple[Called | CallWorded, ...]:
    text = cleaned(command.text, LONGEST_CALL, "calls") if command.text.strip() else ""
    now = calls.call
    if now is None or not now.is_open:
        return (Called(ask.by, 0, text),)
    return (CallWorded(ask.by, text),) if text and text != now.text else ()


def decide_take_back(calls: Calls, command: TakeBackCall, ask: Ask, setting: Setting) -> tuple[CallTakenBack, ...]:
    return (CallTakenBack(ask.by),) if calls.call else ()


def decide_answer(calls: Calls, command: AnswerCall, ask: Ask, setting: Setting) -> tuple[CallAnswered, ...]:
    """The group decides."""
    return ()


def decide_take_answer(calls: Calls, command: TakeAnswer, ask: Ask, setting: Setting) -> tuple[CallAnswered, ...]:
    if calls.call is None:
        raise Refused("calls.none")
    answer = CallAnswer(command.answer)
    if calls.call.is_open:
        return (CallAnswered(ask.by, answer),)
    if (calls.call.by, calls.call.answer) != (ask.by, answer):
        raise Refused("calls.answered")
    return ()


def decide_moderators(
    calls: Calls, command: NoteModerators, ask: Ask, setting: Setting
) -> tuple[CallAnswered | CallEnded, ...]:
    """Whoever comes in answers what is open. What was promised is kept with that; when whoever came has left, it is
    over, too."""
    call = calls.call
    if call is None:
        return ()
    if call.is_open:
        return (CallAnswered(command.people[-1], CallAnswer.HERE),) if command.people else ()
    is_over = call.by not in command.people if call.answer is CallAnswer.HERE else bool(command.people)
    return (CallEnded(),) if is_over else ()


def decide_pass_on(calls: Calls, command: PassOnCall, ask: Ask, setting: Setting) -> tuple[Called | CallWorded, ...]:
    if calls.call and calls.call.is_open:
        return ()
    called = Called(command.person, command.since, "")
    return (called, CallWorded(command.writer, command.text)) if command.writer and command.text else (called,)


def decide_done(calls: Calls, command: SayDone, ask: Ask, setting: Setting) -> tuple[DoneSaid, ...]:
    return () if calls.done else (DoneSaid(ask.by),)


def decide_not_done(calls: Calls, command: SayNotDone, ask: Ask, setting: Setting) -> tuple[NotDoneSaid, ...]:
    return (NotDoneSaid(ask.by),) if calls.done else ()


# --- what follows -----------------------------------------------------------------------------------------------------


def evolve_called(calls: Calls, event: Called, stamp: Stamp) -> Calls:
    return replace(calls, call=GroupCall(event.person, event.since or stamp.at, event.text, event.person))


def evolve_worded(calls: Calls, event: CallWorded, stamp: Stamp) -> Calls:
    return replace(calls, call=replace(calls.call, text=event.text, writer=event.person)) if calls.call else calls


def evolve_over(calls: Calls, event: CallTakenBack | CallEnded | RoomClosed, stamp: Stamp) -> Calls:
    return replace(calls, call=None) if calls.call else calls


def evolve_answered(calls: Calls, event: CallAnswered, stamp: Stamp) -> Calls:
    return replace(calls, call=replace(calls.call, answer=event.answer, by=event.person)) if calls.call else calls


def evolve_done(calls: Calls, event: DoneSaid, stamp: Stamp) -> Calls:
    return replace(calls, done=Done(event.person, stamp.at))


def evolve_not_done(calls: Calls, event: NotDoneSaid, stamp: Stamp) -> Calls:
    return replace(calls, done=None)


def evolve_gathered(calls: Calls, event: GroupGathered, stamp: Stamp) -> Calls:
    """Where nobody is any more, nobody waits for the moderation."""
    return calls if event.people or calls == Calls() else Calls()


def evolve_phase(calls: Calls, event: PhaseMoved, stamp: Stamp) -> Calls:
    return calls if calls == Calls() else Calls()


ACTIVITY = Activity(
    "calls",
    Calls,
    decide={
        Call: decide_call,
        TakeBackCall: decide_take_back,
        AnswerCall: decide_answer,
        TakeAnswer: decide_take_answer,
        NoteModerators: decide_moderators,
        PassOnCall: decide_pass_on,
        SayDone: decide_done,
        SayNotDone: decide_not_done,
    },
    evolve={
        Called: evolve_called,
        CallWorded: evolve_worded,
        CallTakenBack: evolve_over,
        CallAnswered: evolve_answered,
        CallEnded: evolve_over,
        DoneSaid: evolve_done,
        NotDoneSaid: evolve_not_done,
        GroupGathered: evolve_gathered,
        PhaseMoved: evolve_phase,
        RoomClosed: evolve_over,
    },
    part=Part(CallsView, view),
    by_shell=frozenset({TakeAnswer, NoteModerators, PassOnCall}),
    limits={"LONGEST_CALL": LONGEST_CALL},
)
