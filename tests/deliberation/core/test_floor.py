import pytest

from deliberation.core import floor
from deliberation.core.acting import Role
from deliberation.core.agenda import AgendaSet, Medium, PhaseMoved, RoomClosed, RoomPaused, RoomResumed, Setting
from deliberation.core.exchange import Attack, Claim, Contributed, Revealed, Type, Withdrawn
from deliberation.core.floor import (
    DIRECT_TURN,
    LONGEST_EXTENSION,
    PATIENCE,
    TURN,
    EndFloor,
    ExtendFloor,
    FloorEnded,
    FloorExtended,
    FloorGiven,
    FloorRequested,
    FloorView,
    GiveFloor,
    Holder,
    MoveRequest,
    Order,
    OrderSet,
    PutOnList,
    Request,
    RequestFloor,
    RequestMoved,
    RequestStruck,
    RequestWithdrawn,
    SetOrder,
    StrikeRequest,
    WithdrawRequest,
)
from deliberation.core.people import PersonJoined
from tests.deliberation.core.scenario import (
    ANNA,
    BEN,
    CEM,
    CLOSING,
    EXCHANGE,
    FRIEND,
    MINUTE,
    MODERATOR,
    OBSERVER,
    PHASES,
    RECORDER,
    SECOND,
    START,
    STRANGER,
    Wait,
    given,
    in_phase,
    seq_after,
)

SAID = seq_after(in_phase(EXCHANGE)) + 1
LIST = (*in_phase(EXCHANGE), Contributed(BEN, Type.NONE, None, Claim.NONE, Attack.NONE, EXCHANGE, "I doubt that"))
ALOUD = (*in_phase(EXCHANGE), AgendaSet("Who accompanies?", PHASES, Medium.SPOKEN), LIST[-1])
BY_HAND = (*LIST, OrderSet(Order.MANUAL))


def setting(scenario):
    return Setting(scenario.room.people, scenario.room.agenda)


def requested(person, answers=None):
    return FloorRequested(person, answers is not None, answers)


def spoke(person, ms):
    return (FloorGiven(person, False), Wait(ms), FloorEnded(person))


def order_of(scenario):
    return [request.person for request in floor.view(scenario.room.floor, setting(scenario)).requests]


# --- asking -----------------------------------------------------------------------------------------------------------


def test_somebody_asks_for_the_floor_once():
    scenario = given(*LIST).when(ANNA, RequestFloor()).then(requested(ANNA))
    assert scenario.room.floor.requests == (Request(ANNA, START),)
    scenario.when(ANNA, RequestFloor()).then()


def test_a_request_becomes_a_direct_reply_but_not_back():
    scenario = given(*LIST, requested(ANNA)).when(ANNA, RequestFloor(SAID)).then(requested(ANNA, SAID))
    assert scenario.room.floor.requests == (Request(ANNA, START, True, SAID),)
    scenario.when(ANNA, RequestFloor(SAID)).then()
    scenario.when(ANNA, RequestFloor()).then()


def test_who_has_the_floor_need_not_ask():
    given(*LIST, FloorGiven(ANNA, False)).when(ANNA, RequestFloor(SAID)).then()


@pytest.mark.parametrize("answers", [SAID + 1, SAID - 1, 0])
def test_a_direct_reply_answers_something(answers):
    given(*LIST).when(ANNA, RequestFloor(answers)).refused("exchange.no_such_contribution")


def test_nobody_answers_what_was_withdrawn():
    given(*LIST, Withdrawn(SAID)).when(ANNA, RequestFloor(SAID)).refused("exchange.no_such_contribution")


def test_each_has_one_direct_reply_in_a_phase():
    scenario = given(*LIST, requested(ANNA, SAID), FloorGiven(ANNA, True), FloorEnded(ANNA))
    scenario.when(ANNA, RequestFloor(SAID)).refused("floor.one_direct_reply")
    scenario.when(ANNA, RequestFloor()).then(requested(ANNA))
    again = scenario.having(PhaseMoved(CLOSING), PhaseMoved(EXCHANGE))
    again.when(ANNA, RequestFloor(SAID)).then(requested(ANNA, SAID))


def test_a_request_is_taken_back_once():
    scenario = given(*LIST, requested(ANNA), requested(BEN)).when(ANNA, WithdrawRequest()).then(RequestWithdrawn(ANNA))
    assert order_of(scenario) == [BEN]
    scenario.when(ANNA, WithdrawRequest()).then()


# --- order ------------------------------------------------------------------------------------------------------------


