"""What is to do in a training, from what is so: nothing of it is kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.core.places import Stage
from training.core.todos import AFTER, DAYS_BEFORE, SittingFacts, ToDo, ToDoKind, TrainingFacts, to_do

NOW = datetime(2027, 6, 1, 16, tzinfo=UTC)


def sitting(days, number=1, **fields):
    begins = NOW + timedelta(days=days)
    return SittingFacts(number, begins, begins + timedelta(hours=2), **fields)


def training(*sittings, **fields):
    return TrainingFacts(**({"stage": Stage.ANNOUNCED, "sittings": sittings} | fields))


def kinds(facts):
    return [each.kind for each in to_do(facts, NOW)]


def test_where_nothing_is_missing_nothing_is_to_do():
    assert to_do(training(sitting(-7, there=3, has_list=True), sitting(7)), NOW) == ()


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"missing": 2}, ToDoKind.FIND_PEOPLE),
        ({"to_decide": 2}, ToDoKind.GIVE_PLACES),
        ({"unreached": 2}, ToDoKind.REACH_PEOPLE),
        ({"unread_needs": 2}, ToDoKind.READ_NEEDS),
    ],
)
def test_what_is_missing_of_people_is_to_do_until_the_last_sitting(fields, kind):
    assert to_do(training(sitting(3), **fields), NOW) == (ToDo(kind, 2),)
    assert to_do(training(sitting(-3, there=1, has_list=True), **fields), NOW) == ()


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"has_place": False}, ToDoKind.FIND_PLACE),
        ({"in_room": False, "live": True}, ToDoKind.PLAN_SESSION),
        ({"without_group": 2}, ToDoKind.PUT_INTO_GROUPS),
    ],
)
def test_what_a_sitting_lacks_is_to_do_before_it_and_not_after(fields, kind):
    [found] = to_do(training(sitting(1, 8, **fields)), NOW)
    assert (found.kind, found.sitting, found.is_time) == (kind, 8, True)
    assert kind not in kinds(training(sitting(-1, 8, **fields)))


def test_a_live_session_needs_no_place_and_a_room_no_session():
    assert kinds(training(sitting(1, in_room=False, live=True, has_place=False, has_session=True))) == []
    assert kinds(training(sitting(1, has_session=False))) == []


def test_whoever_is_still_needed_is_not_any_more_once_it_has_begun():
    facts = training(sitting(-1, there=1, has_list=True), sitting(6), missing=1, unreached=1)
    assert kinds(facts) == [ToDoKind.REACH_PEOPLE]


def test_after_a_sitting_attendance_and_the_signed_list_are_open():
    over = sitting(-1, 4, unnoted=2, there=3)
    assert to_do(training(over), NOW) == (
        ToDo(ToDoKind.NOTE_ATTENDANCE, 2, 4),
        ToDo(ToDoKind.ADD_LIST, 0, 4),
    )
    assert kinds(training(replace(over, has_list=True, unnoted=0))) == []
    assert kinds(training(replace(over, in_room=False, live=True, unnoted=0))) == []  # nobody signs in the live room
    assert kinds(training(replace(over, there=0, unnoted=0))) == []


def test_while_it_goes_on_nothing_of_it_is_open():
    assert kinds(training(sitting(0, unnoted=5))) == []


def test_what_is_open_comes_before_what_is_to_come():
    facts = training(
        sitting(-7, 1, unnoted=1), sitting(5, 2, has_place=False), sitting(9, 3, has_place=False), missing=1
    )
    found = to_do(facts, NOW)
    assert [(each.kind, each.sitting) for each in found] == [
        (ToDoKind.NOTE_ATTENDANCE, 1),
        (ToDoKind.FIND_PLACE, 2),
        (ToDoKind.FIND_PLACE, 3),
    ]


@pytest.mark.parametrize(("kind", "days"), DAYS_BEFORE.items())
def test_there_is_time_until_so_many_days_before(kind, days):
    lacking = {"has_place": False, "live": True, "without_group": 1}
    people = {"missing": 1, "unread_needs": 1}
    for early, expected in ((0, True), (1, False)):
        found = {each.kind: each for each in to_do(training(sitting(days + early, **lacking), **people), NOW)}
        assert found[kind].is_time is expected


def test_after_a_month_nobody_is_reminded_and_it_is_still_open():
    [found] = to_do(training(sitting(-31, unnoted=1)), NOW)
    assert not found.is_time


def test_a_draft_is_to_be_finished_and_nobody_waits_for_it():
    facts = training(sitting(3, has_place=False), stage=Stage.DRAFT, missing=5)
    assert kinds(facts) == [ToDoKind.ANNOUNCE, ToDoKind.FIND_PLACE]
    assert kinds(training(stage=Stage.DRAFT, trainers=0)) == [
        ToDoKind.ANNOUNCE,
        ToDoKind.PLAN_SITTING,
        ToDoKind.NAME_TRAINER,
    ]


def test_of_what_does_not_take_place_nothing_is_to_do():
    assert kinds(training(sitting(-1, unnoted=3), sitting(2, has_place=False), stage=Stage.CANCELLED, trainers=0)) == []


def test_nobody_leads_it():
    assert kinds(training(sitting(3), trainers=0)) == [ToDoKind.NAME_TRAINER]
    assert kinds(training(sitting(-3), trainers=0)) == []


numbers = st.integers(0, 5)
sittings = st.builds(
    sitting,
    st.floats(-60, 60),
    st.integers(1, 9),
    in_room=st.booleans(),
    live=st.booleans(),
    has_place=st.booleans(),
    has_session=st.booleans(),
    without_group=numbers,
    unnoted=numbers,
    there=numbers,
    has_list=st.booleans(),
)


@given(
    st.builds(
        TrainingFacts,
        stage=st.sampled_from(Stage),
        sittings=st.lists(sittings, max_size=4).map(lambda found: tuple(sorted(found, key=lambda each: each.begins))),
        trainers=numbers,
        missing=numbers,
        to_decide=numbers,
        unreached=numbers,
        unread_needs=numbers,
    )
)
def test_whatever_is_so_each_thing_is_named_once_and_about_the_right_sittings(facts):
    found = to_do(facts, NOW)
    over = {id(each) for each in facts.sittings if each.ends <= NOW}
    named = [each.kind for each in found if each.sitting is None]
    assert len(named) == len(set(named))
    assert len(found) <= len(named) + 3 * len(facts.sittings)
    if not over:
        assert AFTER.isdisjoint(each.kind for each in found)
    if len(over) == len(facts.sittings) and facts.sittings and facts.stage is Stage.ANNOUNCED:
        assert {each.kind for each in found} <= AFTER
