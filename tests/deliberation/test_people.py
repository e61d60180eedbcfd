"""People around the room: their names, their places, being removed, finding back, and keeping a place."""

from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags

from community import outbox
from community.models import Organisation, OutgoingMail, User
from deliberation import entrance, erasures, sessions, words
from deliberation.core.acting import Refused, Role
from deliberation.core.agenda import CloseRoom
from deliberation.core.names import means_role
from deliberation.core.people import Removal, RemovePerson
from tests.community.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_came_before():
    cache.clear()


def address(name, *args):
    return reverse(f"deliberation:{name}", args=args)


def html(response):
    return unescape(response.content.decode())


def link_of(session, role=Role.PARTICIPANT):
    return address("join", sessions.invitation_for(session, role).token)


def come(client, session, name="Gerda", role=Role.PARTICIPANT, **fields):
    return client.post(link_of(session, role), {"name": name, "kind": "", **fields})


def remove(rehearsal, person, reason=Removal.INSULTS):
    rehearsal.take(person.session.participations.get(role=Role.MODERATOR), RemovePerson(person.pk, reason))


@pytest.fixture
def gerda(browser, rehearsal):
    """A guest who came by the link, and was in the room; her browser."""
    client = browser()
    come(client, rehearsal.session)
    guest = rehearsal.session.participations.get(name="Gerda")
    rehearsal.join(guest, rehearsal.room)
    return client, guest


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_no_name_is_what_a_role_is_called_in_any_language(language):
    with translation.override(language):
        for word in words.ROLES.values():
            assert means_role(str(word)), word


@pytest.mark.parametrize(
    "name", ["Moderation", "\u202enoitaredoM\u202c (Moderation)", "Protokoll", "Аdmin", "\u200b", "\u0301" * 50]
)
def test_nobody_comes_in_under_a_name_that_deceives(browser, session, name):
    response = come(browser(), session, name)
    assert set(response.context["form"].errors) == {"name"}
    assert session.participations.filter(user=None).count() == 0


@pytest.mark.parametrize("name", ["Tina", "tina", "T i n a", "Тina", "Tína"])
def test_the_name_of_the_moderator_is_taken_and_another_one_is_offered(browser, session, name):
    client = browser()
    response = come(client, session, name, email="g@example.org")
    assert response.context["form"]["email"].value() == "g@example.org"
    assert "Somebody here has this name" in html(response)
    offered = response.context["form"]["name"].value()
    assert offered == f"{name} 2"
    assert come(client, session, offered).url == session.get_absolute_url()


def test_two_accounts_with_one_name_are_told_apart(session, make_user):
    first = sessions.take_part(session, make_user("Anna"), Role.PARTICIPANT)
    namesake = make_user("Anja")
    namesake.display_name = "ANNA"
    namesake.save()
    assert (first.name, sessions.take_part(session, namesake, Role.PARTICIPANT).name) == ("Anna", "ANNA 2")


def test_an_account_called_like_a_role_takes_part_nowhere(make_session, make_user):
    with pytest.raises(Refused, match=r"names\.role"):
        sessions.take_part(make_session(), make_user("Admin"), Role.PARTICIPANT)


def test_a_moderator_may_be_called_so(make_user, make_session):
    session = make_session()
    team, nobody = make_user("Moderation-Team"), make_user("x")
    nobody.display_name = "123"
    assert sessions.take_part(session, team, Role.MODERATOR).name == "Moderation-Team"
    assert sessions.take_part(session, nobody, Role.MODERATOR).name == str(words.ROLES[Role.MODERATOR])


# --- at the entrance --------------------------------------------------------------------------------------------------


def test_at_the_entrance_it_says_who_reads_and_how_long_it_is_kept(browser, make_session):
    session = make_session(observer_places=2)
    page = html(browser().get(link_of(session)))
    assert "Everybody who takes part in the session, and its moderation." in page
    assert "Up to 2 people may come" in page
    assert f"erased {settings.LIVE_SESSION_DAYS} days after the session began" in page
    come(browser(), session, "Olga", Role.OBSERVER)
    assert "1 person observes" in html(browser().get(link_of(session)))
    assert "Nobody observes this session." in html(browser().get(link_of(make_session(observer_places=0))))


