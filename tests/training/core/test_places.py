"""Who gets which place, command by command."""

from itertools import product

import pytest

from tests.training.core.building import (
    AUTHORITY,
    CLOCK,
    CLUB,
    EMPLOYER,
    HOUR,
    NOW,
    SELF,
    TRAINER,
    at,
    given,
    refused,
)
from training.core.acting import Who
from training.core.places import (
    DOORS,
    EVENTS,
    KINDS,
    Accept,
    Admit,
    Announce,
    Cancel,
    CancelTraining,
    CapacitySet,
    Close,
    Confirm,
    Decline,
    Lapse,
    Move,
    Offer,
    OfferAccepted,
    OfferDeclined,
    OfferLapsed,
    PlaceCancelled,
    PlaceConfirmed,
    PlaceMoved,
    PlaceOffered,
    PlaceRequested,
    Places,
    PutOnWaitingList,
    QuotasSet,
    RegistrationClosed,
    RegistrationReopened,
    Reopen,
    Request,
    SetCapacity,
    SetQuotas,
    SetWaiting,
    Stage,
    State,
    TrainingAnnounced,
    TrainingCancelled,
    Waiting,
    WaitingSet,
    after,
    decide,
    free,
    missing,
    place_of,
    state_of,
    taken,
    why_not,
)


def has_place(*registrations, kind=""):
    return [event for each in registrations for event in (PlaceRequested(each, kind), PlaceConfirmed(each))]


def waits(*registrations, kind=""):
    return [event for each in registrations for event in (PlaceRequested(each, kind), PutOnWaitingList(each))]


FULL = given(*has_place(1, 2), *waits(3, 4))
BY_OFFER = given(*has_place(1, 2), *waits(3, 4), WaitingSet(Waiting.OFFER, 48))
BY_HAND = given(*has_place(1, 2), *waits(3, 4), WaitingSet(Waiting.BY_HAND, 48))


# --- asking for a place -----------------------------------------------------------------------------------------------


def test_whoever_asks_has_a_place_as_long_as_there_is_one():
    assert decide(given(), Request(1, CLUB), SELF) == (PlaceRequested(1, CLUB), PlaceConfirmed(1))


def test_whoever_comes_when_all_is_taken_waits_and_knows_their_place():
    assert decide(FULL, Request(5), SELF) == (PlaceRequested(5), PutOnWaitingList(5))
    assert [place_of(FULL, each) for each in (1, 3, 4)] == [0, 1, 2]


def test_nobody_has_two_places():
    assert refused(FULL, Request(1), SELF) == "places.already"
    assert refused(FULL, Request(3), SELF) == "places.already"


def test_whoever_cancelled_can_ask_again_and_stands_behind_the_others():
    places = after(FULL, PlaceCancelled(3))
    assert decide(places, Request(3), SELF) == (PlaceRequested(3), PutOnWaitingList(3))


def test_a_kind_of_organisation_has_no_more_places_than_its_quota():
    places = given(QuotasSet({AUTHORITY: 1}), *has_place(1, kind=AUTHORITY), capacity=3)
    assert decide(places, Request(2, AUTHORITY), SELF)[-1] == PutOnWaitingList(2)
    waiting = after(places, *waits(2, kind=AUTHORITY))
    assert decide(waiting, Request(3, CLUB), SELF)[-1] == PlaceConfirmed(3)
    assert (taken(waiting), taken(waiting, AUTHORITY), free(waiting)) == (1, 1, 2)


def test_nobody_passes_those_who_wait_for_the_trainers():
    places = after(BY_HAND, PlaceCancelled(1))
    assert decide(places, Request(5), SELF)[-1] == PutOnWaitingList(5)


# --- by an employer ---------------------------------------------------------------------------------------------------


def test_whom_an_employer_names_has_no_place_before_they_confirm_it():
    assert decide(given(), Request(1, AUTHORITY), EMPLOYER) == (PlaceRequested(1, AUTHORITY, named=True),)
    named = given(PlaceRequested(1, AUTHORITY, named=True))
    assert state_of(named, 1) is State.NAMED
    assert free(named) == 2
    assert decide(named, Confirm(1), SELF) == (PlaceConfirmed(1),)


def test_whom_an_employer_named_can_also_register_themselves():
    assert decide(given(PlaceRequested(1, named=True)), Request(1), SELF) == (PlaceConfirmed(1),)


def test_who_is_named_confirms_after_registration_is_closed_but_not_after_the_training_began():
    named = given(PlaceRequested(1, named=True), RegistrationClosed())
    assert decide(named, Confirm(1), at(Who.REGISTERED, closes=-1)) == (PlaceConfirmed(1),)
    assert refused(named, Confirm(1), at(Who.REGISTERED, begins=-1)) == "places.begun"