def test_first_come_first_served():
    scenario = given(*ALOUD, OrderSet(Order.FIRST_COME), *spoke(ANNA, MINUTE), requested(ANNA), Wait(1), requested(BEN))
    assert order_of(scenario) == [ANNA, BEN]


def test_balanced_gives_the_floor_to_who_spoke_least():
    scenario = given(*ALOUD, *spoke(ANNA, MINUTE), *spoke(BEN, SECOND))
    scenario = scenario.having(requested(ANNA), Wait(1), requested(BEN), Wait(1), requested(CEM))
    assert order_of(scenario) == [CEM, BEN, ANNA]


def test_of_those_who_spoke_alike_the_first_comes_first():
    assert order_of(given(*ALOUD, requested(BEN), Wait(1), requested(ANNA))) == [BEN, ANNA]


def test_a_direct_reply_jumps_the_list():
    assert order_of(given(*LIST, requested(BEN), Wait(PATIENCE), requested(ANNA, SAID))) == [ANNA, BEN]


def test_nobody_waits_longer_than_patience_lasts():
    scenario = given(*ALOUD, *spoke(ANNA, MINUTE), requested(ANNA), Wait(PATIENCE - 1), requested(BEN))
    assert order_of(scenario) == [BEN, ANNA]
    assert order_of(scenario.having(Wait(1), requested(CEM))) == [ANNA, BEN, CEM]


def test_the_list_is_in_the_order_of_its_last_change():
    """Everybody sees the same order, whenever they came: it does not depend on when one looks."""
    scenario = given(*ALOUD, *spoke(ANNA, MINUTE), requested(ANNA), requested(BEN), Wait(PATIENCE))
    later = scenario.having(PersonJoined(CEM, Role.PARTICIPANT, "", "Cem"))
    assert order_of(scenario) == order_of(later) == [BEN, ANNA]


def test_the_order_is_set_once():
    scenario = given(*LIST).when(MODERATOR, SetOrder(Order.FIRST_COME)).then(OrderSet(Order.FIRST_COME))
    scenario.when(MODERATOR, SetOrder(Order.FIRST_COME)).then()


def test_how_long_somebody_spoke_is_in_no_view():
    scenario = given(*ALOUD, *spoke(ANNA, MINUTE), requested(BEN), FloorGiven(BEN, False), requested(ANNA))
    now = START + MINUTE
    assert floor.view(scenario.room.floor, setting(scenario)) == FloorView(
        Order.BALANCED, (Request(ANNA, now),), Holder(BEN, now, now + TURN)
    )


# --- the other orders, and what is counted ---------------------------------------------------------------------------


def wrote(person, words):
    return Contributed(person, Type.NONE, None, Claim.NONE, Attack.NONE, EXCHANGE, " ".join(["word"] * words))


def test_in_writing_words_are_counted_and_not_the_time_that_they_took():
    slow = (FloorGiven(ANNA, False), Wait(43 * SECOND), wrote(ANNA, 5), FloorEnded(ANNA))
    fast = (FloorGiven(CEM, False), Wait(3 * SECOND), wrote(CEM, 156), FloorEnded(CEM))
    scenario = given(*in_phase(EXCHANGE), *slow, *fast, requested(CEM), requested(ANNA))
    assert (order_of(scenario), scenario.room.floor.spoken) == ([ANNA, CEM], {ANNA: 5, CEM: 156})


def test_words_of_all_phases_count():
    contributions = [wrote(ANNA, 10) for _ in range(16)]
    scenario = given(*in_phase(CLOSING), *contributions, wrote(BEN, 8), PhaseMoved(EXCHANGE))
    assert order_of(scenario.having(requested(ANNA), requested(BEN))) == [BEN, ANNA]


def test_what_was_written_in_silence_counts_once_it_is_revealed():
    assert given(*LIST, Revealed(ANNA, True, EXCHANGE, "In four words, then")).room.floor.spoken[ANNA] == 4


def test_what_is_written_down_of_a_spoken_session_is_not_counted():
    assert given(*ALOUD, wrote(ANNA, 9)).room.floor.spoken == {}


def test_the_same_amounts_lead_to_the_same_order_in_words_and_in_seconds():
    people = ((ANNA, 30), (BEN, 10), (CEM, 20))
    written = given(*in_phase(EXCHANGE), *(wrote(person, amount) for person, amount in people))
    aloud = [event for person, amount in people for event in spoke(person, amount * SECOND)]
    spoken = given(*ALOUD, *aloud)
    asked = [requested(person) for person, _ in people]
    assert written.room.floor.spoken == spoken.room.floor.spoken
    assert order_of(written.having(*asked)) == order_of(spoken.having(*asked)) == [BEN, CEM, ANNA]


