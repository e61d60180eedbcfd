from typing import Any
from uuid import UUID

import pytest

from deliberation.core import agenda, exchange, floor
from deliberation.core.acting import Refused
from deliberation.core.room import BY_SHELL, COMMANDS
from deliberation.live import wire
from tests.deliberation.examples import made

REF = "00000000-0000-4000-8000-000000000001"


# --- frames -----------------------------------------------------------------------------------------------------------


def test_a_command_comes_with_its_key():
    text = f'{{"ref": "{REF}", "do": "floor.RequestFloor", "fields": {{"answers": 7}}}}'
    assert wire.decode(text) == wire.Frame(ref=UUID(REF), do="floor.RequestFloor", fields={"answers": 7})


def test_what_a_newer_client_adds_is_ignored():
    assert wire.decode('{"have": 3, "epoch": "e", "colour": "blue"}') == wire.Frame(have=3, epoch="e")


def test_the_first_frame_says_which_page_load_it_is():
    assert wire.decode('{"have": 0, "epoch": "", "tab": "a1"}') == wire.Frame(have=0, tab="a1")


def test_a_pong_answers_a_ping():
    assert wire.decode('{"pong": 41}') == wire.Frame(pong=41)


def test_the_frames_of_a_request_are_taken_as_they_stand():
    assert wire.split('[{"have": 3}, {"ping":1} ,"é"]'.encode()) == ['{"have": 3}', '{"ping":1}', '"é"']
    assert wire.split(b"[]") == []


@pytest.mark.parametrize("body", [b"", b"{}", b"7", b"[1", b"[1,]", b'["\xff"]', b"[" * 100_000, b"null"])
def test_a_request_that_no_client_of_ours_would_send_is_malformed(body):
    with pytest.raises(wire.Malformed):
        wire.split(body)


@pytest.mark.parametrize(
    ("frame", "text"),
    [
        (wire.Reply(UUID(REF), 5), f'{{"ref":"{REF}","seq":5}}'),
        (wire.Reply(UUID(REF), refused="unavailable"), f'{{"ref":"{REF}","refused":"unavailable"}}'),
        (wire.Present((3, 7)), '{"present":[3,7]}'),
        (wire.Delayed(True), '{"delayed":true}'),
        (wire.Goodbye(1200), '{"goodbye":1200}'),
        (wire.Ping(9), '{"ping":9}'),
        (wire.Pong(9), '{"pong":9}'),
        (wire.Closed(wire.Close.MOVED), '{"close":4503}'),
    ],
)
def test_what_the_server_says_leaves_out_what_is_not_there(frame, text):
    assert wire.text(frame) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "[]",
        "null",
        '{"have": 3',
        '{"have": "3"}',
        '{"have": 1.5}',
        '{"ping": 1e999}',
        '{"ping": ' + "9" * 5000 + "}",
        '{"ref": "not a key"}',
        '{"do": 7}',
        '{"fields": []}',
        '{"fields": ' + "[" * 100_000,
        '{"fields": {"a": ' + "[" * 5_000 + "]" * 5_000 + "}}",
        '{"do": "\\ud800"}',
        '{"do": "tab\tin a string"}',
        '{"do": "a", }',
    ],
)
def test_a_frame_that_no_client_of_ours_would_send_is_malformed(text):
    with pytest.raises(wire.Malformed):
        wire.decode(text)


# --- commands ---------------------------------------------------------------------------------------------------------


def refusal(do: str, given: dict[str, Any]) -> str:
    with pytest.raises(Refused) as refused:
        wire.command(do, given)
    return refused.value.code


def test_a_command_is_made_of_its_fields():
    given = {"text": "No", "type": "objection", "refers_to": 4, "attack": "rebut", "newer": 1}
    expected = exchange.Contribute("No", exchange.Type.OBJECTION, 4, attack=exchange.Attack.REBUT)
    assert wire.command("exchange.Contribute", given) == expected


def test_fields_with_a_default_may_be_left_out():
    assert wire.command("floor.RequestFloor", {}) == floor.RequestFloor(None)


@pytest.mark.parametrize("do", ["", "Contribute", "exchange.Burn", "exchange.Contributed", "people.Join"])
def test_what_is_no_command_is_refused(do):
    assert refusal(do, {}) == "room.unknown_command"


def test_what_only_the_shell_asks_is_no_command():
    for kind in BY_SHELL:
        do = next(name for name, command in COMMANDS.items() if command is kind)
        assert refusal(do, wire.msgspec.to_builtins(made(kind))) == "room.unknown_command"


@pytest.mark.parametrize(
    "given",
    [{}, {"text": 7}, {"text": None}, {"text": "x", "type": "shout"}, {"text": "x", "refers_to": "4"}, {"text": ["x"]}],
)
def test_fields_of_another_shape_are_refused(given):
    assert refusal("exchange.Contribute", given) == "room.wrong_fields"


def test_numbers_may_be_larger_than_any_seq():
    assert wire.command("agenda.MovePhase", {"seen": 10**30, "to": -1}) == agenda.MovePhase(10**30, -1)