def test_confirming_twice_changes_nothing_and_after_cancelling_it_is_over():
    assert decide(FULL, Confirm(1), SELF) == ()
    assert refused(after(FULL, PlaceCancelled(1)), Confirm(1), SELF) == "places.over"


def test_an_employer_takes_back_only_whom_they_named():
    named = given(PlaceRequested(1, named=True))
    assert decide(named, Cancel(1), EMPLOYER) == (PlaceCancelled(1),)
    assert refused(FULL, Cancel(1), EMPLOYER) == "places.not_yours"


def test_who_is_named_can_decline():
    assert decide(given(PlaceRequested(1, named=True)), Decline(1), SELF) == (PlaceCancelled(1),)


# --- a place becomes free ---------------------------------------------------------------------------------------------


def test_a_place_that_becomes_free_goes_to_the_first_who_waits():
    assert decide(FULL, Cancel(1), SELF) == (PlaceCancelled(1), PlaceConfirmed(3, moved_up=True))


def test_it_goes_to_the_first_whose_quota_is_not_full():
    places = given(QuotasSet({AUTHORITY: 1}), *has_place(1, kind=AUTHORITY), *has_place(2, kind=CLUB))
    places = after(places, *waits(3, kind=AUTHORITY), *waits(4, kind=CLUB))
    assert decide(places, Cancel(2), SELF)[1:] == (PlaceConfirmed(4, moved_up=True),)
    assert decide(places, Cancel(1), SELF)[1:] == (PlaceConfirmed(3, moved_up=True),)


def test_whoever_waits_and_cancels_frees_nothing():
    assert decide(FULL, Cancel(3), SELF) == (PlaceCancelled(3),)


def test_cancelling_twice_changes_nothing():
    assert decide(after(FULL, PlaceCancelled(1)), Cancel(1), SELF) == ()


def test_cancelling_late_is_noted_for_those_who_had_a_place():
    late = at(Who.REGISTERED, hours=1, cancel_until=0)
    assert decide(FULL, Cancel(1), late)[0] == PlaceCancelled(1, late=True)
    assert decide(FULL, Cancel(3), late) == (PlaceCancelled(3),)


def test_in_a_training_that_has_begun_nobody_moves_up_by_themselves():
    assert decide(FULL, Cancel(1), at(Who.REGISTERED, begins=0)) == (PlaceCancelled(1),)


# --- offers -----------------------------------------------------------------------------------------------------------


def test_an_offer_holds_for_the_hours_that_were_set():
    assert decide(BY_OFFER, Cancel(1), SELF) == (PlaceCancelled(1), PlaceOffered(3, NOW + 48 * HOUR))


def test_no_offer_holds_longer_than_until_the_training_begins():
    assert decide(BY_OFFER, Cancel(1), at(Who.REGISTERED, begins=5))[1] == PlaceOffered(3, NOW + 5 * HOUR)


OFFERED = after(BY_OFFER, PlaceCancelled(1), PlaceOffered(3, NOW))


def test_an_offer_takes_a_place():
    assert (taken(OFFERED), free(OFFERED)) == (2, 0)


def test_an_offer_is_accepted_once():
    assert decide(OFFERED, Accept(3), SELF) == (OfferAccepted(3),)
    assert decide(after(OFFERED, OfferAccepted(3)), Accept(3), SELF) == ()


def test_accepting_needs_an_offer():
    assert refused(OFFERED, Accept(4), SELF) == "places.no_offer"
    assert refused(after(OFFERED, OfferLapsed(3)), Accept(3), SELF) == "places.too_late"
    assert refused(OFFERED, Accept(9), SELF) == "places.unknown"


def test_a_declined_offer_goes_on_to_the_next():
    assert decide(OFFERED, Decline(3), SELF) == (OfferDeclined(3), PlaceOffered(4, NOW + 48 * HOUR))
    assert decide(after(OFFERED, OfferDeclined(3)), Decline(3), SELF) == ()


def test_whoever_has_a_place_cancels_it_and_declines_nothing():
    assert refused(OFFERED, Decline(2), SELF) == "places.no_offer"


def test_an_offer_that_nobody_answers_goes_on_to_the_next():
    assert decide(OFFERED, Lapse(), CLOCK) == (OfferLapsed(3), PlaceOffered(4, NOW + 48 * HOUR))
    assert decide(after(BY_OFFER, PlaceCancelled(1), PlaceOffered(3, NOW + 1)), Lapse(), CLOCK) == ()


