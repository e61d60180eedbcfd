"""What those who moderate do around a session: tasks, places, mails, going on after an end by mistake."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation
from icalendar import Calendar

from deliberation import sessions
from deliberation.core.acting import Refused, Role
from deliberation.core.agenda import CloseRoom, ReopenRoom, Stage
from deliberation.core.door import DOORS
from deliberation.core.people import GiveRole, HandOver
from deliberation.log import deciding
from deliberation.models import Entry
from deliberation.views.hosting import REFUSALS
from tests.deliberation.rehearsal import Rehearsal


def address(name, *args):
    return reverse(f"deliberation:{name}", args=args)


def html(response):
    return response.content.decode()


def link_of(session, role):
    return address("join", sessions.invitation_for(session, role).token)


# --- tasks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "words", "task"),
    [
        (Role.CO_MODERATOR, "You come as: Co-moderation", "take over if it is away"),
        (Role.RECORDER, "You come as: Recorder", "You keep the record"),
        (Role.OBSERVER, "You come as: Observer", "You observe"),
    ],
)
def test_whoever_comes_by_a_link_is_told_as_what(browser, session, role, words, task):
    guest, link = browser(), link_of(session, role)
    assert words in html(guest.get(link))
    assert task in html(guest.get(link))
    guest.post(link, {"name": "Gerda", "kind": ""})
    assert session.participations.get(name="Gerda").role == role
    assert task in html(guest.get(session.get_absolute_url()))


def test_a_link_for_a_task_lets_in_a_few(session):
    invitation = sessions.invitation_for(session, Role.RECORDER)
    for name in ("Anna", "Ben", "Carla", "Dilek"):
        sessions.accept(invitation, None, name, name, "")
    with pytest.raises(sessions.Full):
        sessions.accept(invitation, None, "5", "Emil", "")


def test_a_moderator_names_somebody_who_has_not_come_yet(browser, trainer, session):
    anna = Rehearsal(session).register("Anna")
    client = browser(trainer)
    assert "Name as co-moderation" in html(client.get(session.get_absolute_url()))
    client.post(address("give_role", session.key, anna.pk), {"role": "co_moderator"})
    anna.refresh_from_db()
    assert (anna.role, Rehearsal(session).state.people[anna.pk].role) == ("co_moderator", Role.CO_MODERATOR)


def test_a_role_is_the_same_in_all_rooms_and_beside_the_log(rehearsal):
    anna = rehearsal.enter("Anna")
    (group,) = rehearsal.open_breakouts(1)
    rehearsal.agree_in(group, anna)
    sessions.give_role(rehearsal.moderator, anna, Role.RECORDER)
    anna.refresh_from_db()
    assert anna.role == "recorder"
    assert deciding.load(group).room.people[anna.pk].role is Role.RECORDER


def test_the_moderation_is_handed_over_to_somebody_who_has_not_come_yet(browser, trainer, session):
    rehearsal = Rehearsal(session)
    anna = rehearsal.register("Anna")
    browser(trainer).post(address("give_role", session.key, anna.pk), {"role": "moderator"})
    roles = dict(session.participations.values_list("name", "role"))
    assert roles == {"Tina": "co_moderator", "Anna": "moderator"}
    assert "Hand over the moderation" not in html(browser(trainer).get(session.get_absolute_url()))


def test_a_co_moderator_hands_over_nothing_that_is_not_theirs(rehearsal):
    anna, ben = rehearsal.enter("Anna", Role.CO_MODERATOR), rehearsal.enter("Ben")
    with pytest.raises(Refused, match=r"room\.not_your_role"):
        sessions.give_role(anna, ben, Role.MODERATOR)
    sessions.give_role(anna, ben, Role.RECORDER)
    assert rehearsal.state.people[ben.pk].role is Role.RECORDER


def test_a_role_that_is_not_given_leaves_no_trace(rehearsal):
    friend = rehearsal.register("Fatma", Role.SUPPORT_PERSON)
    with pytest.raises(Refused, match=r"people\.not_given"):
        sessions.give_role(rehearsal.moderator, friend, Role.RECORDER)
    assert friend.pk not in rehearsal.state.people


@pytest.mark.parametrize("role", ["observer", "support_person", "owner", ""])
def test_pages_give_no_other_roles(browser, trainer, session, role):
    anna = Rehearsal(session).register("Anna")
    response = browser(trainer).post(address("give_role", session.key, anna.pk), {"role": role}, follow=True)
    assert "This person keeps their role." in html(response)
    anna.refresh_from_db()
    assert anna.role == "participant"


def test_a_moderator_reads_why_a_role_is_not_given(browser, trainer, session):
    friend = Rehearsal(session).register("Fatma", Role.SUPPORT_PERSON)
    response = browser(trainer).post(address("give_role", session.key, friend.pk), {"role": "recorder"}, follow=True)
    assert "This person keeps their role." in html(response)


# --- inviting ---------------------------------------------------------------------------------------------------------


def test_invitations_go_out_by_mail_with_an_event_for_the_calendar(
    browser, trainer, session, django_capture_on_commit_callbacks
):
    page = address("mail_invitation", session.key, "recorder")
    assert "e-mail addresses" in html(browser(trainer).get(page))
    with django_capture_on_commit_callbacks(execute=True):
        response = browser(trainer).post(page, {"addresses": "a@example.org, b@example.org\na@example.org"})
    assert response.url == session.get_absolute_url()
    assert sorted(each.to for each in mail.outbox) == [["a@example.org"], ["b@example.org"]]
    message = mail.outbox[0]
    for words in ("Tina invites you", session.question, "You keep the record", link_of(session, Role.RECORDER)):
        assert words in message.body
    name, content, kind = message.attachments[0]
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert (name, kind) == ("zweiklang.ics", "text/calendar")
    assert event["url"].endswith(link_of(session, Role.RECORDER))


def test_nobody_is_invited_while_one_address_is_none(browser, trainer, session):
    page = address("mail_invitation", session.key, "participant")
    response = browser(trainer).post(page, {"addresses": "a@example.org Anna"})
    assert "This is no e-mail address: Anna" in html(response)
    many = " ".join(f"{number}@example.org" for number in range(51))
    assert "more than 50 addresses" in html(browser(trainer).post(page, {"addresses": many}))
    assert mail.outbox == []


def test_a_poster_has_the_link_as_a_picture_and_in_letters(browser, trainer, session):
    response = browser(trainer).get(address("invitation_poster", session.key, "participant"))
    assert re.search(r'src="data:image/svg\+xml;base64,[\w+/=]+"', html(response))
    assert f"http://testserver{link_of(session, Role.PARTICIPANT)}" in html(response)


@pytest.mark.parametrize("name", ["mail_invitation", "invitation_poster", "renew_invitation"])
def test_into_a_session_that_is_over_nobody_is_invited(browser, trainer, rehearsal, name):
    rehearsal.take(rehearsal.moderator, CloseRoom(rehearsal.state.agenda.moved))
    assert browser(trainer).get(address(name, rehearsal.session.key, "participant")).status_code == 404


# --- places -----------------------------------------------------------------------------------------------------------


def speaking_english(user):
    user.language = "en"
    user.save()


def test_the_trainer_hears_once_that_the_session_is_full_and_offers_places(browser, trainer, make_session):
    speaking_english(trainer)
    session = make_session(places=2)
    link = link_of(session, Role.PARTICIPANT)
    browser().post(link, {"name": "Gerda", "kind": ""})
    assert mail.outbox == []
    browser().post(link, {"name": "Gisela", "kind": ""})
    assert ([trainer.email], "All places are taken: Begleitung") in [(each.to, each.subject) for each in mail.outbox]
    client = browser(trainer)
    assert "Offer more places" in html(client.get(session.get_absolute_url()))
    client.post(address("more_places", session.key), {"more": 3})
    session.refresh_from_db()
    assert session.places == 5
    assert "Offer more places" not in html(client.get(session.get_absolute_url()))
    assert browser().post(link, {"name": "Gustav", "kind": ""}).url == session.get_absolute_url()


@pytest.mark.parametrize(("language", "full", "moved"), [("en", "All places", "Another time"), ("", "Alle", "Neue")])
def test_everybody_is_written_to_in_their_language_whoever_causes_it(
    browser, trainer, make_session, anna, language, full, moved
):
    for user in (trainer, anna):
        user.language = language
        user.save()
    session = make_session(places=2)
    sessions.take_part(session, anna, Role.PARTICIPANT)
    browser().post(link_of(session, Role.PARTICIPANT), {"name": "Gerda", "kind": ""})
    with translation.override("en"):
        session.starts_at += timedelta(days=1)
        sessions.replan(session, session.participations.get(role=Role.MODERATOR))
    subjects = {each.to[0]: each.subject for each in mail.outbox}
    assert subjects[trainer.email].startswith(full)
    assert subjects[anna.email].startswith(moved)


def test_a_session_never_has_more_places_than_a_room_bears(session):
    session.places = 499
    session.save()
    sessions.offer_places(session, 5)
    session.refresh_from_db()
    assert session.places == 500


@pytest.mark.parametrize("more", ["0", "101", "many"])
def test_places_are_offered_in_sensible_numbers(browser, trainer, session, more):
    response = browser(trainer).post(address("more_places", session.key), {"more": more}, follow=True)
    assert "1 to 100" in html(response)


def test_who_has_a_place_hears_when_the_session_moves(make_session, anna):
    speaking_english(anna)
    session = make_session()
    sessions.take_part(session, anna, Role.PARTICIPANT)
    mail.outbox.clear()
    session.starts_at += timedelta(days=1)
    sessions.replan(session, session.participations.get(role=Role.MODERATOR))
    assert [(each.to, each.subject) for each in mail.outbox] == [([anna.email], "Another time: Begleitung")]
    sessions.replan(session, session.participations.get(role=Role.MODERATOR))
    assert len(mail.outbox) == 1


# --- the plan while the room is open ----------------------------------------------------------------------------------


def test_what_is_harmless_changes_while_the_room_is_open(rehearsal):
    session = rehearsal.session
    session.title, session.question, session.places = "Anders", "Warum?", 20
    session.ends_at = session.starts_at + timedelta(hours=3)
    sessions.replan(session, rehearsal.moderator)
    session.refresh_from_db()
    assert (session.title, session.places) == ("Anders", 20)
    assert session.ends == session.starts_at + timedelta(hours=3)
    assert session.question == "Wer begleitet Menschen zum Amt?"


def test_a_page_says_why_something_stays(browser, trainer, rehearsal):
    page = html(browser(trainer).get(address("replan", rehearsal.session.key)))
    assert "the group talks about it" in page
    assert "the session runs by it" in page


def test_of_a_session_that_is_over_nothing_changes(browser, trainer, rehearsal):
    rehearsal.take(rehearsal.moderator, CloseRoom(rehearsal.state.agenda.moved))
    response = browser(trainer).get(address("replan", rehearsal.session.key), follow=True)
    assert "nothing of it changes any more" in html(response)
    with pytest.raises(sessions.Ended):
        sessions.replan(rehearsal.session, rehearsal.moderator)


# --- reopening --------------------------------------------------------------------------------------------------------


@pytest.fixture
def ended(rehearsal):
    rehearsal.take(rehearsal.moderator, CloseRoom(rehearsal.state.agenda.moved))
    return rehearsal


def test_what_was_ended_by_mistake_goes_on_and_the_transcript_says_why(browser, trainer, ended):
    client, session = browser(trainer), ended.session
    assert "Ended by mistake?" in html(client.get(session.get_absolute_url()))
    client.post(address("reopen", session.key), {"reason": "Das war der falsche Knopf."})
    assert sessions.stage_of(session) is Stage.OPEN
    assert "Das war der falsche Knopf." in html(client.get(address("transcript", session.key)))


@pytest.mark.parametrize("reason", ["", "\u2063"])
def test_it_does_not_go_on_without_a_reason(browser, trainer, ended, reason):
    response = browser(trainer).post(address("reopen", ended.session.key), {"reason": reason}, follow=True)
    assert "say why the session goes on" in html(response)
    assert sessions.stage_of(ended.session) is Stage.CLOSED


def test_after_an_hour_it_stays_ended(browser, trainer, ended):
    Entry.objects.update(at=int((timezone.now() - timedelta(minutes=61)).timestamp() * 1000))
    client = browser(trainer)
    assert "Ended by mistake?" not in html(client.get(ended.session.get_absolute_url()))
    response = client.post(address("reopen", ended.session.key), {"reason": "Doch"}, follow=True)
    assert "more than an hour ago" in html(response)


def test_a_session_that_goes_on_is_not_reopened(browser, trainer, rehearsal):
    response = browser(trainer).post(address("reopen", rehearsal.session.key), {"reason": "Doch"}, follow=True)
    assert "The session goes on already." in html(response)


@pytest.mark.parametrize("command", [GiveRole, HandOver, ReopenRoom])
def test_each_stage_in_which_a_page_is_refused_something_has_a_sentence(command):
    assert {f"room.{stage}" for stage in Stage} - {f"room.{stage}" for stage in DOORS[command].stages} <= {*REFUSALS}


# --- calendar and issue guide -----------------------------------------------------------------------------------------


def test_whoever_has_a_place_takes_the_session_into_their_calendar(browser, trainer, session):
    response = browser(trainer).get(address("calendar", session.key))
    assert response.headers["Content-Type"] == "text/calendar"
    assert session.get_absolute_url() in html(response).replace("\r\n ", "")


def test_everybody_has_the_issue_guide_in_the_room(browser, trainer, make_session, issue_guide):
    session = make_session(issue_guide=issue_guide)
    page = html(browser(trainer).get(address("room", session.key)))
    guide = page.partition('<template id="issue-guide">')[2].partition("</template>")[0]
    for words in ("Wer begleitet?", "Viele gehen allein.", "Ehrenamt", "Nähe", "Last"):
        assert words in guide


def test_a_session_without_an_issue_guide_has_none_in_the_room(browser, trainer, session):
    assert "issue-guide" not in html(browser(trainer).get(address("room", session.key)))
