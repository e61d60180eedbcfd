"""A place for oneself, answering by a link, and whom an employer named."""

import pytest

from tests.training.planned import announced, person, registers, states
from training import employers, registering
from training.core.acting import Refused
from training.models import Needs, Registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer():
    return person("Jutta")


def test_whoever_registers_has_a_place_and_says_what_they_need(trainer):
    made = registers(announced(trainer), person("Anna"), "culture_club", food="no nuts", access="")
    assert (made.state, made.name, made.kind) == ("confirmed", "Anna", "culture_club")
    assert (made.needs.food, made.needs.access) == ("no nuts", "")


def test_whoever_needs_nothing_leaves_nothing(trainer):
    made = registers(announced(trainer), person("Anna"), food="")
    assert not Needs.objects.exists()
    registering.write_needs(made, {"food": "no nuts"})
    registering.write_needs(made, {"food": ""})
    assert not Needs.objects.exists()


def test_what_somebody_says_anew_the_trainers_have_not_read(trainer):
    training = announced(trainer)
    made = registers(training, person("Anna"), food="no nuts")
    needs = made.needs
    assert registering.note_read(announced(trainer, "Anderes"), [needs.pk]) == 0
    assert registering.note_read(training, [needs.pk]) == 1
    assert registering.note_read(training, [needs.pk]) == 0
    registering.write_needs(made, {"food": "no nuts"})
    assert Needs.objects.get().read_at is not None
    registering.write_needs(made, {"food": "no nuts", "access": "a lift"})
    assert Needs.objects.get().read_at is None


def test_nobody_registers_twice(trainer):
    training, anna = announced(trainer), person("Anna")
    registers(training, anna)
    with pytest.raises(Refused, match="already"):
        registers(training, anna)
    assert states(training) == ["confirmed"]


def test_whoever_cancelled_can_register_again_and_keeps_their_row(trainer):
    training, anna = announced(trainer), person("Anna")
    made = registers(training, anna)
    assert registering.answer(made, "cancel", anna).state == "cancelled"
    assert registers(training, anna).pk == made.pk
    assert states(training) == ["confirmed"]


def test_a_place_that_is_given_back_goes_to_whoever_waits(trainer):
    training = announced(trainer, capacity=1)
    first, second = registers(training, person("Anna")), registers(training, person("Ben"))
    registering.answer(first, "cancel")
    second.refresh_from_db()
    assert second.state == "confirmed"


def test_an_offer_is_accepted_or_declined_by_the_link(trainer):
    training = announced(trainer, capacity=1, waiting="offer")
    first, second, third = (registers(training, person(name)) for name in ("Anna", "Ben", "Carla"))
    registering.answer(first, "cancel")
    assert states(training) == ["cancelled", "offered", "waiting"]
    assert registering.answer(second, "decline").state == "declined"
    assert registering.answer(third, "accept").state == "confirmed"


def named(training, address, employer):
    (found,) = employers.name_people(training, employer, [(address, "")])
    return found


def test_whom_an_employer_named_confirms_by_the_link_without_an_account(trainer):
    training = announced(trainer)
    registration = named(training, "ben@example.org", trainer)
    assert registration.state == "named"
    assert registering.answer(registration, "confirm").state == "confirmed"


def test_whom_an_employer_named_takes_that_up_when_they_register_themselves(trainer):
    training = announced(trainer)
    named(training, "ben@example.org", trainer)
    made = registers(training, person("Ben"))
    assert (made.state, made.email, made.registered_by) == ("confirmed", "ben@example.org", trainer)
    assert states(training) == ["confirmed"]


def test_whoever_had_registered_already_has_one_place_which_the_employer_sees_once_they_agree(trainer):
    training, ben = announced(trainer), person("Ben")
    mine = registers(training, ben)
    asked = named(training, "ben@example.org", trainer)
    assert [each.state for each in employers.named_by(training, trainer)] == ["named"]
    assert registering.answer(asked, "confirm").pk == mine.pk
    assert [each.state for each in employers.named_by(training, trainer)] == ["confirmed"]
    assert Registration.objects.count() == 1


def test_a_name_that_is_declined_leaves_the_place_of_the_account(trainer):
    training, ben = announced(trainer), person("Ben")
    registers(training, ben)
    registering.answer(named(training, "ben@example.org", trainer), "decline")
    assert states(training) == ["confirmed", "cancelled"]