def test_observers_have_places(browser, make_session):
    session = make_session(observer_places=1)
    assert come(browser(), session, "Olga", Role.OBSERVER).status_code == 302
    assert "All places are taken." in html(come(browser(), session, "Otto", Role.OBSERVER))
    assert come(browser(), session, "Gerda").status_code == 302


# --- removed ----------------------------------------------------------------------------------------------------------


def test_whoever_was_removed_is_told_why_on_every_page(rehearsal, gerda):
    client, guest = gerda
    remove(rehearsal, guest)
    key = rehearsal.session.key
    for path in (address("session", key), address("room", key), address("transcript", key)):
        response = client.get(path)
        assert response.status_code == 403
        assert "They insulted somebody" in html(response)
    assert client.post(address("unregister", key)).status_code == 403


def test_the_place_is_free_and_what_they_wrote_stays(rehearsal, gerda, browser, trainer):
    _client, guest = gerda
    rehearsal.agree(guest)
    rehearsal.say(guest, "Das bleibt.")
    before = sessions.places_left(rehearsal.session)
    remove(rehearsal, guest)
    assert sessions.places_left(rehearsal.session) == before + 1
    page = html(browser(trainer).get(address("transcript", rehearsal.session.key)))
    assert all(word in page for word in ("Das bleibt.", "Gerda", "guest", "removed"))


def test_they_come_in_again_neither_by_the_link_nor_as_a_new_guest_nor_with_the_mail(rehearsal, gerda):
    client, guest = gerda
    way = address("come_back", entrance.way_back(guest))
    remove(rehearsal, guest)
    assert client.get(link_of(rehearsal.session), follow=True).status_code == 403
    del client.cookies[settings.SESSION_COOKIE_NAME]  # the mark is what is left
    for answer in (client.get(link_of(rehearsal.session)), come(client, rehearsal.session, "Renate"), client.get(way)):
        assert answer.status_code == 403
        assert "You cannot come in again by a link." in html(answer)
    assert rehearsal.session.participations.filter(removed="").count() == 1


def test_nor_with_an_account_in_the_same_browser(rehearsal, gerda, anna):
    client, guest = gerda
    remove(rehearsal, guest)
    client.force_login(anna)
    assert come(client, rehearsal.session, "Anna").status_code == 403


def test_nor_does_an_account_that_was_removed_come_in_by_a_registration(browser, rehearsal, anna):
    person = rehearsal.enter("Anna", user=anna)
    remove(rehearsal, person)
    assert sessions.expect(rehearsal.session, anna, "Anna", "").removed
    client = browser(anna)
    assert client.get(rehearsal.session.get_absolute_url()).status_code == 403
    assert list(client.get(address("sessions")).context["current"]) == []


def test_a_mark_that_somebody_wrote_themselves_is_none(rehearsal, gerda, browser):
    _client, guest = gerda
    remove(rehearsal, guest)
    other = browser()
    other.cookies[entrance.MARK] = f"{guest.pk}:forged"
    assert come(other, rehearsal.session, "Renate").status_code == 302


# --- places of those who are away -------------------------------------------------------------------------------------


def test_a_moderator_frees_the_place_of_somebody_who_never_came(browser, rehearsal, trainer):
    ghost = rehearsal.register("Ghost")
    answer = browser(trainer).post(address("free_place", rehearsal.session.key, ghost.pk), follow=True)
    assert "The place is free again" in html(answer)
    assert not rehearsal.session.participations.filter(pk=ghost.pk).exists()


def test_or_of_somebody_who_went_and_they_come_in_again_while_one_is_free(rehearsal, gerda, browser, trainer):
    client, guest = gerda
    path = address("free_place", rehearsal.session.key, guest.pk)
    assert browser().post(path).status_code == 404
    assert client.post(path).status_code == 404
    browser(trainer).post(path)
    guest.refresh_from_db()
    assert guest.removed == Removal.ABSENT
    assert "Take a place again" in html(client.get(rehearsal.session.get_absolute_url()))
    rehearsal.session.places = 0
    rehearsal.session.save()
    assert "All places are taken." in html(client.post(address("take_again", rehearsal.session.key), follow=True))
    rehearsal.session.places = 2
    rehearsal.session.save()
    assert client.post(address("take_again", rehearsal.session.key), follow=True).status_code == 200
    rehearsal.join(guest, rehearsal.room)
    assert rehearsal.state.people[guest.pk].removed is None


