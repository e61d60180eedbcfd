"""What a trainer sees of rehearsing, on the page of the session and in the room; and that nobody else sees anything."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from config.clock import run_due
from deliberation.cast import trainers
from deliberation.core.acting import Role
from deliberation.models import CastRecord, RehearsalRecord, Session
from deliberation.urls import urlpatterns

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"deliberation:{name}", args=args)


def html(response):
    return response.content.decode()


@pytest.fixture
def hers(browser, trainer):
    return browser(trainer)


@pytest.fixture
def copy(session, hers):
    hers.post(address("rehearse", session.key), {"speed": "2"})
    return Session.with_rehearsals.get(is_rehearsal=True)


def test_one_press_leads_into_the_room_of_the_copy(session, hers):
    assert "Begin the rehearsal" in html(hers.get(session.get_absolute_url()))
    answer = hers.post(address("rehearse", session.key), {"speed": "2"}, follow=True)
    copy = Session.with_rehearsals.get(is_rehearsal=True)
    assert answer.redirect_chain == [(address("room", copy.key), 302)]
    assert copy.cast.speed == 2
    assert CastRecord.objects.get().wanted_at
    assert "Rehearsal until" in html(answer)


def test_the_page_leads_back_into_it_and_ends_it(session, copy, hers):
    page = html(hers.get(session.get_absolute_url()))
    assert address("room", copy.key) in page
    assert "Begin the rehearsal" not in page
    answer = hers.post(address("end_rehearsal", session.key), follow=True)
    assert "nothing of it was kept" in html(answer)
    assert list(Session.with_rehearsals.all()) == [session]
    assert hers.get(address("room", copy.key)).status_code == 404


def test_whoever_stays_until_it_is_over_is_led_to_the_page_that_says_so(session, copy, hers):
    RehearsalRecord.objects.update(ends_at=timezone.now())
    CastRecord.objects.update(played_until=timezone.now() + timedelta(minutes=1))
    run_due()
    answer = hers.get(address("room", copy.key), follow=True)
    assert answer.redirect_chain == [(session.get_absolute_url(), 302)]
    assert "The ten minutes of your rehearsal are over" in html(answer)


def test_a_rehearsal_that_broke_off_says_why(session, copy, hers):
    hers.get(address("room", copy.key))
    RehearsalRecord.objects.update(ends_at=timezone.now())
    run_due()
    assert "Your rehearsal broke off" in html(hers.get(session.get_absolute_url()))


def test_a_cast_that_does_not_come_is_explained(session, copy, hers):
    CastRecord.objects.update(wanted_at=timezone.now() - timedelta(minutes=1))
    assert "The cast does not come" in html(hers.get(session.get_absolute_url()))


def test_a_refusal_is_a_sentence_on_the_page(session, hers, settings, trainer, make_session):
    trainers.rehearse(make_session("Andere"), trainer, 1)
    answer = hers.post(address("rehearse", session.key), follow=True)
    assert "You are rehearsing another session" in html(answer)
    settings.REHEARSALS_AT_ONCE = 0
    assert "Rehearsal with a cast" not in html(hers.get(session.get_absolute_url()))


# --- nobody else, and nowhere else ------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.OBSERVER, Role.RECORDER])
def test_only_the_moderation_of_the_session_rehearses_it(session, browser, anna, stranger, role):
    session.participations.create(user=anna, name="Anna", role=role)
    for person in (anna, stranger):
        assert browser(person).post(address("rehearse", session.key)).status_code == 404
        assert browser(person).post(address("end_rehearsal", session.key)).status_code == 404
    assert "Rehearsal with a cast" not in html(browser(anna).get(session.get_absolute_url()))


def test_a_co_moderation_without_an_account_does_not_rehearse(session, browser):
    guest, link = browser(), address("join", session.invitations.create(role=Role.CO_MODERATOR).token)
    guest.get(link)
    guest.post(link, {"name": "Gerda", "kind": ""})
    assert "Rehearsal with a cast" not in html(guest.get(session.get_absolute_url()))
    assert guest.post(address("rehearse", session.key)).status_code == 404


def test_another_co_moderator_has_a_rehearsal_of_their_own(session, copy, browser, anna):
    session.participations.create(user=anna, name="Anna", role=Role.CO_MODERATOR)
    assert browser(anna).get(address("room", copy.key)).status_code == 404
    assert "Begin the rehearsal" in html(browser(anna).get(session.get_absolute_url()))


def addresses(key):
    """Every page of a session that has no further parameter."""
    names = (each.name for each in urlpatterns if set(each.pattern.converters) == {"key"})
    return {name: address(name, key) for name in names}


def test_the_room_is_the_only_page_that_a_rehearsal_has(copy, hers):
    found = addresses(copy.key)
    answers = {name: {hers.get(at).status_code, hers.post(at).status_code} - {405} for name, at in found.items()}
    assert {name for name, codes in answers.items() if codes - {404, 302}} == {"room", "hand_in_ballot"}
    assert len(answers) > 10
    for rest in ("invitations/participant/", "transcript/json/", f"people/{copy.participations.get().pk}/role/"):
        assert hers.post(f"/sessions/{copy.key}/{rest}").status_code in (404, 405)
        assert hers.get(f"/sessions/{copy.key}/{rest}").status_code in (404, 405)


def test_no_list_no_search_and_no_next_step_has_it(session, copy, hers, browser, stranger):
    pages = ["/sessions/", "/sessions/?show=current", f"/sessions/?search={session.title}", "/", "/me/"]
    for client in (hers, browser(stranger), browser()):
        for page in pages:
            assert copy.key not in html(client.get(page, follow=True)), page
    assert session.key in html(hers.get("/sessions/"))


def test_nobody_can_come_in_by_link(copy, browser):
    assert not copy.invitations.exists()
    assert browser().get(address("room", copy.key)).status_code == 404