def test_first_speakers_come_first():
    happened = (OrderSet(Order.FIRST_SPEAKERS_FIRST), FloorGiven(ANNA, False), FloorEnded(ANNA))
    scenario = given(*LIST, *happened, requested(ANNA), Wait(1), requested(CEM), Wait(1), requested(BEN))
    assert order_of(scenario) == [CEM, BEN, ANNA]
    again = scenario.having(PhaseMoved(CLOSING), PhaseMoved(EXCHANGE), requested(ANNA), Wait(1), requested(CEM))
    assert order_of(again) == [ANNA, CEM]


KINDS = tuple(
    PersonJoined(person, Role.PARTICIPANT, kind, "")
    for person, kind in ((ANNA, "authority"), (BEN, "authority"), (CEM, "culture_club"))
)


def test_organisations_alternate():
    happened = (*KINDS, OrderSet(Order.ALTERNATE_ORGANISATIONS), requested(ANNA), Wait(1), requested(BEN), Wait(1))
    scenario = given(*LIST, *happened, requested(CEM))
    assert order_of(scenario) == [ANNA, CEM, BEN]
    heard = scenario.having(FloorGiven(ANNA, False), FloorEnded(ANNA), Wait(1), requested(ANNA))
    assert order_of(heard) == [CEM, BEN, ANNA]


@pytest.mark.parametrize("order", [each for each in Order if each is not Order.MANUAL])
def test_in_every_order_whoever_waited_long_enough_is_overtaken_by_nobody_who_came_later(order):
    spoken = (*spoke(ANNA, MINUTE), OrderSet(order), requested(ANNA), Wait(1), requested(BEN))
    scenario = given(*ALOUD, *KINDS, *spoken, Wait(PATIENCE), requested(CEM))
    assert order_of(scenario) == [ANNA, BEN, CEM]


def test_the_list_says_when_somebody_will_have_waited_too_long_and_a_page_asks_then():
    scenario = given(*ALOUD, *spoke(ANNA, MINUTE), requested(ANNA), Wait(1), requested(BEN))
    due = START + MINUTE + PATIENCE
    assert floor.view(scenario.room.floor, setting(scenario)).ages_at == due
    early = scenario.having(Wait(PATIENCE - 2)).when(MODERATOR, floor.AgeRequests()).then()
    assert order_of(early) == [BEN, ANNA]
    aged = early.having(Wait(1)).when(MODERATOR, floor.AgeRequests()).then(floor.RequestsAged())
    assert (order_of(aged), floor.view(aged.room.floor, setting(aged)).ages_at) == ([ANNA, BEN], None)
    aged.when(MODERATOR, floor.AgeRequests()).then()


def test_a_slow_writer_gets_the_floor_no_less_often_than_a_fast_one():
    scenario = given(*in_phase(EXCHANGE), requested(ANNA), requested(CEM))
    turns = {ANNA: 0, CEM: 0}
    for _ in range(40):
        person = order_of(scenario)[0]
        turns[person] += 1
        took = {ANNA: wrote(ANNA, 20), CEM: wrote(CEM, 60)}[person]
        scenario = scenario.having(FloorGiven(person, False), Wait(MINUTE), took, FloorEnded(person), requested(person))
    assert turns[ANNA] >= turns[CEM] > 0


# --- a list that is kept by a moderator -------------------------------------------------------------------------------


def own(scenario, person):
    return floor.mine(scenario.room.floor, person, setting(scenario))


def test_a_moderator_puts_somebody_on_the_list_once():
    scenario = given(*ALOUD, requested(BEN)).when(MODERATOR, PutOnList(ANNA)).then(requested(ANNA))
    assert order_of(scenario) == [BEN, ANNA]
    scenario.when(MODERATOR, PutOnList(ANNA)).then()


def test_who_has_the_floor_is_not_put_on_the_list():
    given(*LIST, FloorGiven(ANNA, False)).when(MODERATOR, PutOnList(ANNA)).then()


@pytest.mark.parametrize("person", [OBSERVER, FRIEND, STRANGER])
def test_who_only_listens_is_not_put_on_the_list(person):
    given(*LIST).when(MODERATOR, PutOnList(person)).refused("floor.no_such_person")


