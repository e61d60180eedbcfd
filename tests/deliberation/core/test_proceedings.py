from itertools import pairwise

from deliberation.core.acting import Role, Stamp
from deliberation.core.agenda import PhaseMoved, RoomClosed, RoomOpened, RoomPaused, RoomResumed
from deliberation.core.exchange import Attack, Claim, Contributed, Type
from deliberation.core.people import PersonJoined
from deliberation.core.proceedings import Pause, Proceedings, followed
from deliberation.core.room import EMPTY, evolve
from tests.deliberation.core.scenario import (
    ANNA,
    CLARIFY,
    CO_MODERATOR,
    EXCHANGE,
    MINUTE,
    MODERATOR,
    OPENED,
    OPENING,
    PHASES,
    PLANNED,
    START,
    Wait,
)


def recorded(*happened):
    """The room after all that, and how it went; each event by the moderator."""
    rooms, at = [EMPTY], START
    for each in happened:
        if isinstance(each, Wait):
            at += each.ms
        else:
            rooms.append(evolve(rooms[-1], each, Stamp(rooms[-1].seq + 1, MODERATOR, at)))
    proceedings = Proceedings()
    for before, after in pairwise(rooms):
        proceedings = followed(proceedings, before, after)
    return rooms[-1], proceedings


def said(person, text, refers_to=None):
    return Contributed(person, Type.NONE, refers_to, Claim.NONE, Attack.NONE, 0, text)


def visits(*happened):
    return recorded(*happened)[1].visits


TEN = Wait(10 * MINUTE)


def minutes(ms):
    return (ms - START) // MINUTE


def test_a_phase_that_was_visited_twice_has_two_visits():
    found = visits(*OPENED, TEN, PhaseMoved(EXCHANGE), TEN, PhaseMoved(OPENING), TEN, PhaseMoved(EXCHANGE))
    assert [visit.phase for visit in found] == [PHASES[each] for each in (OPENING, EXCHANGE, OPENING, EXCHANGE)]
    assert [(minutes(visit.began), minutes(visit.ended)) for visit in found[:3]] == [(0, 10), (10, 20), (20, 30)]
    assert found[3].ended == 0


def test_a_visit_begins_at_the_place_in_the_log_at_which_the_phase_did():
    _opening, exchange = visits(*OPENED, PhaseMoved(EXCHANGE))
    assert exchange.seq == len(OPENED) + 1


def test_a_room_that_is_only_planned_was_nowhere():
    assert visits(*PLANNED) == ()


def test_a_pause_has_its_times_and_its_reason():
    found = visits(*OPENED, TEN, RoomPaused("Frische Luft"), TEN, RoomResumed())
    assert found[0].pauses == (Pause(START + 10 * MINUTE, START + 20 * MINUTE, "Frische Luft"),)


def test_a_pause_that_lasts_has_no_end():
    (pause,) = visits(*OPENED, RoomPaused("Frische Luft"))[0].pauses
    assert pause.ended == 0


def test_whoever_moves_on_out_of_a_pause_ends_it_with_the_phase():
    opening, clarify = visits(*OPENED, TEN, RoomPaused("Kurz"), TEN, PhaseMoved(CLARIFY))
    assert [minutes(pause.ended) for pause in opening.pauses] == [20]
    assert (minutes(opening.ended), clarify.pauses) == (20, ())


def test_the_end_of_the_room_ends_what_was_on():
    (opening,) = visits(*OPENED, TEN, RoomPaused("Kurz"), TEN, RoomClosed())
    assert minutes(opening.ended) == minutes(opening.pauses[0].ended) == 20


def test_a_room_that_goes_on_after_its_end_visits_the_phase_again():
    first, second = visits(*OPENED, TEN, RoomClosed(), TEN, RoomOpened())
    assert (first.phase, minutes(first.ended)) == (second.phase, 10)
    assert (minutes(second.began), second.ended) == (20, 0)


def test_everybody_who_moderated_is_named_once_in_the_order_in_which_they_came():
    heir = PersonJoined(ANNA, Role.MODERATOR, "", "Anna")
    gone = PersonJoined(CO_MODERATOR, Role.PARTICIPANT, "", "Cora")
    assert recorded(*OPENED, gone, heir, heir)[1].moderators == (MODERATOR, CO_MODERATOR, ANNA)
