import pytest

from community import rules
from community.groups import Group
from community.rules import GUEST, Actor

MEMBER = Actor(id=1)
EDITOR = Actor(id=2, groups=frozenset({Group.EDITORS}))
TRAINER = Actor(id=3, groups=frozenset({Group.TRAINERS}))
COORDINATOR = Actor(id=4, groups=frozenset({Group.COORDINATORS}))
ADMINISTRATOR = Actor(id=5, is_superuser=True)
OTHER_GROUP = Actor(id=6, groups=frozenset({"Choir"}))

EVERYBODY = (GUEST, MEMBER, OTHER_GROUP, EDITOR, TRAINER, COORDINATOR, ADMINISTRATOR)


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        (rules.is_staff, {EDITOR, TRAINER, COORDINATOR, ADMINISTRATOR}),
        (rules.may_edit_organisation, {COORDINATOR, ADMINISTRATOR}),
    ],
)
def test_who_may(rule, allowed):
    assert {person for person in EVERYBODY if rule(person)} == allowed


@pytest.mark.parametrize(
    ("person", "required", "has_one", "needed"),
    [
        (TRAINER, True, False, True),
        (TRAINER, True, True, False),
        (TRAINER, False, False, False),
        (MEMBER, True, False, False),
        (GUEST, True, False, False),
        (ADMINISTRATOR, True, False, True),
    ],
)
def test_staff_need_a_second_factor_where_it_is_required(person, required, has_one, needed):
    assert rules.needs_second_factor(person, required=required, has_one=has_one) is needed


@pytest.mark.parametrize(
    ("reviewer", "authors", "reviewers", "may"),
    [
        (1, {2}, {1, 2}, True),
        (1, {2, 3}, {1, 2, 3}, True),
        (1, set(), {1, 2}, True),
        (1, {1}, {1}, True),
        (1, {1}, {1, 2}, False),
        (1, {1, 2}, {1, 2}, False),
        (9, {9}, {1}, False),
    ],
)
def test_nobody_approves_own_words_while_somebody_else_is_there(reviewer, authors, reviewers, may):
    assert rules.may_approve(reviewer, authors, reviewers) is may


@pytest.mark.parametrize(
    ("giver", "tasks"),
    [
        (ADMINISTRATOR, set(Group)),
        (COORDINATOR, {Group.TRAINERS, Group.EDITORS}),
        *((person, set()) for person in (GUEST, MEMBER, OTHER_GROUP, EDITOR, TRAINER)),
    ],
)
def test_which_tasks_somebody_may_give(giver, tasks):
    assert rules.tasks_to_give(giver) == tasks


def test_to_whom_somebody_may_give_tasks():
    other = Actor(id=7, groups=frozenset({Group.COORDINATORS, Group.TRAINERS}))
    receivers = {MEMBER, OTHER_GROUP, EDITOR, TRAINER, COORDINATOR, ADMINISTRATOR, other}
    given = {giver: {each for each in receivers if rules.may_give_tasks(giver, each)} for giver in EVERYBODY}
    assert given.pop(ADMINISTRATOR) == receivers
    assert given.pop(COORDINATOR) == {MEMBER, OTHER_GROUP, EDITOR, TRAINER}
    assert set(map(frozenset, given.values())) == {frozenset()}
