"""The account of a log names what went wrong in it."""

from tests.places.reading import read
from training.core.places import (
    CapacitySet,
    PlaceCancelled,
    PlaceConfirmed,
    PlaceRequested,
    PutOnWaitingList,
    TrainingAnnounced,
)


def has_place(registration):
    return [PlaceRequested(registration), PlaceConfirmed(registration)]


def waits(registration):
    return [PlaceRequested(registration), PutOnWaitingList(registration)]


OPEN = [CapacitySet(1, 0), TrainingAnnounced()]
FULL = [*OPEN, *has_place(1), *waits(2), *waits(3)]


def moved_up(registration):
    return PlaceConfirmed(registration, moved_up=True)


def test_a_log_in_which_all_is_right():
    account = read([*FULL, PlaceCancelled(1), moved_up(2), PlaceCancelled(3)])
    assert (account.wrong, account.freed, account.promotions) == (0, 1, 1)


def test_what_goes_wrong_is_counted():
    assert read([*OPEN, *has_place(1), *has_place(2)]).oversold == 1
    assert read([*FULL, PlaceCancelled(1)]).promotions_missing == 1
    assert read([*FULL, PlaceCancelled(1), PlaceRequested(4)]).promotions_missing == 1
    assert read([*FULL, PlaceCancelled(1), moved_up(2), moved_up(3)]).promotions_too_many == 1
    assert read([*FULL, PlaceCancelled(1), moved_up(3)]).out_of_order == 1
    assert read([*OPEN, *has_place(1), PlaceRequested(1)]).twice == 1
    assert read([CapacitySet(2, 0), *has_place(1), *waits(2), *has_place(3)]).out_of_order == 1
