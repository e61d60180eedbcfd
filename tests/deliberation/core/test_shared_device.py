from dataclasses import replace

import pytest

from deliberation.core.acting import Role
from deliberation.core.agenda import AgendaSet, Formation, PhaseExtended, PhaseMoved, RoomOpened
from deliberation.core.agreement import ConfirmRules, RuleAdopted, RuleProposed, RulesConfirmed
from deliberation.core.people import Join, Person, PersonJoined, PersonRemoved, Removal, at_shared_device
from deliberation.core.shared_device import AtDevice, asked_of, occasion
from deliberation.core.silent import HandIn
from deliberation.core.vote import BallotForm, BallotOpened, Mark
from tests.deliberation.core.scenario import AGREED, ANNA, JOINED, OPENED, OUTCOME, PHASES, SILENT, given

ELIF = 50
ELIF_JOINED = PersonJoined(ELIF, Role.PARTICIPANT, "club", "Elif", guest=True, shares_device=True)
CONFIRMED = RulesConfirmed(ELIF)
BALLOT = BallotOpened(BallotForm.OPINION, 1, "We meet again")


def with_elif(*happened):
    return given(*AGREED, ELIF_JOINED, CONFIRMED, *happened).room


def test_somebody_without_a_phone_is_in_the_room_as_everybody_is():
    joins = Join("Elif", Role.PARTICIPANT, "club", guest=True, shares_device=True)
    room = given().when(ELIF, joins).then(ELIF_JOINED).when(ELIF, joins).then().room
    assert room.people[ELIF] == Person(ELIF, "Elif", Role.PARTICIPANT, "club", 1, guest=True, shares_device=True)


def test_as_long_as_nobody_frees_their_place_they_are_here():
    assert at_shared_device(with_elif().people) == {ELIF}
    assert at_shared_device(with_elif(PersonRemoved(ELIF, Removal.ABSENT)).people) == frozenset()
    assert at_shared_device(given(replace(ELIF_JOINED, text="")).room.people) == frozenset()


def test_the_ground_rules_come_first():
    room = given(*AGREED, ELIF_JOINED, PhaseMoved(SILENT), BALLOT).room
    assert asked_of(room, ELIF) is AtDevice.RULES


def test_a_rule_that_the_group_takes_in_later_is_asked_for_then():
    proposed = RuleProposed(ANNA, "Nobody films")
    room = with_elif(proposed, RuleAdopted(given(*AGREED, ELIF_JOINED, CONFIRMED, proposed).room.seq))
    assert asked_of(room, ELIF) is AtDevice.RULES


def test_in_a_silent_round_a_sheet_is_asked_for():
    assert asked_of(with_elif(PhaseMoved(SILENT)), ELIF) is AtDevice.SHEET


def test_while_a_ballot_is_open_a_vote_is_asked_for():
    assert asked_of(with_elif(PhaseMoved(OUTCOME), BALLOT), ELIF) is AtDevice.BALLOT


def test_where_nobody_hands_in_nothing_is_asked_for():
    assert asked_of(with_elif(), ELIF) is None


def test_before_the_room_opens_nothing_is_asked_for():
    assert asked_of(given(*JOINED, ELIF_JOINED).room, ELIF) is None


def test_notes_that_are_never_revealed_are_written_on_paper():
    alone = replace(PHASES[SILENT], formation=Formation.ALONE)
    room = given(*JOINED, ELIF_JOINED, AgendaSet("Who accompanies?", (alone,)), RoomOpened(), CONFIRMED).room
    assert asked_of(room, ELIF) is None


def test_nothing_is_asked_at_the_device_of_people_with_a_phone_and_of_those_who_left():
    assert asked_of(given(*OPENED).room, ANNA) is None
    assert asked_of(with_elif(PhaseMoved(SILENT), PersonRemoved(ELIF, Removal.ABSENT)), ELIF) is None


@pytest.mark.parametrize(
    ("begins", "done"),
    [((PhaseMoved(SILENT),), HandIn("My words")), ((PhaseMoved(OUTCOME), BALLOT), None)],
    ids=["a sheet", "a vote"],
)
def test_nobody_is_told_whether_somebody_has_handed_in(begins, done):
    before = given(*AGREED, ELIF_JOINED, CONFIRMED, *begins)
    after = before.when(ELIF, done or Mark(before.room.vote.ballot.id))
    assert after.outcome
    assert asked_of(before.room, ELIF) is asked_of(after.room, ELIF)


def test_an_occasion_is_the_same_until_people_are_asked_for_something_else():
    room = with_elif(PhaseMoved(SILENT))
    longer = with_elif(PhaseMoved(SILENT), PhaseExtended(5))
    assert occasion(room, AtDevice.SHEET) == occasion(longer, AtDevice.SHEET)
    found = {occasion(with_elif(PhaseMoved(OUTCOME), BALLOT), task) for task in AtDevice}
    assert len(found) == len(AtDevice)


def test_whoever_confirms_at_the_device_is_no_longer_waited_for():
    scenario = given(*AGREED, ELIF_JOINED)
    scenario.when(ELIF, ConfirmRules(scenario.room.agreement.version)).then(CONFIRMED)