def test_a_moderator_strikes_somebody_who_may_ask_again():
    scenario = given(*ALOUD, requested(ANNA), requested(BEN)).with_present(MODERATOR, BEN)
    scenario = scenario.when(MODERATOR, StrikeRequest(ANNA)).then(RequestStruck(ANNA))
    assert (order_of(scenario), own(scenario, ANNA).struck, own(scenario, BEN).struck) == ([BEN], True, False)
    scenario = scenario.when(MODERATOR, StrikeRequest(ANNA)).then()
    scenario = scenario.when(ANNA, RequestFloor()).then(requested(ANNA))
    assert (order_of(scenario), own(scenario, ANNA).struck) == ([BEN, ANNA], False)


def test_who_was_struck_and_gets_the_floor_all_the_same_was_not_struck():
    assert not own(given(*LIST, requested(ANNA), RequestStruck(ANNA), FloorGiven(ANNA, False)), ANNA).struck


def test_by_hand_begins_with_the_order_that_everybody_saw():
    scenario = given(*ALOUD, *spoke(ANNA, MINUTE), requested(ANNA), requested(BEN))
    scenario = scenario.when(MODERATOR, SetOrder(Order.MANUAL)).then(OrderSet(Order.MANUAL, (BEN, ANNA)))
    assert order_of(scenario) == [BEN, ANNA]


@pytest.mark.parametrize(
    ("person", "to", "place", "order"),
    [(CEM, 0, 0, [CEM, ANNA, BEN]), (ANNA, 1, 1, [BEN, ANNA, CEM]), (ANNA, 9, 2, [BEN, CEM, ANNA])],
)
def test_a_moderator_orders_the_list_by_hand(person, to, place, order):
    scenario = given(*BY_HAND, requested(ANNA), requested(BEN), requested(CEM))
    scenario = scenario.when(MODERATOR, MoveRequest(person, to)).then(RequestMoved(person, place))
    assert order_of(scenario) == order
    scenario.when(MODERATOR, MoveRequest(person, to)).then()


def test_by_hand_who_asks_comes_last_and_a_direct_reply_before_all_that_are_none():
    scenario = given(*BY_HAND, requested(ANNA), requested(CEM), requested(BEN, SAID), requested(MODERATOR, SAID))
    assert order_of(scenario) == [BEN, MODERATOR, ANNA, CEM]


def test_a_list_that_has_a_rule_is_not_moved_by_hand():
    given(*LIST, requested(ANNA)).when(MODERATOR, MoveRequest(ANNA, 0)).refused("floor.not_by_hand")


def test_who_does_not_wait_is_not_moved():
    given(*BY_HAND).when(MODERATOR, MoveRequest(ANNA, 0)).refused("floor.not_waiting")
    before = given(*BY_HAND, requested(BEN))
    assert order_of(before.having(RequestMoved(ANNA, 0))) == [BEN]


# --- giving and ending ------------------------------------------------------------------------------------------------


def test_a_moderator_gives_the_floor():
    scenario = given(*LIST, requested(ANNA)).when(MODERATOR, GiveFloor(ANNA)).then(FloorGiven(ANNA, False))
    assert floor.view(scenario.room.floor, setting(scenario)) == FloorView(
        Order.BALANCED, (), Holder(ANNA, START, START + TURN)
    )


def test_a_direct_reply_is_short():
    scenario = given(*LIST, requested(ANNA, SAID)).when(MODERATOR, GiveFloor(ANNA)).then(FloorGiven(ANNA, True))
    assert scenario.room.floor.holder == Holder(ANNA, START, START + DIRECT_TURN, SAID)


def test_giving_it_to_another_ends_the_turn_of_who_has_it():
    scenario = given(*ALOUD, FloorGiven(ANNA, False), Wait(MINUTE), requested(BEN))
    scenario = scenario.when(MODERATOR, GiveFloor(BEN)).then(FloorEnded(ANNA), FloorGiven(BEN, False))
    assert scenario.room.floor.spoken == {ANNA: 60}


def test_two_moderators_who_give_it_at_once_give_it_once():
    given(*LIST, FloorGiven(ANNA, False)).when(MODERATOR, GiveFloor(ANNA)).then()


@pytest.mark.parametrize("person", [RECORDER, MODERATOR, CEM])
def test_who_may_speak_may_get_the_floor_without_asking(person):
    given(*LIST).when(MODERATOR, GiveFloor(person)).then(FloorGiven(person, False))


@pytest.mark.parametrize("person", [OBSERVER, FRIEND, STRANGER])
def test_who_only_listens_does_not_get_the_floor(person):
    given(*LIST).when(MODERATOR, GiveFloor(person)).refused("floor.no_such_person")


