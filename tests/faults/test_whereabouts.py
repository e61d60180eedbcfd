"""The checker of a session with groups itself: a good evening passes, and each way to go wrong is caught."""

import json
from dataclasses import replace

import pytest

from tests.faults import whereabouts
from tests.faults.history import Command, Entry, History, Log, Received
from tests.faults.whereabouts import House

pytestmark = pytest.mark.faults

ANNA, BEN, CEM, TINA = 1, 2, 3, 9
PLENARY, FIRST, SECOND = 10, 11, 12


def log(epoch, *entries):
    return Log(epoch, tuple(replace(entry, seq=seq) for seq, entry in enumerate(entries, 1)))


def entry(kind, text="", by=TINA, **data):
    return Entry(0, kind, data, text, by)


def formed(*groups):
    return entry("places.GroupsFormed", groups=[{"room": room, "people": people} for room, people in groups])


def gathered(*people):
    return entry("places.GroupGathered", number=1, people=list(people))


def moved(room, *people):
    return entry("places.PeopleMoved", people=list(people), room=room)


LEADS = entry("people.PersonJoined", person=TINA, role="moderator")
OPENED = entry("places.BreakoutsOpened", rooms=[FIRST, SECOND])
FORMED = formed((FIRST, [ANNA, BEN]), (SECOND, [CEM]))
CALL = entry("calls.Called", "Satz 1 von 1", ANNA, person=ANNA, since=0)
ANSWER = entry("calls.CallAnswered", person=TINA, answer="coming")


def evening(plenary=(), first=(), second=()):
    """Groups were formed, and then went on like this."""
    return House(
        {
            PLENARY: log("p", LEADS, OPENED, FORMED, *plenary),
            FIRST: log("g1", LEADS, gathered(ANNA, BEN), *first),
            SECOND: log("g2", gathered(CEM), *second),
        }
    )


def told(person, *frames, connections=(0,), commands=()):
    received = [Received(at, frame, json.dumps(frame)) for at, frame in enumerate(frames)]
    return History(person, person == TINA, list(commands), received, connections=list(connections))


def welcome(epoch, **more):
    return {"seq": 1, "epoch": epoch, "since": 0, **more}


def found(house, *histories):
    return "\n".join(whereabouts.violations(house, histories, [TINA]))


def test_a_good_evening_passes():
    house = evening(
        plenary=[moved(SECOND, BEN), moved(None, ANNA), entry("places.GroupClosed", room=FIRST)],
        first=[CALL, ANSWER, gathered(ANNA), gathered()],
        second=[gathered(CEM, BEN), entry("exchange.Contributed", "Satz 4 von 2", BEN, person=BEN)],
    )
    ben = told(BEN, welcome("p"), welcome("g1"), welcome("g2", contributions=[{"text": "Satz 4 von 2"}]))
    tina = told(TINA, welcome("p"), {"groups": {"groups": [{"call": {"text": "Satz 1 von 1"}}]}})
    assert found(house, ben, tina) == ""


@pytest.mark.parametrize(
    ("plenary", "what"),
    [
        ([formed((FIRST, [ANNA]), (SECOND, [ANNA]))], "names somebody twice"),
        ([moved(FIRST, CEM, CEM)], "names somebody twice"),
        ([moved(99, ANNA)], "that is no group"),
        ([moved(None, CEM), entry("places.GroupClosed", room=SECOND), moved(SECOND, ANNA)], "which was closed"),
        ([entry("places.GroupsMerged", room=SECOND, into=FIRST), moved(SECOND, ANNA)], "which was closed"),
        ([moved(SECOND, ANNA)], "and the plenary says"),
        ([entry("agenda.PhaseMoved", to=2)], "and the plenary says []"),
    ],
)
def test_whoever_is_in_two_rooms_or_in_none_is_found(plenary, what):
    assert what in found(evening(plenary))


@pytest.mark.parametrize(
    ("first", "what"),
    [
        ([CALL, CALL], "while a call was open"),
        ([CALL, ANSWER, ANSWER], "no call was open"),
        ([ANSWER], "no call was open"),
        ([CALL, entry("calls.CallTakenBack", person=ANNA), ANSWER], "no call was open"),
        ([CALL, entry("agenda.PhaseMoved", to=1), ANSWER], "no call was open"),
    ],
)
def test_a_call_that_was_doubled_or_answered_twice_is_found(first, what):
    assert what in found(evening(first=first))


@pytest.mark.parametrize(
    ("first", "groups"),
    [
        ([CALL], [FIRST]),
        ([CALL, ANSWER], []),
        ([CALL, ANSWER, CALL], [FIRST]),
        ([CALL, entry("calls.CallEnded")], []),
        ([CALL, entry("calls.CallWorded", "Satz 2 von 2", BEN, person=BEN)], [FIRST]),
        ([CALL, gathered()], []),
    ],
)
def test_a_call_is_open_until_it_is_answered_or_over(first, groups):
    assert whereabouts.unanswered(evening(first=first)) == groups