def test_whoever_moderates_keeps_the_place_and_after_the_end_nobody_needs_one(browser, rehearsal, trainer, gerda):
    _client, guest = gerda
    moderator = browser(trainer)
    path = address("free_place", rehearsal.session.key, rehearsal.moderator.pk)
    assert moderator.post(path).status_code == 404
    rehearsal.take(rehearsal.moderator, CloseRoom(rehearsal.state.agenda.moved))
    answer = moderator.post(address("free_place", rehearsal.session.key, guest.pk), follow=True)
    assert "no place is needed any more" in html(answer)


def test_nobody_takes_a_place_again_who_was_removed_for_good_or_after_the_end(rehearsal, gerda):
    client, guest = gerda
    path = address("take_again", rehearsal.session.key)
    remove(rehearsal, guest)
    assert client.post(path, follow=True).status_code == 403
    guest.refresh_from_db()
    assert guest.removed == Removal.INSULTS
    sessions.Participation.objects.update(removed="absent")
    rehearsal.take(rehearsal.moderator, CloseRoom(rehearsal.state.agenda.moved))
    assert "The session is over." in html(client.post(path, follow=True))


# --- guests find back -------------------------------------------------------------------------------------------------


def test_a_guest_gets_a_link_by_mail_and_the_session_never_knows_the_address(browser, session):
    come(browser(), session, email="gerda@example.org")
    [message] = mail.outbox
    assert message.to == ["gerda@example.org"]
    [way] = [line for line in message.body.splitlines() if line.startswith(settings.BASE_URL)]
    path, other = way.removeprefix(settings.BASE_URL), browser()
    assert "Gerda" in html(other.get(path))
    assert other.get(session.get_absolute_url()).status_code == 302  # opening it lets nobody in
    assert other.post(path).url == session.get_absolute_url()
    assert other.get(session.get_absolute_url()).context["participation"].name == "Gerda"


def test_a_way_back_holds_for_a_while_and_cannot_be_made_up(browser, session, monkeypatch):
    come(browser(), session)
    guest = session.participations.get(user=None)
    way = address("come_back", entrance.way_back(guest))
    assert browser().get(way).status_code == 200
    assert browser().get(way[:-2] + "x/").status_code == 404
    monkeypatch.setattr(entrance, "BACK_HOLDS", -1)
    assert browser().get(way).status_code == 404


def test_with_a_guest_the_mail_to_them_is_erased(browser, session):
    come(browser(), session, email="gerda@example.org")
    guest = session.participations.get(user=None)
    mails = OutgoingMail.objects.filter(event=entrance.way_back_mail(guest.pk))
    outbox.write(
        EmailMessage("Way", to=["gerda@example.org"], headers={outbox.EVENT: entrance.way_back_mail(guest.pk)}),
        "gerda@example.org",
    )
    assert mails.count() == 1
    erasures.erase([guest])
    assert mails.count() == 0


def test_without_an_address_no_mail_is_written(browser, session):
    come(browser(), session)
    assert mail.outbox == []


def test_pages_lead_a_guest_back_and_nobody_else(browser, rehearsal, gerda):
    client, guest = gerda
    page = reverse("community:directory")
    back = f"Back to the session “{rehearsal.session.title}”"
    assert back in strip_tags(html(client.get(page)))
    assert back not in strip_tags(html(client.get(rehearsal.session.get_absolute_url())))
    assert back not in strip_tags(html(browser().get(page)))
    remove(rehearsal, guest)
    assert back not in html(client.get(page))


# --- with an account from now on --------------------------------------------------------------------------------------


def test_a_guest_keeps_the_place_with_an_account_and_everything_they_wrote(rehearsal, gerda, anna):
    client, guest = gerda
    rehearsal.agree(guest)
    rehearsal.say(guest, "Das habe ich gesagt.")
    key = rehearsal.session.key
    assert client.post(address("claim", key), {"account": "new"}).url.startswith(reverse("account_signup"))
    client.force_login(anna)
    assert client.get(address("session", key)).url == address("keep", key)
    assert "Gerda" in html(client.get(address("keep", key)))
    client.post(address("keep", key), {"answer": "yes"})
    kept = rehearsal.session.participations.get(user=anna)
    assert (kept.pk, kept.name) == (guest.pk, "Gerda")
    assert kept.key != guest.key
    assert [each.by for each in rehearsal.state.exchange.contributions] == [guest.pk]
    rehearsal.join(kept, rehearsal.room)
    assert not rehearsal.state.people[guest.pk].guest


