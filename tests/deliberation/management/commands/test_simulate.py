"""Simulated people do what the server says they may do, and nothing else."""

import asyncio
import json

import pytest
from django.core.management import CommandError, call_command

from deliberation.management.commands.simulate import SimulatedPerson
from deliberation.models import Participation

ME, OTHER = 1, 2


def in_a_room(
    why_not="", confirmed=True, may_confirm="", holder=None, requests=(), types=("question", "thesis", "support")
):
    person = SimulatedPerson(Participation(pk=ME), "cookie", "ws://localhost/")
    person.mine = {
        "may": {"exchange.Contribute": why_not, "agreement.ConfirmRules": may_confirm},
        "agreement": {"confirmed": confirmed},
        "exchange": {"types": list(types)},
    }
    person.parts = {
        "agreement": {"version": 5},
        "floor": {"holder": holder, "requests": [{"person": each} for each in requests]},
    }
    return person


def test_they_are_silent_until_they_know_what_they_may():
    assert SimulatedPerson(Participation(pk=ME), "cookie", "ws://localhost/").next_command() is None


@pytest.mark.parametrize("why_not", ["room.planned", "room.paused", "room.closed", "turns.not_yet", "turns.taken"])
def test_they_are_silent_while_the_server_says_why_not(why_not):
    assert in_a_room(why_not).next_command() is None


@pytest.mark.parametrize("why_not", ["", "agreement.confirm_first"])
def test_they_confirm_the_ground_rules_first_whether_they_may_write_or_not(why_not):
    assert in_a_room(why_not, confirmed=False).next_command() == ("agreement.ConfirmRules", {"seen": 5})


def test_they_confirm_nothing_where_nothing_is_to_be_confirmed():
    assert in_a_room("room.planned", confirmed=False, may_confirm="room.planned").next_command() is None


def test_they_only_say_what_is_open():
    for _ in range(20):
        do, fields = in_a_room(types=["question"]).next_command()
        assert (do, fields["type"]) == ("exchange.Contribute", "question")


def test_on_the_speaking_list_they_ask_speak_once_and_hand_back():
    assert in_a_room("floor.not_yours").next_command() == ("floor.RequestFloor", {})
    assert in_a_room("floor.not_yours", requests=[OTHER, ME]).next_command() is None
    speaking = in_a_room(holder={"person": ME, "since": 10})
    assert speaking.next_command()[0] == "exchange.Contribute"
    speaking.contributions = {11: {"id": 11, "by": ME, "at": 12, "state": "published"}}
    assert speaking.next_command() == ("floor.EndFloor", {"person": ME})


@pytest.mark.django_db
def test_a_session_that_is_not_there_and_too_many_people_get_a_sentence():
    with pytest.raises(CommandError, match="no such session"):
        call_command("simulate", "/sessions/unknown/room/")
    with pytest.raises(CommandError, match="between 1 and 200"):
        call_command("simulate", people=201)


class ToldSocket:
    """Gives what the server says, and keeps what is sent."""

    def __init__(self, *frames: dict[str, object]) -> None:
        self.frames = [json.dumps(frame) for frame in frames]
        self.sent: list[object] = []

    async def __aiter__(self):
        for frame in self.frames:
            yield frame

    async def send(self, text: str) -> None:
        self.sent.append(json.loads(text))


def test_each_ping_is_answered_as_browsers_do():
    socket = ToldSocket({"ping": 7}, {"seq": 8}, {"ping": 8})
    asyncio.run(SimulatedPerson(Participation(pk=ME), "cookie", "ws://localhost/").listen(socket))
    assert socket.sent == [{"pong": 7}, {"pong": 8}]
