import threading
import uuid

import pytest
from django.db import DatabaseError, connection

from deliberation import rooms
from deliberation.core.agenda import GiveSignal, MovePhase, Signal, Stage
from deliberation.core.exchange import Contribute, Hold, Reason, Withdraw
from deliberation.core.floor import GiveFloor, RequestFloor
from deliberation.core.people import Join
from deliberation.models import Entry, Room
from deliberation.rooms import Answer, Sent
from tests.deliberation.rehearsal import Rehearsal, batch, sent

pytestmark = pytest.mark.django_db
EXCHANGE = 2


@pytest.fixture
def anna_inside(rehearsal):
    anna = rehearsal.enter("Anna")
    rehearsal.agree(anna)
    return anna


def stored(rehearsal):
    return Entry.objects.filter(room=rehearsal.room).count()


def handled(rehearsal, *commands):
    asked = batch(rehearsal.room, *commands)
    rooms.handle_all([asked])
    return asked.answers


# --- answers ----------------------------------------------------------------------------------------------------------


def test_the_answer_is_the_place_in_the_log(rehearsal, anna_inside):
    before = stored(rehearsal)
    assert rehearsal.ask(anna_inside, Contribute("Hallo")) == Answer(seq=before + 1)
    assert stored(rehearsal) == before + 1
    assert Room.objects.get(pk=rehearsal.room).head == before + 1


def test_what_changes_nothing_is_answered_with_the_head(rehearsal, anna_inside):
    before = stored(rehearsal)
    assert rehearsal.ask(anna_inside, GiveSignal(None)) == Answer(seq=before)
    assert stored(rehearsal) == before


def test_a_refusal_says_why_and_stores_nothing(rehearsal, anna_inside):
    before = stored(rehearsal)
    assert rehearsal.ask(anna_inside, RequestFloor()) == Answer(refused="room.not_in_this_phase")
    assert stored(rehearsal) == before


def test_lists_know_the_stage_without_reading_logs(rehearsal):
    assert Room.objects.get(pk=rehearsal.room).stage == Stage.OPEN


# --- asked again under the same key -----------------------------------------------------------------------------------


def test_the_same_command_under_the_same_key_happens_once(rehearsal, anna_inside):
    asked = sent(anna_inside, Contribute("Hallo"))
    first = handled(rehearsal, asked)
    rehearsal.say(rehearsal.moderator, "Etwas anderes")
    assert handled(rehearsal, asked) == first
    assert [each.text for each in rehearsal.state.exchange.contributions] == ["Hallo", "Etwas anderes"]


def test_also_twice_in_one_commit(rehearsal, anna_inside):
    asked = sent(anna_inside, Contribute("Hallo"))
    first, second = handled(rehearsal, asked, asked)
    assert first == second
    assert [each.text for each in rehearsal.state.exchange.contributions] == ["Hallo"]


def test_a_command_of_several_events_gets_the_same_answer_again(rehearsal, anna_inside):
    rehearsal.move(EXCHANGE)
    rehearsal.take(rehearsal.moderator, GiveFloor(anna_inside.pk))
    asked = sent(rehearsal.moderator, GiveFloor(rehearsal.moderator.pk))
    [first] = handled(rehearsal, asked)
    assert first == Answer(seq=rehearsal.state.seq)
    assert handled(rehearsal, asked) == [first]


def test_another_command_under_the_same_key_is_refused(rehearsal, anna_inside):
    key = uuid.uuid4()
    handled(rehearsal, sent(anna_inside, Contribute("Hallo"), key))
    reused = Answer(refused="room.key_reused")
    assert handled(rehearsal, sent(anna_inside, Contribute("Hallo!"), key)) == [reused]
    assert handled(rehearsal, sent(anna_inside, GiveSignal(Signal.READY), key)) == [reused]


def test_keys_of_two_people_do_not_meet(rehearsal, anna_inside):
    key = uuid.uuid4()
    asked = sent(anna_inside, Contribute("Hallo"), key), sent(rehearsal.moderator, Contribute("Hallo"), key)
    first, second = handled(rehearsal, *asked)
    assert second.seq == first.seq + 1
    assert handled(rehearsal, *asked) == [first, second]


def test_what_was_refused_may_be_asked_again(rehearsal):
    ben = rehearsal.enter("Ben")
    asked = sent(ben, Contribute("Hallo"))
    assert handled(rehearsal, asked) == [Answer(refused="agreement.confirm_first")]
    rehearsal.agree(ben)
    assert handled(rehearsal, asked) == [Answer(seq=rehearsal.state.seq)]


# --- several at once --------------------------------------------------------------------------------------------------


def test_each_command_of_a_commit_sees_what_those_before_it_did(rehearsal, anna_inside):
    head = rehearsal.state.seq
    answers = handled(
        rehearsal,
        sent(anna_inside, Contribute("Hallo")),
        sent(anna_inside, Hold(head + 1, Reason.INSULT)),
        sent(rehearsal.moderator, Hold(head + 1, Reason.INSULT)),
        sent(anna_inside, Withdraw(head + 1)),
        sent(anna_inside, Contribute("")),
        sent(anna_inside, Contribute("Noch einmal")),
    )
    assert answers == [
        Answer(seq=head + 1),
        Answer(refused="room.not_your_role"),
        Answer(seq=head + 2),
        Answer(seq=head + 3),
        Answer(refused="exchange.empty"),
        Answer(seq=head + 4),
    ]


