import uuid
from dataclasses import replace

import pytest
from django.db import connection
from django.db.models import RestrictedError

from deliberation.core import exchange
from deliberation.core.acting import Role, Stamp
from deliberation.core.exchange import Contribute, State, Withdraw
from deliberation.core.floor import FloorEnded, FloorGiven
from deliberation.core.people import PersonJoined
from deliberation.log import deciding, drafts
from deliberation.log import entries as log
from deliberation.log.entries import Earlier, Effect, Locked
from deliberation.models import Entry, RoomRecord
from tests.deliberation.rehearsal import batch, sent

pytestmark = pytest.mark.django_db


def entries(rehearsal):
    return Entry.objects.filter(room=rehearsal.room).order_by("seq")


def test_the_log_is_numbered_without_gaps(rehearsal):
    numbers = list(entries(rehearsal).values_list("seq", flat=True))
    assert numbers == list(range(1, RoomRecord.objects.get(pk=rehearsal.room).head + 1))


def test_an_entry_says_who_when_and_what(rehearsal):
    seq = rehearsal.say(rehearsal.moderator, "Willkommen")
    entry = entries(rehearsal).get(seq=seq)
    assert (entry.kind, entry.text, entry.by) == ("exchange.Contributed", "Willkommen", rehearsal.moderator)
    assert entry.data == {
        "person": rehearsal.moderator.pk,
        "type": "",
        "refers_to": None,
        "claim": "",
        "attack": "",
        "phase": 0,
    }
    assert abs(entry.at - drafts.now()) < 60_000


def test_reading_gives_back_events_and_stamps(rehearsal):
    by = rehearsal.moderator.pk
    first, *_ = log.read(rehearsal.room)
    assert first == (
        PersonJoined(by, Role.MODERATOR, "authority", "Tina"),
        Stamp(1, by, entries(rehearsal).get(seq=1).at),
    )
    assert [stamp.seq for _, stamp in log.read(rehearsal.room, after=3)] == [4, 5]


def test_a_process_reads_only_what_is_new(rehearsal, django_assert_num_queries):
    known = deciding.load(rehearsal.room)
    rehearsal.say(rehearsal.moderator, "Willkommen")
    row = RoomRecord.objects.get(pk=rehearsal.room)
    with django_assert_num_queries(1):
        later = log.catch_up(row, known)
    assert later.room.agenda is known.room.agenda
    assert [each.text for each in later.room.exchange.contributions] == ["Willkommen"]
    with django_assert_num_queries(0):
        assert log.catch_up(row, later) == later


def test_another_epoch_is_read_anew(rehearsal):
    known = deciding.load(rehearsal.room)
    RoomRecord.objects.filter(pk=rehearsal.room).update(epoch=uuid.uuid4())
    anew = deciding.load(rehearsal.room, known)
    assert anew.epoch != known.epoch
    assert anew.room.agenda == known.room.agenda
    assert anew.room.agenda is not known.room.agenda


def test_a_log_that_ends_before_what_is_known_is_read_anew(rehearsal):
    """A backup was restored, and nobody changed the epoch."""
    before = deciding.load(rehearsal.room)
    rehearsal.say(rehearsal.moderator, "Das war nach der Sicherung.")
    known = deciding.load(rehearsal.room)
    entries(rehearsal).filter(seq=known.room.seq).delete()
    RoomRecord.objects.filter(pk=rehearsal.room).update(head=before.room.seq)
    assert deciding.load(rehearsal.room, known).room.seq == before.room.seq


def test_a_log_without_texts_and_people_still_folds(rehearsal):
    """What erasing somebody leaves behind."""
    anna = rehearsal.enter("Anna")
    rehearsal.agree(anna)
    said = rehearsal.say(anna, "Privates")
    withdrawn = rehearsal.say(anna, "Noch mehr")
    rehearsal.take(anna, Withdraw(withdrawn))
    before = rehearsal.state
    entries(rehearsal).filter(by=anna).update(text="", by=None)
    after = rehearsal.state
    assert after.people[anna.pk].name == ""
    assert [(each.id, each.text, each.state) for each in after.exchange.contributions] == [
        (said, "", State.WITHDRAWN),
        (withdrawn, "", State.WITHDRAWN),
    ]
    assert (after.seq, after.agenda, after.agreement) == (before.seq, before.agenda, before.agreement)


