"""The list of everything that can be done in a room. An activity may hear the events of those before it."""

from deliberation.core import (
    agenda,
    agreement,
    calls,
    exchange,
    fishbowl,
    floor,
    focus,
    groups,
    mirror,
    people,
    places,
    results,
    seats,
    silent,
    turns,
    vote,
)
from deliberation.core.activity import Activity

ACTIVITIES: tuple[Activity, ...] = (
    people.ACTIVITY,
    agenda.ACTIVITY,
    agreement.ACTIVITY,
    places.ACTIVITY,
    groups.ACTIVITY,
    calls.ACTIVITY,
    exchange.ACTIVITY,
    results.ACTIVITY,
    silent.ACTIVITY,
    focus.ACTIVITY,
    turns.ACTIVITY,
    floor.ACTIVITY,
    mirror.ACTIVITY,
    seats.ACTIVITY,
    fishbowl.ACTIVITY,
    vote.ACTIVITY,
)