@pytest.mark.parametrize("seconds", [1, LONGEST_EXTENSION])
def test_a_turn_is_extended(seconds):
    scenario = given(*LIST, FloorGiven(ANNA, False))
    scenario = scenario.when(MODERATOR, ExtendFloor(ANNA, seconds)).then(FloorExtended(ANNA, seconds))
    assert scenario.room.floor.holder == Holder(ANNA, START, START + TURN + seconds * SECOND)


def test_a_turn_in_overtime_is_extended_from_now():
    scenario = given(*LIST, FloorGiven(ANNA, False), Wait(3 * MINUTE)).when(MODERATOR, ExtendFloor(ANNA, 60))
    assert scenario.room.floor.holder == Holder(ANNA, START, START + 4 * MINUTE)


@pytest.mark.parametrize("seconds", [-1, 0, LONGEST_EXTENSION + 1])
def test_an_extension_has_limits(seconds):
    given(*LIST, FloorGiven(ANNA, False)).when(MODERATOR, ExtendFloor(ANNA, seconds)).refused("floor.seconds")


@pytest.mark.parametrize("happened", [(), (FloorGiven(BEN, False),)])
def test_who_does_not_have_the_floor_gets_no_extension(happened):
    given(*LIST, *happened).when(MODERATOR, ExtendFloor(ANNA, 60)).refused("floor.not_theirs")


@pytest.mark.parametrize("by", [ANNA, MODERATOR])
def test_the_floor_is_handed_back_or_taken_once(by):
    scenario = given(*ALOUD, FloorGiven(ANNA, False), Wait(MINUTE)).when(by, EndFloor(ANNA)).then(FloorEnded(ANNA))
    assert (scenario.room.floor.holder, scenario.room.floor.spoken) == (None, {ANNA: 60})
    scenario.when(by, EndFloor(ANNA)).then()


def test_nobody_takes_the_floor_from_another():
    given(*LIST, FloorGiven(ANNA, False)).when(BEN, EndFloor(ANNA)).refused("floor.not_yours")


# --- what the room does to the list -----------------------------------------------------------------------------------


@pytest.mark.parametrize("end", [PhaseMoved(CLOSING), RoomClosed()])
def test_the_end_of_the_phase_ends_the_turn_and_empties_the_list(end):
    scenario = given(*ALOUD, FloorGiven(ANNA, False), requested(BEN), Wait(MINUTE), end)
    assert floor.view(scenario.room.floor, setting(scenario)) == FloorView(Order.BALANCED, (), None)
    assert scenario.room.floor.spoken == {ANNA: 60}


def test_a_pause_takes_no_time_from_who_speaks_nor_from_who_waits():
    scenario = given(*LIST, FloorGiven(ANNA, False), requested(BEN), Wait(MINUTE), RoomPaused("Air"))
    scenario = scenario.having(Wait(9 * MINUTE), RoomResumed())
    assert floor.view(scenario.room.floor, setting(scenario)) == FloorView(
        Order.BALANCED,
        (Request(BEN, START + 9 * MINUTE),),
        Holder(ANNA, START + 9 * MINUTE, START + 9 * MINUTE + TURN),
    )


def test_a_pause_over_an_empty_list_changes_nothing_in_it():
    scenario = given(*LIST, RoomPaused("Air"), Wait(MINUTE), RoomResumed())
    assert floor.view(scenario.room.floor, setting(scenario)) == FloorView(Order.BALANCED, (), None)


def test_who_hands_back_the_floor_in_a_pause_is_not_charged_for_the_pause():
    scenario = given(*ALOUD, FloorGiven(ANNA, False), Wait(MINUTE), RoomPaused("Air"), Wait(9 * MINUTE))
    assert scenario.when(ANNA, EndFloor(ANNA)).then(FloorEnded(ANNA)).room.floor.spoken == {ANNA: 60}


def test_nobody_loses_patience_in_a_pause():
    happened = (*spoke(ANNA, MINUTE), requested(ANNA), requested(BEN), requested(CEM), RoomPaused("Air"))
    scenario = given(*ALOUD, *happened, Wait(PATIENCE)).when(CEM, WithdrawRequest()).then(RequestWithdrawn(CEM))
    assert order_of(scenario) == [BEN, ANNA]


@pytest.mark.parametrize("event", [FloorEnded(ANNA), FloorExtended(ANNA, 60)])
def test_events_about_a_floor_that_nobody_has_change_nothing(event):
    before = given(*LIST)
    assert before.having(event).room.floor == before.room.floor