def test_a_commit_gives_back_the_room_as_it_is_then(rehearsal, anna_inside):
    asked = batch(rehearsal.room, sent(anna_inside, Contribute("Hallo")))
    rooms.handle_all([asked])
    assert asked.known.room.seq == rehearsal.state.seq
    assert [each.text for each in asked.known.room.exchange.contributions] == ["Hallo"]


def test_several_rooms_go_in_together(rehearsal, anna_inside, make_session):
    other = Rehearsal(make_session("Andere"))
    asked = [
        batch(other.room, sent(other.moderator, Join("Tina", "moderator", ""))),
        batch(rehearsal.room, sent(anna_inside, Contribute("Hallo"))),
    ]
    rooms.handle_all(asked)
    assert [each.answers for each in asked] == [[Answer(seq=other.state.seq)], [Answer(seq=rehearsal.state.seq)]]


def test_a_room_that_was_deleted_stops_no_other(rehearsal, anna_inside):
    asked = [
        batch(10**6, sent(anna_inside, Contribute("Wo?"))),
        batch(rehearsal.room, sent(anna_inside, Contribute("Da"))),
    ]
    rooms.handle_all(asked)
    assert [each.answers for each in asked] == [[Answer(refused="room.closed")], [Answer(seq=rehearsal.state.seq)]]


def test_a_hundred_commands_cost_as_many_queries_as_one(rehearsal, anna_inside, django_assert_num_queries):
    def asked(count):
        one = batch(rehearsal.room, *[sent(anna_inside, Contribute(f"Satz {n}")) for n in range(count)])
        one.known = rooms.load(rehearsal.room)
        return [one]

    lock, keys, append, head, savepoint = 1, 1, 1, 1, 2
    for count in (1, 100):
        commands = asked(count)
        with django_assert_num_queries(lock + keys + append + head + savepoint):
            rooms.handle_all(commands)


def test_only_those_who_are_connected_hold_up_the_opening(rehearsal, anna_inside):
    ben = rehearsal.enter("Ben")
    move = sent(rehearsal.moderator, MovePhase(rehearsal.state.agenda.moved, 1))
    with_ben = batch(rehearsal.room, move, present=frozenset({anna_inside.pk, ben.pk}))
    without_ben = batch(rehearsal.room, move, present=frozenset({anna_inside.pk}))
    rooms.handle_all([with_ben])
    rooms.handle_all([without_ben])
    assert with_ben.answers == [Answer(refused="agenda.not_agreed")]
    assert without_ben.answers == [Answer(seq=rehearsal.state.seq)]


# --- clocks -----------------------------------------------------------------------------------------------------------


def test_a_clock_that_was_set_back_does_not_set_back_the_room(rehearsal, anna_inside):
    before = rehearsal.state.at
    handled(rehearsal, Sent(anna_inside.pk, None, Contribute("Hallo"), at=before - 3_600_000))
    assert rehearsal.state.at == before


def test_what_was_written_down_afterwards_happened_then(rehearsal, anna_inside):
    later = rehearsal.state.at + 60_000
    rooms.handle(rehearsal.room, anna_inside.pk, Contribute("Hallo"), at=later)
    assert rehearsal.state.at == later


# --- faults and races -------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_who_move_at_once_exactly_one_wins(rehearsal, anna_inside):
    seen, together, answers = rehearsal.state.agenda.moved, threading.Barrier(2), []

    def move(phase):
        together.wait()
        try:
            answers.append(rehearsal.ask(rehearsal.moderator, MovePhase(seen, phase)))
        finally:
            connection.close()

    threads = [threading.Thread(target=move, args=(phase,)) for phase in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    head = rehearsal.state.seq
    assert sorted(answers, key=lambda answer: answer.refused) == [Answer(seq=head), Answer(refused="agenda.stale")]


@pytest.mark.django_db(transaction=True)
def test_a_commit_that_fails_stores_nothing_of_it(rehearsal, anna_inside):
    """Somebody whose participation was deleted: the database notices at COMMIT."""
    before = stored(rehearsal), Room.objects.get(pk=rehearsal.room).head
    gone = Sent(10**6, uuid.uuid4(), Join("Niemand", "participant", ""))
    with pytest.raises(DatabaseError):
        handled(rehearsal, sent(anna_inside, Contribute("Hallo")), gone)
    assert (stored(rehearsal), Room.objects.get(pk=rehearsal.room).head) == before
    assert rehearsal.ask(anna_inside, Contribute("Hallo")) == Answer(seq=before[1] + 1)


# --- heads ------------------------------------------------------------------------------------------------------------


def test_the_heads_of_several_rooms_are_one_query(rehearsal, make_session, django_assert_num_queries):
    rows = [Room.objects.get(pk=rehearsal.room), make_session("Andere").rooms.get()]
    with django_assert_num_queries(1):
        heads = rooms.heads([rows[0].pk, rows[1].pk, 10**6])
    assert heads == {row.pk: (row.epoch, row.head) for row in rows}
