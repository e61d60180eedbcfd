"""The life of a connection as one state at a time, and which state may follow which."""

from dataclasses import dataclass

from deliberation.core.acting import Audience
from deliberation.core.door import Standing
from deliberation.live.wire import Frame


@dataclass(frozen=True, slots=True)
class Connected:
    """The browser has not said hello yet."""


@dataclass(frozen=True, slots=True)
class Arriving:
    """The browser said hello; its room is read and its person let in, and it is told nothing yet."""

    hello: Frame


@dataclass(slots=True)
class Live:
    """The browser is told what changes in this room, and was told of its log up to `seq`."""

    hello: Frame
    room: int
    audience: Audience
    seq: int = 0
    standing: Standing | None = None  # as its person was last told what they may do
    groups: str = ""  # the tag of the overview of small groups that it has


@dataclass(frozen=True, slots=True)
class Closing:
    """The close waits until what is under way has gone out; nothing else goes out any more."""

    code: int
    since: float  # by this process's monotonic clock


@dataclass(frozen=True, slots=True)
class Gone:
    """The close has gone out, or the browser went first."""

    code: int


State = Connected | Arriving | Live | Closing | Gone
ENDED = (Closing, Gone)
GREETED = (Arriving, Live)

FOLLOWED_BY: dict[type[State], tuple[type[State], ...]] = {
    Connected: (Arriving, Closing, Gone),
    Arriving: (Live, Closing, Gone),
    Live: (Live, Closing, Gone),  # another room of the same session
    Closing: (Gone,),
    Gone: (),
}


class WrongState(Exception):
    """A mistake of ours: no connection goes from the one state to the other."""


def followed(before: State, after: State) -> State:
    """The later of two states. Raises `WrongState` where the one cannot follow the other."""
    if type(after) not in FOLLOWED_BY[type(before)]:
        raise WrongState(f"{type(before).__name__} is not followed by {type(after).__name__}")
    return after
