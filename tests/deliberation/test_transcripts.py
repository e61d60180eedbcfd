import pytest

from deliberation import erasures, remembered, transcripts
from deliberation.core.acting import Role
from deliberation.core.agenda import Stage
from deliberation.core.agreement import GoOnWithout
from deliberation.core.exchange import Contribute, Hold, Reason, Return, Type, Withdraw
from deliberation.core.groups import How, ProposedGroup, ProposeGroups, SendGroups
from deliberation.core.places import BringBack
from deliberation.log import deciding
from deliberation.models import Participation, RoomRecord
from tests.deliberation.conftest import RULES

pytestmark = pytest.mark.django_db
CLOSING = 3


@pytest.fixture(autouse=True)
def memory():
    """Each test begins with a process that remembers nothing."""
    remembered.MEMORY.forget(None)
    return remembered.MEMORY


@pytest.fixture
def told(rehearsal):
    """Anna said four things, of which three are hidden; Ben answered the one that is held."""
    anna, ben = rehearsal.enter("Anna"), rehearsal.enter("Ben")
    rehearsal.agree(anna, ben)
    seqs = [rehearsal.say(anna, text) for text in ("offen", "gehalten", "zurück", "weg")]
    rehearsal.say(ben, "Dazu", refers_to=seqs[1], type=Type.OBJECTION)
    rehearsal.take(rehearsal.moderator, Hold(seqs[1], Reason.INSULT))
    rehearsal.take(rehearsal.moderator, Return(seqs[2], Reason.UNCLEAR, "Wie?"))
    rehearsal.take(anna, Withdraw(seqs[3]))
    rehearsal.move(CLOSING)
    rehearsal.say(rehearsal.moderator, "Danke")
    return {"anna": anna, "ben": ben, "moderator": rehearsal.moderator}


def read(rehearsal, reader):
    reading = transcripts.reading(rehearsal.session, reader)
    return reading.transcript(reading.own)


def texts(band):
    return [line.text for line in band.lines]


@pytest.mark.parametrize(
    ("reader", "reads"),
    [
        ("anna", ["offen", "gehalten", "zurück", "weg", "Dazu"]),
        ("ben", ["offen", "", "", "", "Dazu"]),
        ("moderator", ["offen", "gehalten", "zurück", "", "Dazu"]),
    ],
)
def test_each_reads_in_the_transcript_what_they_may(rehearsal, told, reader, reads):
    for _ in range(2):  # also of what is remembered
        first, second = read(rehearsal, told[reader]).rooms[0].bands
        assert (first.phase.title, second.phase.title) == ("Ankommen", "Blitzlicht")
        assert (texts(first), texts(second)) == (reads, ["Danke"])
        assert first.lines[4].refers_to is first.lines[1]
        assert [line.speaker.name for line in first.lines] == ["Anna"] * 4 + ["Ben"]


def test_a_moderator_who_was_never_in_the_room_reads_as_a_moderator(rehearsal, told):
    cora = rehearsal.register("Cora", Role.CO_MODERATOR)
    assert texts(read(rehearsal, cora).rooms[0].bands[0])[1] == "gehalten"


def test_a_transcript_says_what_was_agreed_and_who_was_there(rehearsal, told):
    transcript = read(rehearsal, told["ben"])
    assert (transcript.question, transcript.stage) == ("Wer begleitet Menschen zum Amt?", Stage.OPEN)
    assert list(transcript.rules) == RULES
    assert [person.name for person in transcript.rooms[0].people] == ["Tina", "Anna", "Ben"]


@pytest.mark.parametrize("reader", [transcripts.FOR_ALL, transcripts.WITHOUT_NAMES])
@pytest.mark.parametrize("holder", ["anna", "moderator"])
def test_what_is_hidden_is_in_no_file_whoever_takes_it_along(rehearsal, told, holder, reader):
    transcript = transcripts.reading(rehearsal.session, told[holder]).transcript(reader)
    assert texts(transcript.rooms[0].bands[0]) == ["offen", "", "", "", "Dazu"]


