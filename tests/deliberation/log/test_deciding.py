import threading
import uuid

import pytest
from django.db import connection

from deliberation.core.acting import Audience
from deliberation.core.agenda import GiveSignal, MovePhase, OpenRoom, PauseRoom, ResumeRoom, Signal, Stage
from deliberation.core.exchange import Contribute, Hold, Reason, Release, State, Withdraw
from deliberation.core.floor import GiveFloor, RequestFloor
from deliberation.core.people import Join
from deliberation.live import frames
from deliberation.log import deciding
from deliberation.log.drafts import UNAVAILABLE, Sent, Verdict
from deliberation.models import Entry, RoomRecord
from tests.deliberation.rehearsal import Rehearsal, batch, sent

pytestmark = pytest.mark.django_db
EXCHANGE = 2


def stored(rehearsal):
    return Entry.objects.filter(room=rehearsal.room).count()


def handled(rehearsal, *commands):
    asked = batch(rehearsal.room, *commands)
    deciding.handle_all([asked])
    return asked.verdicts


# --- answers ----------------------------------------------------------------------------------------------------------


def test_the_answer_is_the_place_in_the_log(rehearsal, anna_inside):
    before = stored(rehearsal)
    assert rehearsal.ask(anna_inside, Contribute("Hallo")) == Verdict(seq=before + 1)
    assert stored(rehearsal) == before + 1
    assert RoomRecord.objects.get(pk=rehearsal.room).head == before + 1


def test_what_changes_nothing_and_has_no_key_is_answered_with_the_head(rehearsal, anna_inside):
    before = stored(rehearsal)
    assert rehearsal.ask(anna_inside, GiveSignal(None)) == Verdict(seq=before)
    assert stored(rehearsal) == before


def test_a_refusal_says_why_and_changes_nothing(rehearsal, anna_inside):
    before = deciding.load(rehearsal.room)
    assert handled(rehearsal, sent(anna_inside, RequestFloor())) == [Verdict(refused="room.not_in_this_phase")]
    after = deciding.load(rehearsal.room, before)
    assert frames.delta(before.room, after.room, Audience.MODERATION) == f'{{"seq":{before.room.seq + 1}}}'


def test_without_a_key_it_is_not_even_stored(rehearsal, anna_inside):
    before = stored(rehearsal)
    assert rehearsal.ask(anna_inside, RequestFloor()) == Verdict(refused="room.not_in_this_phase")
    assert stored(rehearsal) == before


def test_lists_know_the_stage_without_reading_logs(rehearsal):
    assert RoomRecord.objects.get(pk=rehearsal.room).stage == Stage.OPEN


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
    assert first == Verdict(seq=rehearsal.state.seq)
    assert handled(rehearsal, asked) == [first]


def test_another_command_under_the_same_key_is_refused(rehearsal, anna_inside):
    key = uuid.uuid4()
    handled(rehearsal, sent(anna_inside, Contribute("Hallo"), key))
    reused = Verdict(refused="room.key_reused")
    assert handled(rehearsal, sent(anna_inside, Contribute("Hallo!"), key)) == [reused]
    assert handled(rehearsal, sent(anna_inside, GiveSignal(Signal.READY), key)) == [reused]


def test_keys_of_two_people_do_not_meet(rehearsal, anna_inside):
    key = uuid.uuid4()
    asked = sent(anna_inside, Contribute("Hallo"), key), sent(rehearsal.moderator, Contribute("Hallo"), key)
    first, second = handled(rehearsal, *asked)
    assert second.seq == first.seq + 1
    assert handled(rehearsal, *asked) == [first, second]


def test_nor_do_they_where_one_of_them_asks_again_what_would_lead_to_nothing_now(rehearsal, anna_inside):
    key = uuid.uuid4()
    ready = sent(rehearsal.moderator, GiveSignal(Signal.READY), key)
    [first] = handled(rehearsal, ready)
    rehearsal.say(anna_inside, "Etwas anderes")
    _anna, again = handled(rehearsal, sent(anna_inside, Contribute("Hallo"), key), ready)
    assert again == first


