"""A card lies beside the field of whoever laid it, in no log, until they take it or put it away."""

import json
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from deliberation.cards import LONGEST_CARD, MOST
from deliberation.models import Card, Entry, Participation

pytestmark = pytest.mark.django_db


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def amal(make_user):
    return make_user("Amal")


def lay(user, text="I want to ask why."):
    return browser_of(user).post(reverse("deliberation:cards"), {"text": text})


def beside_the_field(user, session):
    page = browser_of(user).get(reverse("deliberation:room", args=[session.key])).content.decode()
    _before, found, rest = page.partition('<script id="cards" type="application/json">')
    return [each["text"] for each in json.loads(unescape(rest.partition("</script>")[0]))] if found else []


def test_a_card_is_laid_once(amal):
    assert lay(amal).url == reverse("deliberation:cards")
    lay(amal)
    assert [card.text for card in amal.cards.all()] == ["I want to ask why."]


@pytest.mark.parametrize("text", ["", "  ", "x" * (LONGEST_CARD + 1)])
def test_what_fits_into_no_field_is_shown_again(amal, text):
    assert lay(amal, text).status_code == 200
    assert not Card.objects.exists()


def test_one_cannot_have_more_cards_than_one_finds_again(amal):
    for number in range(MOST + 1):
        lay(amal, f"Card {number}")
    assert Card.objects.count() == MOST


def test_in_the_room_only_its_owner_has_it(amal, make_user, rehearsal):
    ben = make_user("Ben2")
    for user in (amal, ben):
        Participation.objects.create(session=rehearsal.session, user=user, name=user.display_name)
    lay(amal)
    assert beside_the_field(amal, rehearsal.session) == ["I want to ask why."]
    assert beside_the_field(ben, rehearsal.session) == []
    assert not Entry.objects.filter(text__contains="I want to ask why.").exists()


def test_put_away_it_is_gone_and_only_its_owner_can_do_that(amal, make_user):
    lay(amal)
    address = reverse("deliberation:put_away_card", args=[Card.objects.get().pk])
    assert browser_of(make_user("Ben2")).post(address).status_code == 404
    assert browser_of(amal).post(address).status_code == 302
    assert not Card.objects.exists()