def sign_up_page(client, key):
    onward = client.post(address("claim", key), {"account": "new"}).url
    return BeautifulSoup(client.get(onward).content, "html.parser")


def test_what_a_guest_said_at_the_entrance_stands_in_the_form_for_an_account(rehearsal, gerda):
    client, guest = gerda
    for name, kind in (("Amt", "authority"), ("Verein", "culture_club")):
        Organisation.objects.create(name=name, slug=name.lower(), kind=kind)
    rehearsal.session.participations.filter(pk=guest.pk).update(kind="culture_club")
    page = sign_up_page(client, rehearsal.session.key)
    assert page.select_one("input[name=display_name]")["value"] == "Gerda"
    offered = page.select("select[name=organisation] option")
    assert [option.text for option in offered] == ["None of these", "Verein", "Amt", "Kreis"]
    assert offered[0].has_attr("selected")  # only she knows whether she belongs to it


def test_it_becomes_part_of_the_account_when_she_sends_it_as_she_changed_it(rehearsal, gerda):
    client, guest = gerda
    onward = client.post(address("claim", rehearsal.session.key), {"account": "new"}).url
    client.get(onward)
    assert not User.objects.filter(display_name="Gerda").exists()
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    client.post(onward, {"email": "gerda@example.org", "display_name": "Gerda Alt", **passwords})
    assert User.objects.get(email="gerda@example.org").display_name == "Gerda Alt"
    guest.refresh_from_db()
    assert guest.name == "Gerda"


@pytest.mark.parametrize("way", ["another page", "another browser", "too late", "removed"])
def test_nobody_else_who_signs_up_reads_the_name_of_a_guest(browser, rehearsal, gerda, monkeypatch, way):
    client, guest = gerda
    onward = client.post(address("claim", rehearsal.session.key), {"account": "new"}).url
    if way == "another page":
        onward = reverse("account_signup")
    if way == "another browser":
        client = browser()
    if way == "too late":
        monkeypatch.setattr(entrance, "CLAIM_HOLDS", -1)
    if way == "removed":
        remove(rehearsal, guest)
    assert "Gerda" not in html(client.get(onward))


def test_whoever_logs_in_on_a_shared_computer_says_that_it_was_somebody_else(rehearsal, gerda, anna):
    client, guest = gerda
    key = rehearsal.session.key
    client.post(address("claim", key), {"account": "known"})
    client.force_login(anna)
    client.post(address("keep", key), {"answer": "no"})
    guest.refresh_from_db()
    assert guest.user is None
    assert client.get(address("keep", key)).url == address("session", key)


def test_a_claim_holds_two_hours(rehearsal, gerda, anna, monkeypatch):
    client, _guest = gerda
    client.post(address("claim", rehearsal.session.key), {"account": "known"})
    client.force_login(anna)
    monkeypatch.setattr(entrance, "CLAIM_HOLDS", -1)
    assert client.get(address("keep", rehearsal.session.key)).url == rehearsal.session.get_absolute_url()


def test_an_account_that_takes_part_already_takes_no_second_place(rehearsal, gerda, anna):
    client, guest = gerda
    rehearsal.register("Anna", user=anna)
    client.post(address("claim", rehearsal.session.key), {"account": "known"})
    client.force_login(anna)
    answer = client.post(address("keep", rehearsal.session.key), {"answer": "yes"}, follow=True)
    assert "takes part in this session already" in html(answer)
    guest.refresh_from_db()
    assert guest.user is None


def test_who_has_an_account_has_nothing_to_claim_and_a_stranger_cannot(browser, rehearsal, trainer, stranger):
    key = rehearsal.session.key
    assert browser(trainer).post(address("claim", key)).url == rehearsal.session.get_absolute_url()
    assert browser(stranger).post(address("claim", key)).status_code == 404
    assert browser(stranger).get(address("keep", key)).url == rehearsal.session.get_absolute_url()
