"""A trainer saves phases of an agenda as a method of their own, and puts them into agendas again."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from community.erasures import erase
from deliberation import methods, sessions
from deliberation.core.acting import Role
from deliberation.core.agenda import Mode, Phase
from deliberation.models import OwnMethod
from tests.deliberation.agendas import TALK, address, sent, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_trainer(browser, trainer):
    return browser(trainer)


@pytest.fixture
def another_trainer(make_user, session):
    """Who moderates the same session."""
    user = make_user("Tom")
    sessions.take_part(session, user, Role.CO_MODERATOR)
    return user


def kept(user):
    return {each.title: each.as_phases() for each in methods.own(user)}


def test_a_run_of_phases_is_saved_and_put_in_again(session, trainer, by_trainer):
    phases = (*sessions.phases_of(session), TALK)
    response = by_trainer.post(address(session), sent(phases, "keep", title="Heart", picked=[1, len(phases) - 1]))
    assert "“Heart” is one of your methods now." in response.content.decode()
    assert kept(trainer) == {"Heart": (phases[1], TALK)}
    assert titles(response) == [phase.title for phase in phases]
    own = OwnMethod.objects.get()
    inserted = by_trainer.post(address(session), sent([TALK], "insert", method=f"own-{own.pk}"))
    assert titles(inserted) == ["Talk", phases[1].title, "Talk"]


def test_before_a_method_is_replaced_the_page_asks(session, trainer, by_trainer):
    methods.keep(trainer, "Heart", [TALK])
    other = Phase("closing", "Last words", 5, Mode.ROUND)
    response = by_trainer.post(address(session), sent([other], "keep", title="heart", picked=[0]))
    assert "You have a method “Heart” already." in strip_tags(response.content.decode())
    assert kept(trainer) == {"Heart": (TALK,)}
    by_trainer.post(address(session), sent([other], "replace", title="heart", picked=[0]))
    assert kept(trainer) == {"heart": (other,)}


def test_before_a_method_is_deleted_the_page_asks(session, trainer, by_trainer):
    own = methods.keep(trainer, "Heart", [TALK])
    response = by_trainer.post(address(session), sent([TALK], f"forget-{own.pk}"))
    assert "Delete your method “Heart”?" in strip_tags(response.content.decode())
    assert kept(trainer)
    response = by_trainer.post(address(session), sent([TALK], f"delete-{own.pk}"))
    assert titles(response) == ["Talk"]
    assert kept(trainer) == {}


@pytest.mark.parametrize(
    ("phase", "more", "sentence"),
    [
        (TALK, {"title": " ", "picked": [0]}, "The method needs a name."),
        (TALK, {"title": "Heart"}, "Mark the phases that belong to the method."),
        (Phase("outcome", "Vote", 5, Mode.VOTE), {"title": "Heart", "picked": [0]}, "is not complete"),
    ],
)
def test_what_is_missing_in_a_method_is_said(session, trainer, by_trainer, phase, more, sentence):
    for do in ("keep", "replace"):
        assert sentence in by_trainer.post(address(session), sent([phase], do, **more)).content.decode()
    assert kept(trainer) == {}


def test_one_keeps_only_so_many(session, trainer, by_trainer, monkeypatch):
    monkeypatch.setattr(methods, "MOST", 1)
    methods.keep(trainer, "Heart", [TALK])
    response = by_trainer.post(address(session), sent([TALK], "keep", title="Another", picked=[0]))
    assert "You have 1 methods. Please delete one first." in response.content.decode()
    assert set(kept(trainer)) == {"Heart"}


def test_nobody_else_sees_or_changes_a_method(session, trainer, another_trainer, browser):
    own = methods.keep(trainer, "Heart", [TALK])
    other = browser(another_trainer)
    assert "Heart" not in other.get(address(session)).content.decode()
    inserted = other.post(address(session), sent([TALK], "insert", method=f"own-{own.pk}"))
    assert titles(inserted) == ["Talk"]
    for do in ("forget", "delete"):
        assert "Heart" not in other.post(address(session), sent([TALK], f"{do}-{own.pk}")).content.decode()
    other.post(address(session), sent([TALK], "replace", title="Heart", picked=[0]))
    assert kept(trainer) == {"Heart": (TALK,)} == kept(another_trainer)


def test_a_guest_who_moderates_keeps_no_methods(session, browser):
    guest = browser()
    link = reverse("deliberation:join", args=[sessions.invitation_for(session, Role.CO_MODERATOR).token])
    guest.post(link, {"name": "Gerda", "kind": ""})
    assert "My methods" not in guest.get(address(session)).content.decode()
    guest.post(address(session), sent([TALK], "keep", title="Heart", picked=[0]))
    assert not OwnMethod.objects.exists()


def test_methods_go_with_the_account(trainer):
    methods.keep(trainer, "Heart", [TALK])
    erase(trainer)
    assert not OwnMethod.objects.exists()