def test_what_changed_nothing_changes_nothing_later(rehearsal, anna_inside):
    """A copy that was held up somewhere comes when it could lead to something."""
    said = rehearsal.say(anna_inside, "Hallo")
    release = sent(rehearsal.moderator, Release(said))
    [first] = handled(rehearsal, release)
    assert first == Verdict(seq=rehearsal.state.seq)
    rehearsal.take(rehearsal.moderator, Hold(said, Reason.INSULT))
    assert handled(rehearsal, release) == [first]
    assert rehearsal.state.exchange.contributions.at(said).state == State.HELD


def test_what_was_refused_stays_refused(rehearsal):
    ben = rehearsal.enter("Ben")
    asked = sent(ben, Contribute("Hallo"))
    rehearsal.take(rehearsal.moderator, PauseRoom("Luft"))
    assert handled(rehearsal, asked) == [Verdict(refused="room.paused")]
    rehearsal.take(rehearsal.moderator, ResumeRoom())
    assert handled(rehearsal, asked) == [Verdict(refused="room.paused")]
    assert handled(rehearsal, sent(ben, Contribute("Hallo"))) == [Verdict(seq=rehearsal.state.seq)]


def test_also_where_the_first_and_the_late_copy_come_in_one_commit(rehearsal, anna_inside):
    said = rehearsal.say(anna_inside, "Hallo")
    release, hold = (sent(rehearsal.moderator, command) for command in (Release(said), Hold(said, Reason.INSULT)))
    refer = sent(anna_inside, Contribute("Dazu", refers_to=said + 1))
    answers = handled(rehearsal, refer, release, hold, release, refer)
    no_such = Verdict(refused="exchange.no_such_contribution")
    assert answers == [no_such, Verdict(seq=said + 2), Verdict(seq=said + 3), Verdict(seq=said + 2), no_such]
    assert rehearsal.state.exchange.contributions.at(said).state == State.HELD


def test_another_command_under_the_key_of_one_that_led_to_nothing_is_refused(rehearsal, anna_inside):
    key = uuid.uuid4()
    handled(rehearsal, sent(anna_inside, Contribute(""), key))
    assert handled(rehearsal, sent(anna_inside, Contribute("Hallo"), key)) == [Verdict(refused="room.key_reused")]


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
        Verdict(seq=head + 1),
        Verdict(refused="room.not_your_role"),
        Verdict(seq=head + 3),
        Verdict(seq=head + 4),
        Verdict(refused="exchange.empty"),
        Verdict(seq=head + 6),
    ]


def test_a_commit_gives_back_the_room_as_it_is_then(rehearsal, anna_inside):
    rooms = deciding.handle_all([batch(rehearsal.room, sent(anna_inside, Contribute("Hallo")))])
    assert rooms[rehearsal.room].room.seq == rehearsal.state.seq
    assert [each.text for each in rooms[rehearsal.room].room.exchange.contributions] == ["Hallo"]


def test_several_rooms_go_in_together(rehearsal, anna_inside, make_session):
    other = Rehearsal(make_session("Andere"))
    asked = [
        batch(other.room, sent(other.moderator, Join("Tina", "moderator", ""))),
        batch(rehearsal.room, sent(anna_inside, Contribute("Hallo"))),
    ]
    deciding.handle_all(asked)
    assert [each.verdicts for each in asked] == [[Verdict(seq=other.state.seq)], [Verdict(seq=rehearsal.state.seq)]]


def test_a_room_that_was_deleted_stops_no_other(rehearsal, anna_inside):
    asked = [
        batch(10**6, sent(anna_inside, Contribute("Wo?"))),
        batch(rehearsal.room, sent(anna_inside, Contribute("Da"))),
    ]
    deciding.handle_all(asked)
    assert [each.verdicts for each in asked] == [[Verdict(refused="room.closed")], [Verdict(seq=rehearsal.state.seq)]]


