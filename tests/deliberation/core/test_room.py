import pytest

from deliberation.core import agenda, turns
from deliberation.core.acting import Stamp
from deliberation.core.room import COMMANDS, EMPTY, EVENTS, evolve
from tests.deliberation.core.scenario import AGREED, MODERATOR, given


def test_commands_and_events_are_spelled_as_in_python():
    for spelled, kind in {**COMMANDS, **EVENTS}.items():
        assert spelled == f"{kind.__module__.rsplit('.', 1)[1]}.{kind.__name__}"


def test_a_room_has_the_state_of_each_activity_under_its_name():
    assert EMPTY.turns == turns.Turns()
    activities = ["people", "agenda", "agreement", "places", "groups", "calls", "exchange", "results", "silent"]
    assert list(EMPTY.states) == [*activities, "focus", "turns", "floor", "mirror", "seats", "fishbowl", "vote"]
    with pytest.raises(AttributeError):
        EMPTY.nothing  # noqa: B018


def test_an_event_of_one_activity_is_heard_by_others():
    moved = evolve(given(*AGREED).room, agenda.PhaseMoved(1), Stamp(100, MODERATOR, 5))
    assert (moved.seq, moved.at, moved.agenda.current, moved.turns.taken, moved.floor.at) == (100, 5, 1, frozenset(), 5)