def test_the_key_of_a_command_stands_on_its_last_event(rehearsal):
    key = uuid.uuid4()
    by, seq = rehearsal.moderator.pk, rehearsal.state.seq
    events = [(FloorEnded(1), Stamp(seq + 1, by, 5)), (FloorGiven(2, False), Stamp(seq + 2, by, 5))]
    log.append([Effect(rehearsal.room, events, key, "abc")])
    rows = entries(rehearsal).filter(seq__gt=seq)
    assert [(row.seq, row.kind, row.key, row.digest) for row in rows] == [
        (seq + 1, "floor.FloorEnded", None, ""),
        (seq + 2, "floor.FloorGiven", key, "abc"),
    ]
    assert log.answered([(by, key)]) == {(by, key): Earlier(seq + 2, "", "abc")}
    assert list(log.read(rehearsal.room, seq)) == events


def test_nothing_was_asked_under_a_key_of_somebody_else(rehearsal):
    key = uuid.uuid4()
    deciding.handle_all([batch(rehearsal.room, sent(rehearsal.moderator, Contribute("Hallo"), key))])
    by = rehearsal.moderator.pk
    assert set(log.answered([(by, key), (by, uuid.uuid4())])) == {(by, key)}
    assert log.answered([(by + 1, key)]) == {}


def test_rooms_are_locked_in_one_order_and_those_that_are_gone_are_missing(rehearsal, make_session):
    other = make_session("Andere").rooms.get()
    row = RoomRecord.objects.get(pk=rehearsal.room)
    locked = log.lock([other.pk, 10**6, row.pk])
    assert list(locked.values()) == [Locked(each.pk, each.epoch, each.head, each.session_id) for each in (row, other)]


def test_those_of_the_same_session_are_locked_with_them_where_it_is_asked_for(rehearsal, make_session):
    other = make_session("Andere").rooms.get()
    groups = [rehearsal.session.rooms.create(kind="breakout") for _ in range(2)]
    locked = log.lock([rehearsal.room, other.pk], beside=[rehearsal.room])
    assert list(locked) == [rehearsal.room, other.pk, *(group.pk for group in groups)]


def test_the_rows_of_rooms_say_how_far_their_logs_go(rehearsal, make_session):
    other = make_session("Andere").rooms.get()
    state, later = rehearsal.state, deciding.load(other.pk).room
    log.raise_heads([(rehearsal.room, replace(state, seq=70)), (other.pk, replace(later, seq=80))])
    assert set(RoomRecord.objects.values_list("pk", "head", "stage")) == {
        (rehearsal.room, 70, "open"),
        (other.pk, 80, "planned"),
    }


def test_contributions_are_found_by_their_seq(rehearsal):
    seq = rehearsal.take(rehearsal.moderator, Contribute("Willkommen"))
    assert rehearsal.state.exchange.contributions.at(seq) == exchange.Contribution(
        seq, seq, rehearsal.moderator.pk, rehearsal.state.at, 0, "Willkommen"
    )


@pytest.mark.parametrize("column", ["room_id", "by_id"])
def test_whoever_deletes_a_room_or_a_person_finds_their_entries_without_reading_all_logs(column, db):
    """Django and the database both look for them, and an index serves them only where it begins with what they know."""
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, log.ENTRY)
    beginnings = [each["columns"][0] for each in constraints.values() if each["unique"] or each["index"]]
    assert column in beginnings


def test_whoever_is_in_a_log_is_not_deleted_and_goes_with_the_session_only(rehearsal):
    ben, anna = rehearsal.enter("Ben"), rehearsal.register("Anna")
    anna.delete()
    with pytest.raises(RestrictedError):
        ben.delete()
    with pytest.raises(RestrictedError):
        rehearsal.session.participations.all().delete()
    rehearsal.session.delete()
    assert not entries(rehearsal).exists()