SAVEPOINT = 2  # the transaction of the test has one of its own inside
LOCK = KEYS = APPEND = HEADS = 1


@pytest.mark.parametrize("count", [1, 100])
def test_a_hundred_commands_cost_as_many_queries_as_one(rehearsal, anna_inside, django_assert_num_queries, count):
    asked = batch(rehearsal.room, *[sent(anna_inside, Contribute(f"Satz {n}")) for n in range(count)])
    asked.known = deciding.load(rehearsal.room)
    with django_assert_num_queries(LOCK + KEYS + APPEND + HEADS + SAVEPOINT):
        deciding.handle_all([asked])
    assert len({answer.seq for answer in asked.verdicts}) == count


@pytest.mark.parametrize("count", [2, 3])
def test_three_rooms_cost_as_many_queries_as_two(rehearsal, make_session, django_assert_num_queries, count):
    asked = []
    for n in range(count):
        other = Rehearsal(make_session(f"Nummer {n}"))
        asked.append(batch(other.room, sent(other.moderator, OpenRoom())))
        asked[-1].known = deciding.load(other.room)
    with django_assert_num_queries(LOCK + KEYS + APPEND + HEADS + SAVEPOINT):
        deciding.handle_all(asked)
    assert {row.stage for row in RoomRecord.objects.filter(pk__in=[each.room for each in asked])} == {Stage.OPEN}
    assert all(row.head == each.verdicts[0].seq for each in asked for row in RoomRecord.objects.filter(pk=each.room))


def test_who_decided_on_what_is_old_decides_anew(rehearsal, anna_inside):
    """Another process was quicker: nothing is appended beside what it wrote."""
    old = deciding.load(rehearsal.room)
    seen = old.room.agenda.moved
    rehearsal.move(EXCHANGE)
    late = batch(rehearsal.room, sent(rehearsal.moderator, MovePhase(seen, 1)))
    said = batch(rehearsal.room, sent(rehearsal.moderator, Contribute("Weiter")))
    late.known = said.known = old
    deciding.handle_all([late])
    rooms = deciding.handle_all([said])
    assert late.verdicts == [Verdict(refused="agenda.stale")]
    assert said.verdicts == [Verdict(seq=rehearsal.state.seq)]
    known = rooms[rehearsal.room]
    assert (known.epoch, known.room.seq) == (old.epoch, rehearsal.state.seq)


def test_a_log_of_another_epoch_takes_nothing_that_was_decided_before(rehearsal, anna_inside):
    asked = batch(rehearsal.room, sent(rehearsal.moderator, Contribute("Weiter")))
    asked.known = deciding.load(rehearsal.room)
    RoomRecord.objects.filter(pk=rehearsal.room).update(epoch=uuid.uuid4())
    known = deciding.handle_all([asked])[rehearsal.room]
    assert known.epoch == deciding.load(rehearsal.room).epoch
    assert [each.text for each in known.room.exchange.contributions] == ["Weiter"]


def test_only_those_who_are_connected_hold_up_the_opening(rehearsal, anna_inside):
    ben = rehearsal.enter("Ben")
    move = MovePhase(rehearsal.state.agenda.moved, 1)
    with_ben, without_ben = (
        batch(rehearsal.room, sent(rehearsal.moderator, move), present=frozenset(each.pk for each in present))
        for present in ([anna_inside, ben], [anna_inside])
    )
    deciding.handle_all([with_ben])
    deciding.handle_all([without_ben])
    assert with_ben.verdicts == [Verdict(refused="agenda.not_agreed")]
    assert without_ben.verdicts == [Verdict(seq=rehearsal.state.seq)]


# --- clocks -----------------------------------------------------------------------------------------------------------


