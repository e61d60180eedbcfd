"""Run with the activity that `plugin` adds, see `tests/deliberation/test_added_activity.py`."""

import json

from deliberation.core import floor, seeing
from deliberation.core.acting import Audience
from deliberation.core.door import DOORS
from deliberation.core.room import COMMANDS, EVENTS
from deliberation.live import wire
from deliberation.log import codec
from deliberation.protocol import schema, typescript
from tests.deliberation.added import applause
from tests.deliberation.core.scenario import AGREED, ANNA, BEN, MODERATOR, OBSERVER, given

NOBODY: frozenset[int] = frozenset()


def test_the_door_and_the_wire_know_its_commands_and_the_log_its_event():
    assert COMMANDS["applause.RequestFloor"] is applause.RequestFloor
    assert COMMANDS["floor.RequestFloor"] is floor.RequestFloor
    assert applause.EndFloor in DOORS
    assert wire.command("applause.RequestFloor", {"order": "loud"}) == applause.RequestFloor(applause.Order.LOUD)
    assert EVENTS["applause.FloorGiven"] is applause.FloorGiven
    event = applause.FloorGiven(ANNA, applause.Order.LOUD)
    assert codec.from_log(*codec.to_log(event)) == event


def test_it_happens_in_a_room_and_each_sees_what_is_for_them():
    room = given(*AGREED).when(ANNA, applause.RequestFloor(applause.Order.LOUD)).room
    assert room.applause.given == ((ANNA, applause.Order.LOUD),)
    assert seeing.parts(room, Audience.MODERATION)["applause"] == applause.FloorView((ANNA,), applause.Order.LOUD)
    for audience in (Audience.EVERYBODY, Audience.OBSERVATION):
        assert "applause" not in seeing.parts(room, audience)
    assert seeing.mine(room, ANNA, NOBODY)["applause"] == applause.FloorMine(applause.Order.LOUD)
    assert seeing.mine(room, BEN, NOBODY)["applause"] == applause.FloorMine(None)


def test_an_item_may_have_no_author_for_some_and_not_exist_for_others():
    room = given(*AGREED).when(ANNA, applause.RequestFloor(applause.Order.LOUD)).room
    seen = {audience: seeing.items_since(room, 0, audience)["applauses"] for audience in Audience}
    assert [each.by for each in seen[Audience.MODERATION]] == [ANNA]
    assert [each.by for each in seen[Audience.EVERYBODY]] == [None]
    assert seen[Audience.OBSERVATION] == []


def test_each_is_told_whether_they_may():
    room = given(*AGREED).room
    may = {person: seeing.mine(room, person, NOBODY)["may"] for person in (MODERATOR, ANNA, OBSERVER)}
    assert (may[ANNA]["applause.RequestFloor"], may[MODERATOR]["applause.EndFloor"]) == ("", "")
    assert "applause.EndFloor" not in may[ANNA]
    assert "applause.RequestFloor" not in may[OBSERVER]


def test_typescript_tells_names_apart_that_two_activities_share():
    text = typescript()
    for namespace in ("applause", "floor"):
        assert f"export namespace {namespace} {{" in text
        assert f"  {namespace}: {namespace}.FloorView;" in text
        assert f"  {namespace}: {namespace}.FloorMine;" in text
    assert 'export type Order = "quiet" | "loud";' in text
    assert (
        'export type Order = "first_come" | "first_speakers_first" | "balanced" | "alternate_organisations" | "manual";'
        in text
    )
    assert '"applause.RequestFloor": { order: applause.Order };' in text
    assert '"applause.MOST": 3,' in text
    assert "  applauses: applause.Request;" in text


def test_the_schema_does_too():
    definitions = json.loads(schema())["$defs"]
    assert definitions["applause.Order"]["enum"] == ["loud", "quiet"]
    assert definitions["floor.Order"]["enum"] == [
        "alternate_organisations",
        "balanced",
        "first_come",
        "first_speakers_first",
        "manual",
    ]
    assert definitions["View"]["properties"]["parts"]["properties"]["applause"] == {
        "$ref": "#/$defs/applause.FloorView"
    }
    asks = [each["properties"]["do"]["const"] for each in definitions["client"]["anyOf"] if "properties" in each]
    assert {"applause.RequestFloor", "applause.EndFloor"} <= set(asks)
