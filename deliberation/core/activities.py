"""The list of everything that can be done in a room. An activity may hear the events of those before it."""

from deliberation.core import (
    agenda,
    agreement,
    exchange,
    fishbowl,
    floor,
    focus,
    mirror,
    people,
    places,
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
    exchange.ACTIVITY,
    silent.ACTIVITY,
    focus.ACTIVITY,
    turns.ACTIVITY,
    floor.ACTIVITY,
    mirror.ACTIVITY,
    seats.ACTIVITY,
    fishbowl.ACTIVITY,
    vote.ACTIVITY,
)