# --- breakout rooms ---------------------------------------------------------------------------------------------------


def test_a_transcript_says_without_whose_confirmation_the_group_went_on(rehearsal):
    anna, ben, cem = (rehearsal.enter(name) for name in ("Anna", "Ben", "Cem"))
    rehearsal.agree(anna)
    rehearsal.take(rehearsal.moderator, GoOnWithout((ben.pk, cem.pk)))
    rehearsal.move(1)
    rehearsal.agree(cem)
    without = read(rehearsal, anna).rooms[0].without
    assert [(each.person.name, each.has_confirmed) for each in without] == [("Ben", False), ("Cem", True)]


@pytest.fixture
def in_groups(rehearsal, told):
    """Anna was in the first group and is in the second, Ben was in none."""
    first, second = rehearsal.open_breakouts(2)
    for room in (first, second):
        rehearsal.agree_in(room, told["anna"])
    rehearsal.say_in(first, "Erste Gruppe")
    rehearsal.take_in(second, told["anna"], Contribute("Zweite Gruppe"))
    return told | {"everybody": None}


BOTH = {1: ["Erste Gruppe"], 2: ["Zweite Gruppe"]}


@pytest.mark.parametrize(("reader", "reads"), [("anna", BOTH), ("moderator", BOTH), ("everybody", BOTH), ("ben", {})])
def test_after_the_plenary_come_the_groups_in_which_the_reader_was(rehearsal, in_groups, reader, reads):
    """Everybody reads only examples."""
    plenary, *groups = read(rehearsal, in_groups[reader]).rooms
    assert texts(plenary.bands[1]) == ["Danke"]
    assert reads == {group.number: [text for band in group.bands for text in texts(band)] for group in groups}


def test_a_transcript_says_who_was_in_which_group(rehearsal, in_groups):
    _plenary, first, second = read(rehearsal, in_groups["moderator"]).rooms
    assert [person.name for person in first.people] == [person.name for person in second.people] == ["Tina", "Anna"]


def test_nobody_is_given_a_group_that_is_remembered_for_others(rehearsal, in_groups):
    assert len(read(rehearsal, in_groups["moderator"]).rooms) == 3
    assert len(read(rehearsal, in_groups["ben"]).rooms) == 1


@pytest.fixture
def twice_in_pairs(rehearsal, told):
    """Anna with Ben, then Anna with Cem: both pairs were the first group."""
    cem = rehearsal.enter("Cem")
    rehearsal.agree(cem)
    for other in (told["ben"], cem):
        pair, phases = (told["anna"].pk, other.pk), rehearsal.state.agenda.phases
        rehearsal.take(rehearsal.moderator, ProposeGroups(How.BY_HAND, (ProposedGroup(pair),)))
        sending = SendGroups(rehearsal.state.groups.proposal.seq)
        deciding.handle(rehearsal.room, rehearsal.moderator.pk, sending, frozenset(pair))
        room = rehearsal.state.places.at[other.pk]
        assert deciding.handle(room, other.pk, Contribute(f"Von {other.name}")).refused == ""
        rehearsal.take(rehearsal.moderator, BringBack())
    return told | {"cem": cem, "title": phases[CLOSING].title}


@pytest.mark.parametrize(
    ("reader", "reads"), [("ben", ["Von Ben"]), ("cem", ["Von Cem"]), ("anna", ["Von Ben", "Von Cem"])]
)
def test_nobody_reads_what_another_pair_told_each_other_before_or_after(rehearsal, twice_in_pairs, reader, reads):
    _plenary, *groups = read(rehearsal, twice_in_pairs[reader]).rooms
    assert [text for group in groups for band in group.bands for text in texts(band)] == reads


