"""Somebody is erased from the sessions they took part in; the others' words stay, and so does the order of all."""

import pytest

from cms.register import DataSubject
from community import ledger
from deliberation import erasures, sessions
from deliberation.core import agenda, agreement, calls, exchange, places, results, silent
from deliberation.core.acting import Role
from deliberation.core.agenda import Mode, Phase
from deliberation.core.exchange import Reason, State
from deliberation.core.whereabouts import PlannedGroup
from deliberation.log import deciding, entries
from deliberation.models import Entry, Participation, RoomRecord
from deliberation.privacy import said_by_or_to
from tests.deliberation.rehearsal import Rehearsal, batch, joining, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ledger(settings, tmp_path):
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"


@pytest.fixture
def scene(rehearsal, anna):
    """Anna and Ben talked; Ben refers to Anna, and one of Anna's contributions came back to her and was rewritten."""
    rehearsal.anna = rehearsal.enter("Anna", user=anna, kind="authority")
    rehearsal.ben = rehearsal.enter("Ben")
    rule = rehearsal.take(rehearsal.anna, agreement.ProposeRule("Anna's rule"))
    rehearsal.take(rehearsal.moderator, agreement.AdoptRule(rule))
    theirs = rehearsal.take(rehearsal.ben, agreement.ProposeRule("Ben's rule"))
    rehearsal.take(rehearsal.anna, agreement.ObjectToRule(theirs, "Anna's objection"))
    rehearsal.agree(rehearsal.anna, rehearsal.ben)
    rehearsal.first = rehearsal.say(rehearsal.anna, "Anna's thesis")
    rehearsal.reply = rehearsal.say(rehearsal.ben, "Ben's reply", refers_to=rehearsal.first)
    rehearsal.second = rehearsal.say(rehearsal.anna, "Anna's insult")
    rehearsal.take(rehearsal.moderator, exchange.Return(rehearsal.second, Reason.INSULT, "Tina's note"))
    rehearsal.take(rehearsal.anna, exchange.Rewrite(rehearsal.second, "Anna's better words"))
    return rehearsal


def texts(scene):
    return " ".join(Entry.objects.filter(room=scene.room).values_list("text", flat=True))


def test_the_words_and_the_name_go_and_those_of_others_stay(scene):
    erasures.erase([scene.anna])
    assert "Anna" not in texts(scene)
    assert "Ben's reply" in texts(scene)
    assert not Entry.objects.filter(by=scene.anna).exclude(digest="").exists()


def test_what_groups_were_mixed_by_goes_with_the_name(scene):
    known = {"language": "ti", "second_language": "ar", "third_language": "en", "needs_language": True}
    known["experience"] = "new"
    Participation.objects.filter(pk__in=[scene.anna.pk, scene.ben.pk]).update(**known)
    erasures.erase([scene.anna])
    assert Participation.objects.filter(pk=scene.anna.pk, **erasures.UNKNOWN).exists()
    assert erasures.UNKNOWN.keys() == known.keys()
    assert Participation.objects.filter(pk=scene.ben.pk, **known).exists()


def test_what_was_written_to_them_goes_with_its_digest_and_what_was_written_to_others_stays(scene):
    note_to_ben = exchange.Return(scene.reply, Reason.UNCLEAR, "Tina's words to Ben")
    note_to_anna = exchange.Return(scene.first, Reason.UNCLEAR, "Tina's words to Anna")
    for note in (note_to_ben, note_to_anna):
        deciding.handle_all([batch(scene.room, sent(scene.moderator, note))])
    erasures.erase([scene.anna])
    kept = Entry.objects.filter(kind="exchange.Returned").exclude(digest="")
    assert [entry.text for entry in kept] == ["Tina's words to Ben"]
    assert "Tina's" not in texts(scene).replace("Tina's words to Ben", "")
    assert scene.state.exchange.contributions.at(scene.second).note == ""


def test_the_log_keeps_its_numbers_and_still_folds(scene):
    before = list(Entry.objects.filter(room=scene.room).values_list("seq", "kind", "by"))
    erasures.erase([scene.anna])
    assert list(Entry.objects.filter(room=scene.room).values_list("seq", "kind", "by")) == before
    room = scene.state
    assert room.people[scene.anna.pk].name == ""
    assert [room.exchange.contributions.at(id).state for id in (scene.first, scene.reply, scene.second)] == [
        State.WITHDRAWN,
        State.PUBLISHED,
        State.WITHDRAWN,
    ]
    assert [rule.text for rule in agreement.shown(room.agreement)] == ["Wir hören zu.", "Wir fragen nach."]


