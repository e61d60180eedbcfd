"""The canary misses no place: a new one is a failure, and so is an exception that is none any more."""

import pytest

from tests.canary import places, traces
from tests.canary.marks import ANYBODY, Marks

KNOWN = {name for name, _model, _field in places.text_fields()}


def test_a_field_in_which_the_canary_wrote_nothing_is_named():
    assert places.unmarked_fields(KNOWN) == set()
    assert places.unmarked_fields(KNOWN - {"community.User.display_name"}) == {"community.User.display_name"}


@pytest.mark.parametrize("exceptions", ["CONTENT", "MACHINE", "UNWRITTEN"])
def test_an_exception_for_something_that_is_not_there_is_named(monkeypatch, exceptions):
    monkeypatch.setattr(places, exceptions, {*getattr(places, exceptions), "cms.Gone"})
    assert places.unmarked_fields(KNOWN) - KNOWN == {"cms.Gone"}


def test_texts_of_commands_events_and_forms_are_found():
    assert {"exchange.Contribute.text", "exchange.Return.note", "agenda.PauseRoom.reason"} <= places.command_texts()
    assert {"people.PersonJoined", "exchange.Returned", "agreement.RuleReworded"} <= places.events_with_text()


def test_words_are_found_in_addresses_and_in_any_case():
    marks = Marks()
    word, address = marks.new("name", {ANYBODY}), marks.address("address")
    assert {mark.place for mark in marks.found_in(f"{word.upper()} <{address}>")} == {"name", "address"}
    assert marks.found_in("canary999 or canaryx") == set()


def test_a_file_that_is_gone_by_now_holds_nothing(tmp_path):
    there, gone = tmp_path / "there", tmp_path / "gone"
    there.write_bytes(b"canary0")
    assert traces.read_all([gone, there]).endswith(b"there canary0")
