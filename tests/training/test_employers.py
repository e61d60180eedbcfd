"""Naming people who work with somebody."""

import pytest

from community.models import Organisation
from tests.training.planned import announced, person, states
from training import employers, registering
from training.core.acting import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def training():
    return announced(person("Jutta"), capacity=1)


@pytest.fixture
def employer():
    office = Organisation.objects.create(name="Jugendamt", slug="jugendamt", kind="authority")
    return person("Meryem", organisation=office)


def test_whom_somebody_names_comes_from_their_organisation_and_takes_no_place(training, employer):
    anna, ben = employers.name_people(training, employer, [("Anna@Example.org", "Anna"), ("ben@example.org", "")])
    assert (anna.email, anna.name, anna.kind, anna.organisation) == (
        "anna@example.org",
        "Anna",
        "authority",
        employer.organisation,
    )
    assert states(training) == ["named", "named"]
    assert registering.answer(ben, "confirm").state == "confirmed"
    assert registering.answer(anna, "confirm").state == "waiting"


def test_nobody_is_asked_twice_unless_they_said_no(training, employer):
    (anna,) = employers.name_people(training, employer, [("anna@example.org", "")])
    assert employers.name_people(training, employer, [("anna@example.org", "")]) == []
    registering.answer(anna, "decline")
    assert [each.pk for each in employers.name_people(training, employer, [("anna@example.org", "")])] == [anna.pk]


def test_an_employer_sees_whom_they_named_and_nobody_else(training, employer):
    employers.name_people(training, person("Karl"), [("ben@example.org", "")])
    employers.name_people(training, employer, [("anna@example.org", "")])
    assert [each.email for each in employers.named_by(training, employer)] == ["anna@example.org"]


def test_somebody_who_has_not_confirmed_is_taken_back_and_nobody_else(training, employer):
    anna, ben = employers.name_people(training, employer, [("anna@example.org", ""), ("ben@example.org", "")])
    employers.take_back(anna, employer)
    registering.answer(ben, "confirm")
    with pytest.raises(Refused, match="not_yours"):
        employers.take_back(ben, employer)
    assert states(training) == ["cancelled", "confirmed"]


def test_nobody_has_mails_sent_to_the_whole_world(training, employer):
    people = [(f"anna{number}@example.org", "") for number in range(employers.MOST_NAMED)]
    employers.name_people(training, employer, people)
    with pytest.raises(Refused, match="too_many"):
        employers.name_people(training, employer, [("one-more@example.org", "")])
    assert len(states(training)) == employers.MOST_NAMED


def test_nor_by_taking_them_back_again_and_again(training, employer):
    for number in range(employers.MOST_A_DAY):
        (named,) = employers.name_people(training, employer, [(f"anna{number}@example.org", "")])
        employers.take_back(named, employer)
    with pytest.raises(Refused, match="too_many_today"):
        employers.name_people(training, employer, [("one-more@example.org", "")])
    assert len(states(training)) == employers.MOST_A_DAY
    assert employers.name_people(training, person("Karl"), [("one-more@example.org", "")])


def test_nobody_is_asked_for_ever(training, employer, mailoutbox):
    for each in (employer, person("Karl"), employer):
        (named,) = employers.name_people(training, each, [("anna@example.org", "")])
        employers.take_back(named, each)
    assert employers.name_people(training, employer, [("anna@example.org", "")]) == []
    assert len(mailoutbox) == employers.MOST_ASKED
    assert employers.name_people(announced(person("Ines")), employer, [("anna@example.org", "")])
