"""Places as they are after some events, for tests: given, when, then."""

import pytest

from training.core.acting import Ask, Refused, Who, Window
from training.core.places import CapacitySet, Places, TrainingAnnounced, after, decide

HOUR = 60 * 60 * 1000
NOW = 1_000 * HOUR
TRAINER, COORDINATOR, SELF, EMPLOYER, CLOCK = (Ask(who, NOW) for who in Who)
AUTHORITY, CLUB = "authority", "culture_club"


def given(*events, capacity=2):
    """An announced training with so many places, in which this happened."""
    return after(Places(), CapacitySet(capacity, 0), TrainingAnnounced(), *events)


def at(who, hours=0, **window):
    """Somebody asks so many hours after now; of the window likewise."""
    moments = {name: NOW + value * HOUR for name, value in window.items()}
    return Ask(who, NOW + hours * HOUR, Window(**moments))


def refused(places, command, ask):
    with pytest.raises(Refused) as refusal:
        decide(places, command, ask)
    return refusal.value.code
