"""Simulated people do what the mode of the phase lets one do, and nothing else."""

import pytest
from django.core.management import CommandError, call_command

from deliberation.management.commands.simulate import SimulatedPerson
from deliberation.models import Participation

ME, OTHER = 1, 2


def in_a_room(mode="free", stage="open", confirmed=(ME,), holder=None, requests=(), waiting=(), present=(ME, OTHER)):
    person = SimulatedPerson(Participation(pk=ME), "cookie", "ws://localhost/")
    person.parts = {
        "agenda": {"stage": stage, "current": 0, "phases": [{"mode": mode}]},
        "agreement": {"confirmed": list(confirmed), "version": 5},
        "floor": {"holder": holder, "requests": [{"person": each} for each in requests]},
        "turns": {"waiting": list(waiting)},
    }
    person.present = list(present)
    return person


@pytest.mark.parametrize("stage", ["planned", "paused", "closed"])
def test_they_are_silent_while_the_room_is_not_open(stage):
    assert in_a_room(stage=stage).next_command() is None


def test_they_confirm_the_ground_rules_first():
    assert in_a_room(confirmed=()).next_command() == ("agreement.ConfirmRules", {"seen": 5})


def test_they_only_ask_where_only_questions_are_asked():
    do, fields = in_a_room("questions_only").next_command()
    assert (do, fields["type"]) == ("exchange.Contribute", "question")


def test_in_a_round_they_wait_for_their_turn():
    assert in_a_room("round", waiting=[OTHER, ME]).next_command() is None
    do, _fields = in_a_room("round", waiting=[OTHER, ME], present=[ME]).next_command()
    assert do == "exchange.Contribute"


def test_on_the_speaking_list_they_ask_speak_once_and_hand_back():
    assert in_a_room("speaking_list").next_command() == ("floor.RequestFloor", {})
    assert in_a_room("speaking_list", requests=[ME]).next_command() is None
    speaking = in_a_room("speaking_list", holder={"person": ME, "since": 10})
    assert speaking.next_command()[0] == "exchange.Contribute"
    speaking.contributions = {11: {"id": 11, "by": ME, "at": 12, "state": "published"}}
    assert speaking.next_command() == ("floor.EndFloor", {"person": ME})


@pytest.mark.django_db
def test_a_session_that_is_not_there_and_too_many_people_get_a_sentence():
    with pytest.raises(CommandError, match="no such session"):
        call_command("simulate", "/sessions/unknown/room/")
    with pytest.raises(CommandError, match="between 1 and 200"):
        call_command("simulate", people=201)
