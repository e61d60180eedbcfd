"""What an activity of the room brings with it, and the room as its activities make it up."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from deliberation.core.acting import Audience

ALL = frozenset(Audience)


def whole(view: Any, audience: Audience) -> Any:
    return view


@dataclass(frozen=True, slots=True)
class Part:
    """What an audience sees of an activity as a whole.

    `view(state, setting)` gives a `kind`. It can only look different when the state changed, or one of the activities
    that it `reads`. `seen(view, audience)` leaves out what is not for this audience.
    """

    kind: type
    view: Callable[..., Any]
    reads: tuple[str, ...] = ()
    to: frozenset[Audience] = ALL
    seen: Callable[[Any, Audience], Any] = whole


@dataclass(frozen=True, slots=True)
class Opening:
    """What somebody who comes in gets of a collection that may be large; the rest comes on demand.

    `first(state)` is the id from which on nothing is left out, 0 where nothing is at all. `items(state, audience)`
    gives those from there on, after the older ones that this audience needs at once. `beside(state, items)` gives older
    ones to which these items, as they are seen, refer: whoever gets these may not have those.
    """

    first: Callable[[Any], int]
    items: Callable[[Any, Audience], Iterator[Any]]
    beside: Callable[[Any, Iterable[Any]], Iterator[Any]]


@dataclass(frozen=True, slots=True)
class Collection:
    """What an activity has many of, which travel one by one: each has an `id`, and a `seq` that says when it changed.

    `name` is the key in frames. `since(state, seq)` gives those that changed later, `seen(item, audience)` one of them
    as an audience may see it: without its text, without its author, or None where it may not even know that it is.
    Without an `opening`, whoever comes in gets all of them.
    """

    name: str
    kind: type
    since: Callable[[Any, int], Iterator[Any]]
    seen: Callable[[Any, Audience], Any]
    opening: Opening | None = None


def nobody_else(before: Any, after: Any) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Own:
    """What one person alone sees of an activity.

    `view(state, person, setting)` gives a `kind`; `concerned(before, after)` names those for whom it looks different
    between two states of the activity, and `concerns_all(before, after)` says whether it does for everybody.
    """

    kind: type
    view: Callable[..., Any]
    concerned: Callable[[Any, Any], frozenset[int]]
    concerns_all: Callable[[Any, Any], bool] = nobody_else


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing that people do in a room.

    `state` makes what it knows in an empty room. `decide` has a function for each command: `(state, command, ask,
    setting)` to the events that follow, or `Refused`. `evolve` has one for each event, also of other activities:
    `(state, event, stamp)` to the next state. `by_shell` are commands that no browser may send, `speech` those that say
    something to the room and are rate-limited as such, `with_sheets` those that are given what lies in the room's urn,
    `with_known` those that are given what is known of people beside the room, `limits` the numbers that browsers have
    to know.
    """

    name: str
    state: Callable[[], Any]
    decide: Mapping[type, Callable[..., tuple[Any, ...]]]
    evolve: Mapping[type, Callable[..., Any]]
    part: Part | None = None
    items: Collection | None = None
    mine: Own | None = None
    by_shell: frozenset[type] = frozenset()
    speech: frozenset[type] = frozenset()
    with_sheets: frozenset[type] = frozenset()
    with_known: frozenset[type] = frozenset()
    limits: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Room:
    """The seq and time of its last event, and the state of each activity by its name: `room.floor`."""

    seq: int
    at: int
    states: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        try:
            return object.__getattribute__(self, "states")[name]
        except KeyError:
            raise AttributeError(name) from None


def touched(before: Room, after: Room) -> frozenset[str]:
    """The activities of which the state may be another one. States share what did not change."""
    then = before.states
    return frozenset([name for name, state in after.states.items() if then[name] is not state])