def test_a_clock_that_was_set_back_does_not_set_back_the_room(rehearsal, anna_inside):
    before = rehearsal.state.at
    handled(rehearsal, Sent(anna_inside.pk, None, Contribute("Hallo"), at=before - 3_600_000))
    assert rehearsal.state.at == before


def test_what_was_written_down_afterwards_happened_then(rehearsal, anna_inside):
    later = rehearsal.state.at + 60_000
    deciding.handle(rehearsal.room, anna_inside.pk, Contribute("Hallo"), at=later)
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
    assert sorted(answers, key=lambda answer: answer.refused) == [Verdict(seq=head), Verdict(refused="agenda.stale")]


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_stored_is_unavailable_and_leaves_nothing(rehearsal, anna_inside):
    """Somebody whose participation was deleted: the database notices at COMMIT."""
    before = stored(rehearsal), RoomRecord.objects.get(pk=rehearsal.room).head
    gone = Sent(10**6, uuid.uuid4(), Join("Niemand", "participant", ""))
    assert handled(rehearsal, gone) == [UNAVAILABLE]
    assert (stored(rehearsal), RoomRecord.objects.get(pk=rehearsal.room).head) == before
    assert rehearsal.ask(anna_inside, Contribute("Hallo")) == Verdict(seq=before[1] + 1)


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_stored_harms_no_other_command_and_no_other_room(rehearsal, anna_inside, make_session):
    other = Rehearsal(make_session("Andere"))
    gone = Sent(10**6, uuid.uuid4(), Join("Niemand", "participant", ""))
    heads = rehearsal.state.seq, other.state.seq
    asked = [
        batch(rehearsal.room, sent(anna_inside, Contribute("Davor")), gone, sent(anna_inside, Contribute("Danach"))),
        batch(other.room, sent(other.moderator, OpenRoom())),
    ]
    rooms = deciding.handle_all(asked)
    assert asked[0].verdicts == [Verdict(seq=heads[0] + 1), UNAVAILABLE, Verdict(seq=heads[0] + 2)]
    assert asked[1].verdicts == [Verdict(seq=heads[1] + 1)]
    assert [rooms[each.room].room.seq for each in asked] == [rehearsal.state.seq, other.state.seq]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_is_sent_again_among_others_gets_its_answer_and_the_others_theirs(rehearsal, anna_inside, place):
    again = sent(anna_inside, Contribute("Schon gesagt"))
    [first] = handled(rehearsal, again)
    commands = [sent(anna_inside, Contribute("Neu")), sent(rehearsal.moderator, Contribute("Auch neu"))]
    commands.insert(place, again)
    answers = handled(rehearsal, *commands)
    assert answers.pop(place) == first
    assert answers == [Verdict(seq=first.seq + 1), Verdict(seq=first.seq + 2)]
    assert [each.text for each in rehearsal.state.exchange.contributions] == ["Schon gesagt", "Neu", "Auch neu"]


def test_another_command_under_a_used_key_harms_nobody_else(rehearsal, anna_inside):
    key = uuid.uuid4()
    [first] = handled(rehearsal, sent(anna_inside, Contribute("Hallo"), key))
    answers = handled(
        rehearsal, sent(anna_inside, Contribute("Etwas anderes"), key), sent(anna_inside, Contribute("Neu"))
    )
    assert answers == [Verdict(refused="room.key_reused"), Verdict(seq=first.seq + 1)]


# --- heads ------------------------------------------------------------------------------------------------------------


def test_the_heads_of_several_rooms_are_one_query(rehearsal, make_session, django_assert_num_queries):
    rows = [RoomRecord.objects.get(pk=rehearsal.room), make_session("Andere").rooms.get()]
    with django_assert_num_queries(1):
        heads = deciding.heads([rows[0].pk, rows[1].pk, 10**6])
    assert heads == {row.pk: (row.epoch, row.head) for row in rows}