def test_who_was_told_to_have_answered_must_have():
    fields = {"room": FIRST, "answer": "soon"}
    tina = told(TINA, commands=[Command("t1", TINA, "calls.AnswerCall", fields, 1.0, 2.0, 7)])
    assert "which heard nothing" in found(evening(first=[CALL, ANSWER]), tina)


def test_a_result_that_no_group_wrote_is_found():
    brought = entry("exchange.ResultBrought", "Satz 3 von 1", group=1, person=ANNA)
    written = entry("results.ResultWritten", "Satz 3 von 1", ANNA, person=ANNA)
    assert "no group wrote" in found(evening([brought]))
    assert found(evening([brought], first=[written])) == ""


def test_whoever_hears_of_another_group_is_found():
    said = entry("exchange.Contributed", "Satz 7 von 3", CEM, person=CEM)
    other = told(ANNA, welcome("p"), welcome("g1"), {"seq": 2, "contributions": [{"text": "Satz 7 von 3"}]})
    assert "tells what was said elsewhere: ['Satz 7 von 3']" in found(evening(second=[said]), other)


@pytest.mark.parametrize("frame", [{"groups": {"groups": []}, "tag": "a"}, {"present": [], "elsewhere": {"11": [1]}}])
def test_whoever_is_told_what_is_for_those_who_moderate_is_found(frame):
    assert "a frame for those who moderate" in found(evening(), told(ANNA, welcome("p"), frame))
    assert found(evening(), told(TINA, welcome("p"), frame)) == ""


def test_whoever_is_told_where_somebody_is_who_does_not_moderate_is_found():
    walks = {"present": [ANNA], "moderators": {str(TINA): 1}}
    assert found(evening(), told(ANNA, welcome("p"), walks)) == ""
    assert "who do not moderate" in found(evening(), told(ANNA, welcome("p"), walks | {"moderators": {str(BEN): 1}}))


def test_who_goes_along_with_a_group_is_in_it_unless_they_are_away():
    led = {"room": FIRST, "people": [ANNA, BEN], "moderator": TINA, "away": []}
    sent = entry("places.GroupsFormed", groups=[led, {"room": SECOND, "people": [CEM]}])
    assert whereabouts.in_the_end(evening([sent])).at[TINA] == FIRST
    kept = entry("places.GroupsFormed", groups=[led | {"away": [TINA]}, {"room": SECOND, "people": [CEM]}])
    assert TINA not in whereabouts.in_the_end(evening([kept])).at
    assert "names somebody twice" in found(evening([sent, moved(SECOND, TINA, TINA)]))


@pytest.mark.parametrize(
    ("roles", "what"),
    [
        ({ANNA: "moderator"}, "lead the session"),
        ({TINA: "co_moderator"}, "[] lead the session"),
        ({ANNA: "moderator", TINA: "co_moderator"}, f"{TINA} is moderator in group {FIRST}"),
    ],
)
def test_a_session_that_two_or_nobody_leads_and_a_group_that_knows_it_otherwise_are_found(roles, what):
    given = [entry("people.RoleGiven", person=person, role=role) for person, role in roles.items()]
    assert what in found(evening(given))


def test_whoever_is_led_back_and_forth_by_nobody_is_found():
    there_and_back = [welcome("p"), welcome("g1"), welcome("p")]
    back_once_more = told(ANNA, *there_and_back, welcome("g1"), connections=(0, 2))
    assert "was led through [10, 11, 10]" in "".join(whereabouts.astray(evening(), [told(ANNA, *there_and_back)]))
    assert list(whereabouts.astray(evening(), [back_once_more])) == []


def test_what_is_missing_in_an_overview_is_found():
    row = {"people": [CEM], "moderators": [], "call": None}
    shown = {"groups": [{**row, "room": SECOND}, {**row, "room": FIRST, "people": [ANNA, BEN]}]}
    call = {"person": ANNA, "text": "Satz 1 von 1", "answer": None, "by": None}

    def overlooked(house, groups):
        return "\n".join(whereabouts.overlooked(house, groups))

    assert overlooked(evening(), shown) == ""
    assert "is not in the overview" in overlooked(evening(), {"groups": shown["groups"][1:]})
    assert "has [2, 3], and the overview [3]" in overlooked(evening([moved(SECOND, BEN)]), shown)
    assert "and the overview None" in overlooked(evening(first=[CALL]), shown)
    shown["groups"][1]["call"] = call
    assert overlooked(evening(first=[CALL]), shown) == ""