def test_what_a_moderator_wrote_goes_with_the_moderator(scene):
    erasures.erase([scene.moderator])
    assert "Tina's note" not in texts(scene)
    assert "Anna's better words" in texts(scene)
    assert scene.state.exchange.contributions.at(scene.second).state is State.PUBLISHED


def test_neither_the_account_nor_the_browser_leads_to_it_any_more(scene, anna):
    key = scene.anna.key
    erasures.erase([scene.anna])
    erased = Participation.objects.get(pk=scene.anna.pk)
    assert (erased.user, erased.name) == (None, "")
    assert erased.key != key
    assert not Participation.objects.filter(user=anna).exists()


def test_they_go_in_the_breakout_rooms_too(scene):
    group, other = scene.open_breakouts(2)
    scene.agree_in(group, scene.anna)
    scene.take_in(group, scene.anna, exchange.Contribute("Anna's aside"))
    scene.say_in(group, "Tina's aside")
    before = {room: deciding.load(room).epoch for room in (group, other)}
    erasures.erase([scene.anna])
    texts = " ".join(Entry.objects.filter(room=group).values_list("text", flat=True))
    assert ("Anna" in texts, "Tina's aside" in texts) == (False, True)
    assert deciding.load(group).room.people[scene.anna.pk].name == ""
    assert all(deciding.load(room).epoch != epoch for room, epoch in before.items())


def test_processes_and_browsers_begin_anew_with_the_rooms_of_the_erased_only(scene, make_session):
    other = sessions.plenary(make_session("Another"))
    known = deciding.load(scene.room)
    erasures.erase([scene.anna])
    row = RoomRecord.objects.get(pk=scene.room)
    assert row.epoch != known.epoch
    assert RoomRecord.objects.get(pk=other.pk).epoch == other.epoch
    assert entries.catch_up(row, known).room.people[scene.anna.pk].name == ""


def test_who_is_still_in_the_room_can_say_nothing_more(scene):
    erasures.erase([scene.anna])
    assert scene.ask(scene.anna, exchange.Contribute("One more thing")).refused == "room.not_your_role"


def test_the_transcript_shows_others_that_somebody_withdrew_something(scene, browser, stranger):
    scene.register("Sam", Role.OBSERVER, user=stranger)
    address = f"{scene.session.get_absolute_url()}transcript/"
    erasures.erase([scene.anna])
    page = browser(stranger).get(address).content.decode()
    assert page.count("Withdrawn by its author.") == 2
    assert "Somebody who has left" in page
    assert "To somebody who has left" in page
    assert "Anna" not in page
    assert "Somebody who has left" in browser(stranger).get(scene.session.get_absolute_url()).content.decode()


def test_the_ledger_knows_ids_and_no_names(scene, settings):
    erasures.erase([scene.anna])
    made = int(scene.anna.joined_at.timestamp())
    assert settings.ERASURE_LEDGER.read_text() == f'{{"participations": [[{scene.anna.pk}, {made}]]}}\n'


def test_erasing_twice_changes_nothing_more(scene):
    erasures.erase([scene.anna])
    before = list(Entry.objects.values_list("seq", "text"))
    erasures.erase([scene.anna])
    assert list(Entry.objects.values_list("seq", "text")) == before


def test_who_has_the_id_of_the_erased_by_now_is_somebody_else(scene):
    made = int(scene.anna.joined_at.timestamp())
    assert erasures.erased_before({ledger.Erased(scene.anna.pk, made)}) == [scene.anna]
    assert erasures.erased_before({ledger.Erased(scene.anna.pk, made - 60)}) == []


def test_without_the_ledger_nothing_is_erased(scene, settings, tmp_path):
    settings.ERASURE_LEDGER = tmp_path
    with pytest.raises(IsADirectoryError):
        erasures.erase([scene.anna])
    assert "Anna's thesis" in texts(scene)


def test_nobody_to_erase_is_nothing_to_do(rehearsal):
    erasures.erase([])
    assert rehearsal.state.people


# --- silent rounds ----------------------------------------------------------------------------------------------------


@pytest.fixture
def silent_round(session):
    """Anna, Ben and Cem hand in without names; the moderation reads it before, and returns what Anna wrote first."""
    rehearsal = Rehearsal(session)
    opening, quiet = Phase("opening", "Ankommen", 5, Mode.FREE), Mode.SILENT_ROUND
    stake = Phase("stake", "Bezug", 5, quiet, anonymous=True, premoderated=True)
    rehearsal.take(rehearsal.moderator, joining(rehearsal.moderator))
    rehearsal.take(rehearsal.moderator, agenda.SetAgenda("Wer hilft?", (opening, stake)))
    rehearsal.open()
    people = [rehearsal.enter(name) for name in ("Anna", "Ben", "Cem")]
    rehearsal.anna, rehearsal.ben, _ = people
    rehearsal.agree(*people)
    rehearsal.move(1)
    for person in people:
        rehearsal.take(person, silent.HandIn(f"{person.name}'s insult"))
    for person in people[:2]:
        sheet = rehearsal.state.silent.sheets[person.pk].number
        rehearsal.take(rehearsal.moderator, silent.ReturnSheet(sheet, Reason.INSULT, f"Tina's note to {person.name}"))
        rehearsal.take(person, silent.HandIn(f"{person.name}'s words"))
    rehearsal.take(rehearsal.moderator, silent.Reveal())
    return rehearsal


