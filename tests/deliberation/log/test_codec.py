import json

import pytest

from deliberation.core import agenda, exchange, people
from deliberation.core.acting import Role
from deliberation.core.agreement import RuleAdded, RulesConfirmed
from deliberation.core.floor import FloorRequested
from deliberation.core.places import GroupGathered, GroupsFormed
from deliberation.core.room import EVENTS
from deliberation.core.turns import TurnPassed
from deliberation.core.whereabouts import PlannedGroup
from deliberation.log import codec
from tests.deliberation.examples import made

# The agenda is the trainer's; the kind of an organisation is a code, and so is a refusal.
WITH_CODES = {"agenda.AgendaSet", "people.PersonJoined", "room.Answered", "vote.BallotClosed"}


FORMED = GroupsFormed((PlannedGroup(7, (1, 2)),))


@pytest.mark.parametrize("kind", EVENTS)
def test_every_event_comes_back_from_the_log_as_it_was(kind):
    event = made(EVENTS[kind])
    written, data, text = codec.to_log(event)
    stored = json.dumps(json.loads(data))  # PostgreSQL gives it back with other spaces
    assert written == kind
    assert codec.from_log(kind, data, text) == codec.from_log(kind, stored, text) == event


@pytest.mark.parametrize("kind", sorted(set(EVENTS) - WITH_CODES))
def test_what_people_write_stands_in_text_and_nowhere_else(kind):
    _, data, text = codec.to_log(made(EVENTS[kind]))
    assert "the " not in data
    assert text == ("the text é\n2" if "text" in EVENTS[kind].__annotations__ else "")


def test_a_name_stands_in_text_too():
    event = people.PersonJoined(3, Role.OBSERVER, "authority", "Anna")
    assert codec.to_log(event) == (
        "people.PersonJoined",
        '{"person":3,"role":"observer","kind":"authority","guest":false,"shares_device":false}',
        "Anna",
    )


@pytest.mark.parametrize("kind", EVENTS)
def test_an_entry_whose_text_was_erased_still_folds(kind):
    written, data, _ = codec.to_log(made(EVENTS[kind]))
    assert codec.to_log(codec.from_log(written, data, ""))[1] == data


def test_a_digest_tells_one_command_from_another():
    commands = [
        exchange.Withdraw(1),
        exchange.Withdraw(2),
        exchange.Release(1),
        agenda.MovePhase(10**30, 1),
        exchange.Contribute("a"),
        exchange.Contribute("b"),
    ]
    assert len({codec.digest(command) for command in commands}) == len(commands)
    assert codec.digest(exchange.Contribute("a")) == codec.digest(exchange.Contribute("a"))


@pytest.mark.parametrize(
    ("kind", "data", "text", "event"),
    [
        ("floor.FloorRequested", '{"person":7,"direct":true}', "", FloorRequested(7, True)),
        ("agreement.RuleAdded", "{}", "We listen", RuleAdded("We listen")),
        ("agreement.RulesConfirmed", '{"person":7}', "", RulesConfirmed(7)),
        ("turns.TurnPassed", '{"person":7}', "", TurnPassed(7)),
        ("places.GroupsFormed", '{"groups":[{"room":7,"people":[1,2],"host":null}]}', "", FORMED),
        ("places.GroupGathered", '{"number":1,"people":[1,2],"host":1}', "", GroupGathered(1, (1, 2), 1)),
    ],
)
def test_what_was_written_before_a_field_was_added_is_read(kind, data, text, event):
    assert codec.from_log(kind, data, text) == event