def test_both_pairs_were_the_first_group_of_their_phase_and_are_told_apart(rehearsal, twice_in_pairs):
    _plenary, *groups = read(rehearsal, twice_in_pairs["anna"]).rooms
    told = [(group.called, group.phases) for group in groups]
    assert told == [(1, (twice_in_pairs["title"],))] * 2
    assert [group.number for group in groups] == [1, 2]
    anchors = [line.anchor for group in groups for band in group.bands for line in band.lines]
    assert len(set(anchors)) == len(anchors) == 2


# --- what is remembered -----------------------------------------------------------------------------------------------


def test_a_transcript_is_made_once_as_long_as_nothing_happens(rehearsal, told, django_assert_num_queries):
    known = read(rehearsal, told["ben"])
    with django_assert_num_queries(1):  # the rooms, with how far their logs go
        assert read(rehearsal, told["ben"]) is known


def test_what_is_said_next_stands_in_the_next_transcript(rehearsal, told):
    read(rehearsal, told["ben"])
    rehearsal.say(rehearsal.moderator, "Noch etwas")
    assert texts(read(rehearsal, told["ben"]).rooms[0].bands[1]) == ["Danke", "Noch etwas"]


def test_what_is_held_from_now_on_is_not_remembered_for_others(rehearsal, told):
    assert texts(read(rehearsal, told["ben"]).rooms[0].bands[1]) == ["Danke"]
    danke = rehearsal.state.seq
    rehearsal.take(rehearsal.moderator, Hold(danke, Reason.OFF_TOPIC))
    assert texts(read(rehearsal, told["ben"]).rooms[0].bands[1]) == [""]


def test_whoever_is_erased_is_gone_from_what_was_remembered(
    rehearsal, told, memory, django_capture_on_commit_callbacks
):
    read(rehearsal, told["ben"])
    assert len(memory) == 2
    with django_capture_on_commit_callbacks(execute=True):
        erasures.erase([told["anna"]])
    assert len(memory) == 0
    first, second = read(rehearsal, told["ben"]).rooms[0].bands
    assert (texts(first), texts(second)) == (["", "", "", "", "Dazu"], ["Danke"])
    assert "Anna" not in repr(read(rehearsal, told["ben"]))


def test_a_process_that_did_not_hear_of_an_erasure_shows_nothing_of_it(rehearsal, told):
    read(rehearsal, told["ben"])
    erasures.erase([told["anna"]])  # its callbacks stay unheard
    assert "offen" not in repr(read(rehearsal, told["ben"]))


def test_what_somebody_sees_of_their_own_is_not_remembered(rehearsal, told, memory):
    read(rehearsal, told["anna"])
    assert len(memory) == 1  # the log itself


def test_only_so_much_is_remembered(memory, rehearsal, monkeypatch):
    monkeypatch.setattr(remembered, "MOST", 2)
    for key in ("a", "b", "c"):
        memory.get((key,), [1], (), lambda: "made")
    assert len(memory) == 2
    assert memory.get(("c",), [1], (), lambda: "anew") == "made"
    assert memory.get(("a",), [1], (), lambda: "anew") == "anew"


def test_a_log_that_was_read_is_read_on_and_not_anew(rehearsal, told, django_assert_num_queries):
    row = RoomRecord.objects.get(pk=rehearsal.room)
    known = remembered.log(row)
    with django_assert_num_queries(0):
        assert remembered.log(row) is known
    rehearsal.say(rehearsal.moderator, "Weiter")
    row.refresh_from_db()
    assert remembered.log(row).room.people is known.room.people


def test_whoever_is_no_longer_inside_reads_nothing(rehearsal, told, browser, make_user):
    """Who reads is asked before anything that is remembered."""
    user = make_user("Bea")
    person = rehearsal.enter("Bea", user=user)
    address = f"{rehearsal.session.get_absolute_url()}transcript/"
    assert browser(user).get(address).status_code == 200
    Participation.objects.filter(pk=person.pk).update(user=None)
    assert browser(user).get(address).status_code == 404