def test_two_offers_that_lapse_at_once_make_two_others():
    places = given(*waits(1, 2, 3, 4), PlaceOffered(2, NOW - 1), PlaceOffered(1, NOW), WaitingSet(Waiting.OFFER, 1))
    events = decide(places, Lapse(), CLOCK)
    offers = PlaceOffered(3, NOW + HOUR), PlaceOffered(4, NOW + HOUR)
    assert events == (OfferLapsed(2), offers[0], OfferLapsed(1), offers[1])


def test_the_clock_lets_those_move_up_who_were_kept_back():
    """As when a training that had begun is moved to a later day."""
    assert decide(after(FULL, PlaceCancelled(1)), Lapse(), CLOCK) == (PlaceConfirmed(3, moved_up=True),)


# --- by hand ----------------------------------------------------------------------------------------------------------


def test_nobody_moves_up_where_the_trainers_decide():
    assert decide(BY_HAND, Cancel(1), SELF) == (PlaceCancelled(1),)


def test_trainers_admit_whom_they_want_where_there_is_a_place():
    places = after(BY_HAND, PlaceCancelled(1))
    assert decide(places, Admit(4), TRAINER) == (PlaceConfirmed(4, moved_up=True),)
    assert decide(places, Admit(2), TRAINER) == ()
    assert decide(OFFERED, Admit(3), TRAINER) == (OfferAccepted(3),)


def test_trainers_offer_a_place_to_whom_they_want():
    places = after(BY_HAND, PlaceCancelled(1))
    assert decide(places, Offer(4), TRAINER) == (PlaceOffered(4, NOW + 48 * HOUR),)
    assert decide(OFFERED, Offer(3), TRAINER) == ()


@pytest.mark.parametrize("command", [Admit, Offer])
def test_trainers_cannot_give_what_is_not_there(command):
    assert refused(BY_HAND, command(3), TRAINER) == "places.full"
    assert refused(after(BY_HAND, PlaceCancelled(1)), command(1), TRAINER) == "places.not_waiting"
    quota = given(QuotasSet({AUTHORITY: 0}), *waits(1, kind=AUTHORITY))
    assert refused(quota, command(1), TRAINER) == "places.quota"


def test_trainers_move_people_on_the_waiting_list():
    assert decide(FULL, Move(4, 1), TRAINER) == (PlaceMoved(4, 1),)
    assert after(FULL, PlaceMoved(4, 1)).queue == (4, 3)
    assert decide(FULL, Move(3, 9), TRAINER) == (PlaceMoved(3, 2),)
    assert decide(FULL, Move(3, 0), TRAINER) == ()
    assert refused(FULL, Move(1, 1), TRAINER) == "places.not_waiting"


# --- the plan changes -------------------------------------------------------------------------------------------------


def test_more_places_let_as_many_move_up():
    promoted = tuple(PlaceConfirmed(each, moved_up=True) for each in (3, 4))
    assert decide(FULL, SetCapacity(5, 1), TRAINER) == (CapacitySet(5, 1), *promoted)


def test_fewer_places_throw_nobody_out_and_let_nobody_in():
    fewer = after(FULL, *decide(FULL, SetCapacity(1), TRAINER))
    assert (taken(fewer), free(fewer)) == (2, 0)
    assert decide(fewer, Cancel(1), SELF) == (PlaceCancelled(1),)


def test_a_higher_quota_lets_people_move_up():
    places = given(QuotasSet({AUTHORITY: 0}), *waits(1, kind=AUTHORITY))
    assert decide(places, SetQuotas({}), TRAINER) == (QuotasSet({}), PlaceConfirmed(1, moved_up=True))


def test_a_waiting_list_that_moves_by_itself_from_now_on_moves_at_once():
    places = after(BY_HAND, PlaceCancelled(1))
    events = decide(places, SetWaiting(Waiting.AUTOMATIC, 48), TRAINER)
    assert events == (WaitingSet(Waiting.AUTOMATIC, 48), PlaceConfirmed(3, moved_up=True))


def test_setting_what_is_set_changes_nothing():
    assert decide(FULL, SetCapacity(2), TRAINER) == ()
    assert decide(FULL, SetQuotas({}), TRAINER) == ()
    assert decide(FULL, SetWaiting(Waiting.AUTOMATIC, 48), TRAINER) == ()
    assert decide(FULL, Reopen(), TRAINER) == ()
    assert decide(after(FULL, RegistrationClosed()), Close(), TRAINER) == ()


def test_numbers_that_make_no_sense_are_refused():
    assert refused(FULL, SetCapacity(0), TRAINER) == "places.capacity"
    assert refused(FULL, SetWaiting(Waiting.OFFER, 0), TRAINER) == "places.hours"
    assert refused(Places(), Announce(), TRAINER) == "places.no_sitting"


def test_a_training_says_how_many_are_missing():
    assert [missing(after(FULL, CapacitySet(2, least))) for least in (0, 2, 5)] == [0, 0, 3]


