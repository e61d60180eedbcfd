"""A script is read from what trainers write, and what it names is there."""

import pytest

from deliberation.cast.script import Absence, Temperament, as_phase, as_vote, known, read
from deliberation.core.agenda import Formation, Mode, Phase, Seat, Voice
from deliberation.core.exchange import Reason, Type
from deliberation.core.vote import Vote, VoteChoice

WRITTEN = """
title = "Probe"
question = "Was nun?"
moderator = "mo"
ground_rules = ["Wir hören zu."]
[[phase]]
code = "opening"
title = "Ankommen"
minutes = 5
mode = "free"
[[person]]
slug = "mo"
name = "Mo"
kind = ""
temperament = "lively"
[[person]]
slug = "anna"
name = "Anna"
kind = "authority"
temperament = "quiet"
away = [{ phase = "opening", from = 1.0, until = 2.0 }]
[[line]]
phase = "opening"
by = "anna"
text = "So sind die alle."
type = "thesis"
hold = { reason = "generalisation", note = "Was haben Sie erlebt?", rewrite = "Einer war so." }
[[ballot]]
phase = "opening"
at = 1.0
[ballot.votes]
anna = ["disagree"]
"""


def test_people_lines_and_what_goes_wrong_are_read():
    script = read(WRITTEN)
    (anna,) = script.participants
    assert (anna.name, anna.temperament) == ("Anna", Temperament.QUIET)
    assert anna.absences == (Absence("opening", 1.0, 2.0),)
    (line,) = script.lines
    assert line.type is Type.THESIS
    assert line.hold.reason is Reason.GENERALISATION
    assert line.texts == ("So sind die alle.", "Einer war so.")


def test_in_another_agenda_they_say_what_they_say_in_a_phase_of_the_same_mode():
    script = read(WRITTEN)
    assert script.lines_in(Phase("chat", "Plaudern", 5, Mode.FREE)) == script.lines
    assert script.lines_in(Phase("round", "Runde", 5, Mode.ROUND)) == ()


def test_votes_are_read_with_and_without_a_reason():
    assert as_vote("agree") == Vote(VoteChoice.AGREE)
    assert as_vote({"choice": "object", "reason": "Zu teuer."}) == Vote(VoteChoice.OBJECT, "Zu teuer.")


def test_a_phase_has_its_formation_its_seats_and_what_it_asks():
    row = {"code": "dialogue", "title": "Zu dritt", "minutes": 9, "mode": "mirror", "formation": "triads"}
    seats = [{"title": "Beobachtet", "voice": "nothing"}]
    phase = as_phase(row | {"asked": ["Warum?"], "seats": seats})
    assert (phase.formation, phase.asked) == (Formation.TRIADS, ("Warum?",))
    assert phase.seats == (Seat("Beobachtet", Voice.NOTHING),)


@pytest.mark.parametrize("name", known())
def test_every_script_names_only_people_phases_and_lines_that_it_has(name):
    script = read(known()[name].read_text())
    people = {each.slug for each in script.performers}
    phases = {each.code for each in script.phases}
    said = (*script.lines, *script.restatements)
    voters = {slug for each in script.ballots for slug in each.votes}
    assert {each.by for each in said} | {script.moderator} | voters <= people
    assert {each.phase for each in (*said, *script.ballots)} <= phases
    assert {each.to for each in said if each.to} <= {line.label for line in script.lines}
