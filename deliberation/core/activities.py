"""The list of everything that can be done in a room. An activity may hear the events of those before it."""

from deliberation.core import agenda, agreement, exchange, floor, mirror, people, places, silent, turns, vote
from deliberation.core.activity import Activity

ACTIVITIES: tuple[Activity, ...] = (
    people.ACTIVITY,
    agenda.ACTIVITY,
    agreement.ACTIVITY,
    exchange.ACTIVITY,
    silent.ACTIVITY,
    turns.ACTIVITY,
    floor.ACTIVITY,
    mirror.ACTIVITY,
    places.ACTIVITY,
    vote.ACTIVITY,
)