# --- announcing, closing, cancelling ----------------------------------------------------------------------------------


def test_a_training_is_announced_closed_opened_again_and_cancelled():
    assert decide(after(Places(), CapacitySet(1, 0)), Announce(), at(Who.TRAINER, begins=1)) == (TrainingAnnounced(),)
    assert decide(FULL, Close(), TRAINER) == (RegistrationClosed(),)
    assert decide(after(FULL, RegistrationClosed()), Reopen(), TRAINER) == (RegistrationReopened(),)
    assert not after(FULL, RegistrationClosed(), RegistrationReopened()).closed
    assert decide(FULL, CancelTraining(), TRAINER) == (TrainingCancelled(),)
    assert refused(after(FULL, TrainingCancelled()), Request(9), SELF) == "places.cancelled"


def test_the_waiting_list_moves_up_after_registration_is_closed():
    assert decide(after(FULL, RegistrationClosed()), Cancel(1), SELF)[1] == PlaceConfirmed(3, moved_up=True)


def test_people_register_while_registration_is_open():
    assert refused(given(), Request(1), at(Who.REGISTERED, opens=1)) == "places.not_open_yet"
    assert refused(given(), Request(1), at(Who.REGISTERED, closes=0)) == "places.closed"
    assert refused(given(), Request(1), at(Who.EMPLOYER, begins=0)) == "places.begun"
    assert refused(given(RegistrationClosed()), Request(1), SELF) == "places.closed"
    assert decide(given(), Request(1), at(Who.REGISTERED, opens=0, closes=1, begins=2))[1] == PlaceConfirmed(1)


def test_people_come_in_later_where_registration_is_open_longer_than_until_the_begin():
    later = at(Who.REGISTERED, begins=-5, closes=3)
    assert decide(given(), Request(1), later)[1] == PlaceConfirmed(1)
    assert decide(FULL, Cancel(1), later)[1] == PlaceConfirmed(3, moved_up=True)
    assert decide(BY_OFFER, Cancel(1), later)[1] == PlaceOffered(3, NOW + 3 * HOUR)
    assert refused(given(), Request(1), at(Who.REGISTERED, hours=4, begins=-5, closes=3)) == "places.begun"


def test_the_waiting_list_moves_up_until_the_training_begins_however_early_registration_closed():
    assert decide(FULL, Cancel(1), at(Who.REGISTERED, closes=-9, begins=1))[1] == PlaceConfirmed(3, moved_up=True)
    assert decide(FULL, Cancel(1), at(Who.REGISTERED, closes=-9, begins=0)) == (PlaceCancelled(1),)


def test_trainers_put_somebody_down_at_any_time():
    places = given(RegistrationClosed())
    assert decide(places, Request(1), at(Who.TRAINER, opens=1, closes=-1))[1] == PlaceConfirmed(1)


# --- the door ---------------------------------------------------------------------------------------------------------

ONESELF, PLANNERS, ANYBODY = "R", "TC", "RTCE"
TABLE = {
    Request: (ANYBODY, "A"),
    Confirm: (ONESELF, "A"),
    Accept: (ONESELF, "A"),
    Decline: (ONESELF, "A"),
    Cancel: (ANYBODY, "A"),
    Admit: (PLANNERS, "A"),
    Move: (PLANNERS, "A"),
    Offer: (PLANNERS, "A"),
    Lapse: ("K", "A"),
    SetCapacity: (PLANNERS, "DA"),
    SetQuotas: (PLANNERS, "DA"),
    SetWaiting: (PLANNERS, "DA"),
    Announce: (PLANNERS, "D"),
    Close: (PLANNERS, "A"),
    Reopen: (PLANNERS, "A"),
    CancelTraining: (PLANNERS, "A"),
}
LETTERS = {Who.CLOCK: "K", Who.EMPLOYER: "E", Who.REGISTERED: "R", Who.TRAINER: "T", Who.COORDINATOR: "C"}
STAGES = {
    Stage.DRAFT: Places(capacity=1),
    Stage.ANNOUNCED: given(),
    Stage.CANCELLED: given(TrainingCancelled()),
}


def test_the_table_names_every_command():
    assert TABLE.keys() == DOORS.keys()
    assert len(EVENTS) == len(KINDS)


@pytest.mark.parametrize("command", TABLE, ids=lambda command: command.__name__)
def test_the_door_lets_in_exactly_these(command):
    who_may, stages = TABLE[command]
    for who, stage in product(Who, Stage):
        if LETTERS[who] not in who_may:
            expected = "places.not_yours"
        else:
            expected = "" if stage.value[0].upper() in stages else f"places.{stage}"
        assert why_not(STAGES[stage], command, at(who)) == expected, (who, stage)