def test_what_somebody_handed_in_goes_wherever_it_stands_with_what_was_written_to_them(silent_round):
    erasures.erase([silent_round.anna])
    assert "Anna" not in texts(silent_round)
    assert texts(silent_round).count("Ben's words") == 2  # as it was handed in, and as it was revealed
    assert "Tina's note to Ben" in texts(silent_round)
    found = {each.text: each.state for each in silent_round.state.exchange.contributions}
    assert found == {"": State.WITHDRAWN, "Ben's words": State.PUBLISHED, "Cem's insult": State.PUBLISHED}


def test_what_others_handed_in_does_not_go_with_whoever_revealed_it(silent_round):
    erasures.erase([silent_round.moderator])
    assert "Tina" not in texts(silent_round)
    assert {each.text for each in silent_round.state.exchange.contributions} == {
        "Anna's words",
        "Ben's words",
        "Cem's insult",
    }


def test_whoever_revealed_it_is_not_told_in_their_own_data_who_wrote_it(silent_round):
    rows = Entry.objects.filter(said_by_or_to(DataSubject(None, participations=(silent_round.moderator.pk,))))
    assert "exchange.Revealed" not in {row.kind for row in rows}
    assert not any("words" in row.text or "insult" in row.text for row in rows)
    told = [row.data for row in rows if row.kind == "silent.SheetReturned"]
    assert [sorted(data) for data in told] == [["reason", "sheet"]] * 2
    theirs = Entry.objects.filter(said_by_or_to(DataSubject(None, participations=(silent_round.anna.pk,))))
    assert {"silent.SheetHandedIn", "silent.SheetReturned", "exchange.Revealed"} <= {row.kind for row in theirs}


# --- small groups -----------------------------------------------------------------------------------------------------


@pytest.fixture
def groups(rehearsal, anna):
    """Anna wrote the result of her group and the words of its call; Ben called, and the moderator merged two groups."""
    rehearsal.anna, rehearsal.ben = rehearsal.enter("Anna", user=anna), rehearsal.enter("Ben")
    rehearsal.agree(rehearsal.anna, rehearsal.ben)
    rehearsal.first, rehearsal.second = rehearsal.open_breakouts(2)
    people = (rehearsal.anna.pk, rehearsal.ben.pk)
    planned = (PlannedGroup(rehearsal.first, people), PlannedGroup(rehearsal.second, ()))
    rehearsal.take(rehearsal.moderator, places.FormGroups(planned, each_reports=False))
    for person in (rehearsal.anna, rehearsal.ben):
        rehearsal.agree_in(rehearsal.first, person)
    rehearsal.take_in(rehearsal.first, rehearsal.moderator, places.Gather(1, people))
    rehearsal.take_in(rehearsal.first, rehearsal.ben, calls.Call())
    rehearsal.take_in(rehearsal.first, rehearsal.anna, calls.Call("Anna's sentence"))
    rehearsal.take_in(rehearsal.first, rehearsal.anna, results.WriteResult("Anna's result", 0))
    rehearsal.take(rehearsal.moderator, places.MergeGroups(rehearsal.first, rehearsal.second, "Tina's word"))
    return rehearsal


def everywhere(groups):
    rooms = (groups.room, groups.first, groups.second)
    return " ".join(Entry.objects.filter(room__in=rooms).values_list("text", flat=True))


def test_what_somebody_wrote_for_their_group_goes_wherever_it_was_brought(groups):
    assert everywhere(groups).count("Anna's sentence") == everywhere(groups).count("Anna's result") == 2
    erasures.erase([groups.anna])
    assert "Anna" not in everywhere(groups)
    assert "Tina's word" in everywhere(groups)
    [card] = groups.state.results.cards
    assert (card.text, card.by) == ("", groups.anna.pk)
    assert deciding.load(groups.second).room.calls.call.person == groups.ben.pk


def test_it_stays_when_whoever_led_the_group_back_is_erased(groups):
    erasures.erase([groups.moderator])
    assert everywhere(groups).count("Anna's result") == everywhere(groups).count("Anna's sentence") == 2
    assert "Tina's word" not in everywhere(groups)
