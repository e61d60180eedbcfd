from itertools import pairwise

from deliberation.core.acting import Role, Stamp
from deliberation.core.agenda import PhaseMoved, RoomClosed, RoomOpened, RoomPaused, RoomResumed
from deliberation.core.exchange import Attack, Claim, Contributed, Type
from deliberation.core.people import PersonJoined
from deliberation.core.places import (
    BreakoutsOpened,
    GroupClosed,
    GroupGathered,
    GroupsFormed,
    GroupsReturned,
    PeopleMoved,
)
from deliberation.core.proceedings import Pause, PeopleChange, Proceedings, TimeApart, followed
from deliberation.core.room import EMPTY, evolve
from deliberation.core.whereabouts import PlannedGroup
from tests.deliberation.core.scenario import (
    ANNA,
    BEN,
    CEM,
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


# --- breakout rooms ---------------------------------------------------------------------------------------------------

OUT = (BreakoutsOpened((7, 8)), GroupsFormed((PlannedGroup(7, (ANNA, BEN)), PlannedGroup(8, (CEM,)))))
BACK = (PeopleMoved((ANNA, BEN, CEM), None), GroupsReturned())


def test_the_plenary_knows_in_how_many_breakout_rooms_people_were_and_until_when():
    opening, exchange = visits(*OPENED, TEN, *OUT, TEN, *BACK, TEN, PhaseMoved(EXCHANGE))
    assert opening.apart == (TimeApart(2, START + 10 * MINUTE, START + 20 * MINUTE),)
    assert exchange.apart == ()


def test_the_next_phase_brings_people_together_again():
    opening, _exchange = visits(*OPENED, *OUT, TEN, PhaseMoved(EXCHANGE))
    assert opening.apart == (TimeApart(2, START, START + 10 * MINUTE),)


def test_a_group_that_is_closed_before_the_others_does_not_end_it():
    (opening,) = visits(*OPENED, *OUT, TEN, GroupClosed(8), TEN, GroupClosed(7))
    assert opening.apart == (TimeApart(2, START, START + 20 * MINUTE),)


def test_who_goes_into_other_groups_was_in_so_many_twice():
    again = GroupsFormed((PlannedGroup(7, (ANNA, BEN, CEM)),))
    (opening,) = visits(*OPENED, *OUT, TEN, again)
    assert opening.apart == (TimeApart(2, START, START + 10 * MINUTE), TimeApart(1, START + 10 * MINUTE))


def test_who_comes_back_alone_does_not_end_it():
    (opening,) = visits(*OPENED, *OUT, TEN, PeopleMoved((ANNA,), None))
    assert [each.ended for each in opening.apart] == [0]


def test_of_a_breakout_room_it_is_known_who_came_later_and_who_left():
    sent, one_more = GroupGathered(1, (ANNA, BEN)), GroupGathered(1, (ANNA, BEN, CEM))
    (opening,) = visits(*OPENED, sent, TEN, one_more, TEN, GroupGathered(1, (CEM,)), TEN, GroupGathered(1, ()))
    assert opening.people == (ANNA, BEN, CEM)
    assert opening.changes == (
        PeopleChange(START + 10 * MINUTE, (CEM,), (), False),
        PeopleChange(START + 20 * MINUTE, (), (ANNA, BEN), False),
        PeopleChange(START + 30 * MINUTE, (), (CEM,), True),
    )


def test_whoever_is_sent_at_the_beginning_of_a_phase_did_not_come_later():
    _opening, exchange = visits(*OPENED, GroupGathered(1, (ANNA,)), PhaseMoved(EXCHANGE), GroupGathered(1, (BEN,)))
    assert (exchange.people, exchange.changes) == ((BEN,), ())


def test_the_same_people_can_be_in_a_breakout_room_in_the_phase_after():
    first, second = visits(*OPENED, GroupGathered(1, (ANNA,)), TEN, PhaseMoved(EXCHANGE), GroupGathered(1, (ANNA,)))
    assert (first.people, first.changes) == (second.people, second.changes) == ((ANNA,), ())


def test_that_all_leave_with_the_phase_is_not_said():
    sent, gone = GroupGathered(1, (ANNA,)), GroupGathered(1, ())
    opening, _exchange = visits(*OPENED, sent, TEN, gone, PhaseMoved(EXCHANGE))
    assert (opening.people, opening.changes) == ((ANNA,), ())


def test_another_host_is_no_change_of_people():
    (opening,) = visits(*OPENED, GroupGathered(1, (ANNA, BEN)), GroupGathered(1, (ANNA, BEN), BEN))
    assert opening.changes == ()
