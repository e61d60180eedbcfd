"""The list of people and the badges, as files to print."""

import io

import pikepdf
import pytest
from django.utils import translation

from cms.identity import Identity
from tests.training.making import make_organisation, make_person, make_training, register
from training import handouts
from training.core.places import State

pytestmark = pytest.mark.django_db

SITE = Identity("Zweiklang")


@pytest.fixture
def training():
    return make_training("Zuhören", trainer=make_person("Tina"))


def pages(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "pdfuaid" in pdf.Root.Metadata.read_bytes().decode()  # tagged for screen readers
        return len(pdf.pages), str(pdf.docinfo.get("/Title"))


def test_only_who_has_a_place_is_on_it_by_name(training):
    for name, state in (("Özlem", "confirmed"), ("Amal", "confirmed"), ("Zoe", "confirmed"), ("Ben", "waiting")):
        register(training, make_person(name), State(state))
    assert [str(each) for each in handouts.people(training)] == ["Amal", "Özlem", "Zoe"]


def test_the_list_has_organisations_and_kinds(training):
    club = make_organisation("مركز", "culture_club")
    register(training, make_person("Amal"), organisation=club, kind=club.kind)
    register(training, "b@example.org")
    with translation.override("en"):
        printed = handouts.list_as_pdf(training, SITE)
    assert pages(printed) == (1, "Who takes part: Zuhören")


def test_there_are_ten_badges_on_a_page_those_of_the_trainers_first(training):
    for number in range(9):
        register(
            training, f"{number}@example.org", name=f"Person {number} mit einem recht langen Namen", kind="authority"
        )
    with translation.override("en"):
        printed = handouts.badges_as_pdf(training, SITE)
    assert pages(printed) == (1, "Badges: Zuhören")
    register(training, "new@example.org", name="فاطمة")
    assert pages(handouts.badges_as_pdf(training, SITE))[0] == 2


def test_nobody_is_printed_as_well(training):
    training.trainers.clear()
    assert pages(handouts.badges_as_pdf(training, SITE))[0] == 1
    assert pages(handouts.list_as_pdf(training, SITE))[0] == 1
