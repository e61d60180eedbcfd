"""Pages around the live room, for those who belong there, for others with an account, and for guests."""

import gzip
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.models import OrganisationKind
from deliberation import sessions
from deliberation.core.acting import Role
from deliberation.core.agenda import CloseRoom, Stage
from deliberation.core.exchange import Hold, Reason, Return, Type, Withdraw
from deliberation.entrance import GUEST_KEYS
from deliberation.models import Invitation, Participation, RoomRecord, Session
from deliberation.views.sessions import FIRST, PER_PAGE
from tests.deliberation.rehearsal import Rehearsal

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"deliberation:{name}", args=args)


def html(response):
    return unescape(response.content.decode())


def to_login(path):
    return f"{reverse(settings.LOGIN_URL)}?next={path}"


def queries(client, path):
    client.get(path)  # what is only read once is read
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def with_key(client, participation):
    """This browser is the guest's."""
    session = client.session
    session[GUEST_KEYS] = {str(participation.session_id): participation.key}
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


@pytest.fixture
def plan_of(template):
    starts_at = timezone.localtime() + timedelta(days=3)

    def fields(**others):
        return {
            "title": "Begleitung",
            "question": "Wer begleitet?",
            "template": template.pk,
            "starts_at": f"{starts_at:%Y-%m-%dT%H:%M}",
            "medium": "written",
            "places": 12,
            "observer_places": 5,
        } | others

    return fields


# --- list -------------------------------------------------------------------------------------------------------------


def test_the_list_shows_what_is_ahead_and_what_has_ended(browser, anna, make_session):
    for title, fields in (
        ("Bevor", {}),
        ("Geschlossen", {}),
        ("Fremd", {}),
    ):
        make_session(title, **fields)
    ended = Rehearsal(Session.objects.get(title="Geschlossen"))
    ended.open()
    ended.take(ended.moderator, CloseRoom(ended.state.agenda.moved))
    for title in ("Bevor", "Geschlossen"):
        sessions.take_part(Session.objects.get(title=title), anna, Role.PARTICIPANT)
    response = browser(anna).get(address("sessions"))
    context = {name: [each.title for each in response.context[name]] for name in ("current", "ended")}
    assert context == {"current": ["Bevor"], "ended": ["Geschlossen"]}


def test_a_guest_finds_the_way_back_on_the_list(browser, rehearsal):
    guest = with_key(browser(), rehearsal.register("Gast"))
    assert rehearsal.session.get_absolute_url() in html(guest.get(address("sessions")))


def test_the_list_costs_the_same_for_one_and_for_three(browser, anna, make_session):
    def fill(count):
        for _ in range(count):
            sessions.take_part(make_session(), anna, Role.PARTICIPANT)
            closed = Rehearsal(make_session())
            closed.open()
            closed.take(closed.moderator, CloseRoom(closed.state.agenda.moved))
            sessions.take_part(closed.session, anna, Role.PARTICIPANT)

    client = browser(anna)
    fill(1)
    one = queries(client, address("sessions"))
    fill(2)
    assert queries(client, address("sessions")) == one


# --- planning ---------------------------------------------------------------------------------------------------------


def test_a_trainer_plans_a_session(browser, trainer, plan_of):
    client = browser(trainer)
    assert client.get(address("plan")).status_code == 200
    response = client.post(address("plan"), plan_of())
    session = Session.objects.get()
    assert response.url == session.get_absolute_url()
    assert (session.title, session.created_by) == ("Begleitung", trainer)
    assert "The session is planned" in html(client.get(response.url))


def test_a_plan_with_mistakes_is_shown_again(browser, trainer, plan_of):
    response = browser(trainer).post(address("plan"), plan_of(title="", places=1))
    assert (response.status_code, set(response.context["form"].errors)) == (200, {"title", "places"})
    assert Session.objects.count() == 0


def test_who_is_no_trainer_plans_nothing(browser, anna, plan_of):
    assert browser(anna).get(address("plan")).status_code == 403
    assert browser(anna).post(address("plan"), plan_of()).status_code == 403
    assert Session.objects.count() == 0


def test_a_guest_who_wants_to_plan_logs_in_first(browser, plan_of):
    assert browser().get(address("plan")).url == to_login(address("plan"))
    assert browser().post(address("plan"), plan_of()).url == to_login(address("plan"))


def test_a_moderator_changes_the_plan(browser, trainer, session, plan_of):
    client, path = browser(trainer), address("replan", session.key)
    assert client.get(path).context["form"].instance == session
    assert client.post(path, plan_of(title="Anders", question="Warum?")).url == session.get_absolute_url()
    session.refresh_from_db()
    assert (session.title, session.question) == ("Anders", "Warum?")
    assert Rehearsal(session).state.agenda.question == "Warum?"
    assert client.post(path, plan_of(title="")).status_code == 200


def test_for_others_there_is_nothing_to_change(browser, anna, stranger, session, plan_of):
    sessions.take_part(session, anna, Role.PARTICIPANT)
    for user in (anna, stranger, None):
        assert browser(user).get(address("replan", session.key)).status_code == 404
        assert browser(user).post(address("replan", session.key), plan_of()).status_code == 404


# --- session page -----------------------------------------------------------------------------------------------------


def test_a_moderator_finds_invitations_and_people(browser, trainer, session):
    response = browser(trainer).get(session.get_absolute_url())
    assert [row["invitation"].role for row in response.context["invitations"]] == [
        "participant",
        "co_moderator",
        "recorder",
        "observer",
    ]
    for invitation in Invitation.objects.all():
        assert f'value="http://testserver{address("join", invitation.token)}"' in html(response)
    assert "Tina" in html(response)


def test_a_participant_finds_people_and_no_invitations(browser, anna, make_session, issue_guide):
    session = make_session(issue_guide=issue_guide)
    sessions.take_part(session, anna, Role.PARTICIPANT)
    response = browser(anna).get(session.get_absolute_url())
    assert "invitations" not in response.context
    assert Invitation.objects.count() == 0
    for text in ("Tina", "Anna", "Ankommen", "Sagt, wer ihr seid.", "Wer begleitet?", "Ehrenamt", "Nähe", "Last"):
        assert text in html(response)
    assert address("unregister", session.key) in html(response)


def test_for_strangers_a_session_by_invitation_does_not_exist(browser, stranger, session):
    assert browser(stranger).get(session.get_absolute_url()).status_code == 404


def test_who_follows_a_mail_without_being_logged_in_logs_in_first(browser, session):
    path = session.get_absolute_url()
    assert browser().get(path).url == to_login(path)


def test_an_address_that_leads_nowhere_is_not_found(browser, trainer):
    for user in (trainer, None):
        assert browser(user).get(address("session", "nowhere")).status_code == 404


def test_a_session_whose_template_was_deleted_still_has_a_page(browser, trainer, session, template):
    template.delete()
    assert browser(trainer).get(session.get_absolute_url()).status_code == 200


def test_the_session_page_costs_the_same_for_one_and_for_three_people(browser, trainer, session):
    client = browser(trainer)
    rehearsal = Rehearsal(session)
    rehearsal.register("Anna", kind="authority")
    one = queries(client, session.get_absolute_url())
    for name in ("Ben", "Carla"):
        rehearsal.register(name, kind="culture_club")
    assert queries(client, session.get_absolute_url()) == one


# --- giving the place back --------------------------------------------------------------------------------------------


def test_somebody_gives_the_place_back(browser, anna, session):
    sessions.take_part(session, anna, Role.PARTICIPANT)
    response = browser(anna).post(address("unregister", session.key))
    assert response.url == address("sessions")
    assert not session.participations.filter(user=anna).exists()


def test_nobody_who_has_no_account_sees_a_session_that_they_were_not_invited_to(browser, session):
    page = html(browser().get(address("sessions")))
    assert session.title not in page
    assert to_login(address("sessions")) in page.replace("%2F", "/")


def test_who_was_in_the_room_keeps_the_place(browser, rehearsal, anna):
    participation = rehearsal.enter("Anna", user=anna)
    response = browser(anna).post(address("unregister", rehearsal.session.key), follow=True)
    assert "so your place is kept" in html(response)
    assert Participation.objects.filter(pk=participation.pk).exists()


def test_a_guest_gives_the_place_back(browser, rehearsal):
    guest = rehearsal.register("Gast")
    assert with_key(browser(), guest).post(address("unregister", rehearsal.session.key)).url == "/"
    assert not Participation.objects.filter(pk=guest.pk).exists()


def test_nobody_gives_back_what_they_do_not_have(browser, stranger, session):
    for user in (stranger, None):
        assert browser(user).post(address("unregister", session.key)).status_code == 404


def test_looking_changes_nothing(browser, trainer, session):
    assert browser(trainer).get(address("unregister", session.key)).status_code == 405


# --- invitations ------------------------------------------------------------------------------------------------------


@pytest.fixture
def link(session):
    return address("join", sessions.invitation_for(session, Role.PARTICIPANT).token)


def test_a_guest_comes_in_by_a_link_and_this_browser_remembers(browser, session, link):
    client = browser()
    assert session.question in html(client.get(link))
    assert client.post(link, {"name": " Gerda ", "kind": "culture_club"}).url == session.get_absolute_url()
    guest = session.participations.get(user=None)
    assert (guest.name, guest.kind, guest.role) == ("Gerda", "culture_club", "participant")
    assert client.get(session.get_absolute_url()).context["participation"] == guest
    assert client.get(address("room", session.key)).status_code == 200
    assert client.get(link).url == session.get_absolute_url()


def test_a_form_sent_twice_lets_in_one_guest(browser, session, link):
    """Two clicks before the first answer: both come with the cookie that the form came with."""
    client = browser()
    client.get(link)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    for _ in range(2):
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie
        client.post(link, {"name": "Gerda", "kind": ""})
    assert session.participations.filter(name="Gerda").count() == 1


def test_two_guests_are_two(browser, session, link):
    for name in ("Gerda", "Gustav"):
        browser().post(link, {"name": name, "kind": ""})
    assert session.participations.filter(user=None).count() == 2


def test_somebody_with_an_account_comes_in_by_a_link(browser, session, link, make_user, trainer):
    anna = make_user("Anna", organisation=trainer.organisation)
    client = browser(anna)
    assert client.get(link).context["form"].initial == {"name": "Anna", "kind": "authority"}
    client.post(link, {"name": "Anna", "kind": ""})
    participation = session.participations.get(user=anna)
    assert (participation.name, participation.kind) == ("Anna", "")
    assert browser(anna).get(address("room", session.key)).status_code == 200


def test_a_link_for_observers_lets_in_observers(browser, session):
    link = address("join", sessions.invitation_for(session, Role.OBSERVER).token)
    browser().post(link, {"name": "Olga", "kind": ""})
    assert session.participations.get(name="Olga").role == "observer"


def test_nobody_makes_themselves_a_moderator(browser, session, link):
    browser().post(link, {"name": "Mallory", "kind": "", "role": "moderator", "session": 7, "key": "x"})
    assert session.participations.get(name="Mallory").role == "participant"


def test_who_forgets_their_name_is_asked_again(browser, session, link):
    response = browser().post(link, {"name": " ", "kind": ""})
    assert (response.status_code, set(response.context["form"].errors)) == (200, {"name"})
    assert session.participations.filter(user=None).count() == 0


def test_a_link_into_a_full_session_says_so(browser, make_session):
    session = make_session(places=2)
    link = address("join", sessions.invitation_for(session, Role.PARTICIPANT).token)
    for name in ("Anna", "Ben"):
        session.participations.create(name=name)
    assert "All places are taken." in html(browser().post(link, {"name": "Gerda", "kind": ""}))
    assert not session.participations.filter(name="Gerda").exists()


def test_a_link_that_has_expired_says_so_except_to_those_who_are_in(browser, session, link, trainer):
    Session.objects.update(starts_at=timezone.now() - timedelta(days=1, seconds=1))
    Invitation.objects.update(created_at=timezone.now() - timedelta(days=2, seconds=1))
    for response in (browser().get(link), browser().post(link, {"name": "Gerda", "kind": ""})):
        assert response.status_code == 410
        assert "has expired" in html(response)
    assert session.participations.filter(user=None).count() == 0
    assert browser(trainer).get(link).url == session.get_absolute_url()


def test_a_link_that_nobody_made_leads_nowhere(browser):
    assert browser().get(address("join", "nothing")).status_code == 404


def test_a_moderator_makes_a_new_link_after_reading_what_stops_working(browser, trainer, session, link):
    client = browser(trainer)
    assert "stops working at once" in html(client.get(address("renew_invitation", session.key, "participant")))
    assert browser().get(link).status_code == 200
    response = client.post(address("renew_invitation", session.key, "participant"))
    assert response.url == session.get_absolute_url()
    assert browser().get(link).status_code == 404
    assert browser().get(address("join", Invitation.objects.get().token)).status_code == 200


def test_there_is_no_link_for_other_roles(browser, trainer, session):
    for role in ("moderator", "support_person", "nobody"):
        assert browser(trainer).post(address("renew_invitation", session.key, role)).status_code == 404


def test_nobody_else_makes_a_new_link(browser, anna, stranger, session, link):
    sessions.take_part(session, anna, Role.PARTICIPANT)
    for user in (anna, stranger, None):
        assert browser(user).post(address("renew_invitation", session.key, "participant")).status_code == 404
    assert browser().get(link).status_code == 200


# --- room -------------------------------------------------------------------------------------------------------------


def test_the_room_is_told_where_its_socket_is(browser, trainer, session):
    response = browser(trainer).get(address("room", session.key))
    assert response.context["room_data"] == {
        "socket": f"/ws/sessions/{session.key}/",
        "transcript": address("transcript", session.key),
        "session": session.get_absolute_url(),
    }


def test_moderators_have_the_questions_of_the_template(browser, trainer, anna, session, template):
    sessions.take_part(session, anna, Role.PARTICIPANT)
    asked = {"purpose": "Clarify", "questions": ["Was heißt das?"]}
    bank = {"opening": [], "clarify": [asked], "exchange": [], "closing": []}
    path = address("room", session.key)
    assert browser(trainer).get(path).context["question_bank"] == bank
    assert browser(anna).get(path).context["question_bank"] is None
    template.delete()
    assert browser(trainer).get(path).context["question_bank"] == {}


@pytest.mark.parametrize("name", ["room", "transcript"])
def test_for_strangers_there_is_no_room(browser, stranger, make_session, name):
    session = make_session()
    for user in (stranger, None):
        assert browser(user).get(address(name, session.key)).status_code == 404


def test_the_words_of_the_room_come_compressed():
    whole = Client().get(reverse("javascript-catalog"))
    compressed = Client(headers={"accept-encoding": "gzip"}).get(reverse("javascript-catalog"))
    assert "content-encoding" not in whole.headers
    assert gzip.decompress(compressed.content) == whole.content


def test_the_room_has_its_words_in_the_readers_language(browser):
    german = Client(headers={"accept-language": "de"}).get(reverse("javascript-catalog")).content.decode()
    assert "Die Sitzung ist vorbei." in german
    assert "Ein Netzwerkfehler ist aufgetreten." not in german  # which the CMS says


def test_the_room_knows_what_the_codes_of_the_core_are_called_in_the_readers_language(browser, trainer, session):
    page = browser(trainer)
    for language, word in (("en", "Objection"), ("de", "Einwand")):
        labels = page.get(address("room", session.key), headers={"accept-language": language}).context["labels"]
        assert labels["exchange.Type"][Type.OBJECTION] == word
    assert labels["people.Kind"][OrganisationKind.AUTHORITY] == "Behörde"


# --- transcript -------------------------------------------------------------------------------------------------------


@pytest.fixture
def told(rehearsal, anna):
    """Anna said four things, of which three are hidden; Ben, a guest, answered her."""
    author, ben = rehearsal.enter("Anna", user=anna, kind="authority"), rehearsal.enter("Ben")
    rehearsal.agree(author, ben)
    seqs = [rehearsal.say(author, f"Sie sagte {word}", type=Type.THESIS) for word in ("eins", "zwei", "drei", "vier")]
    rehearsal.say(ben, "Seine Antwort", refers_to=seqs[1], type=Type.OBJECTION)
    rehearsal.take(rehearsal.moderator, Hold(seqs[1], Reason.INSULT))
    rehearsal.take(rehearsal.moderator, Return(seqs[2], Reason.UNCLEAR, "Was heißt das?"))
    rehearsal.take(author, Withdraw(seqs[3]))
    return ben


def test_each_reads_in_the_transcript_what_they_may(browser, rehearsal, told, anna, trainer):
    path = address("transcript", rehearsal.session.key)
    pages = {
        "author": html(browser(anna).get(path)),
        "moderator": html(browser(trainer).get(path)),
        "guest": html(with_key(browser(), told).get(path)),
    }
    words = ["Sie sagte eins", "Sie sagte zwei", "Sie sagte drei", "Sie sagte vier", "Was heißt das?", "Seine Antwort"]
    read = {who: [word for word in words if word in page] for who, page in pages.items()}
    assert read == {
        "author": ["Sie sagte eins", "Sie sagte zwei", "Sie sagte drei", "Sie sagte vier", "Seine Antwort"],
        "moderator": ["Sie sagte eins", "Sie sagte zwei", "Sie sagte drei", "Seine Antwort"],
        "guest": ["Sie sagte eins", "Seine Antwort"],
    }


def test_what_people_write_is_text_and_nothing_else(browser, rehearsal, trainer):
    rehearsal.say(rehearsal.moderator, "<script>alert(1)</script> & <b>fett</b>\nneue Zeile")
    page = browser(trainer).get(address("transcript", rehearsal.session.key)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;fett&lt;/b&gt;" in page
    assert "<script>alert" not in page


def test_with_breakout_rooms_all_pages_are_there_and_the_transcript_has_them(browser, rehearsal, trainer):
    rooms = rehearsal.open_breakouts(2)
    rehearsal.say_in(rooms[1], "In der zweiten Gruppe")
    client, key = browser(trainer), rehearsal.session.key
    pages = [address("sessions"), *(address(name, key) for name in ("session", "room", "transcript"))]
    assert [client.get(page).status_code for page in pages] == [200] * 4
    assert html(client.get(pages[0])).count(rehearsal.session.get_absolute_url()) == 1
    transcript = html(client.get(pages[-1]))
    assert transcript.index("Breakout room 1") < transcript.index("Breakout room 2")
    assert 'id="group-2-contribution-' in transcript
    assert transcript.index("Breakout room 2") < transcript.index("In der zweiten Gruppe")


def test_the_transcript_costs_the_same_for_one_and_for_three_contributions(browser, rehearsal, trainer):
    client, path = browser(trainer), address("transcript", rehearsal.session.key)
    first = rehearsal.say(rehearsal.moderator, "Eins")
    one = queries(client, path)
    for text in ("Zwei", "Drei"):
        rehearsal.say(rehearsal.moderator, text, refers_to=first)
    assert queries(client, path) == one


def searched(client, words, **more):
    return client.get(address("sessions"), {"search": words, **more})


def titles(answer):
    return [each.title for each in answer.context["page_obj"]]


def test_sessions_are_found_by_words_of_their_title_and_question(browser, anna, make_session):
    for title, others in (
        ("Wohnungsamt", {"question": "Übergänge begleiten?"}),
        ("Ehrenamt", {}),
        ("Wohnungslose", {}),
        ("Wohnungen für alle", {}),
    ):
        session = make_session(title, **others)
        if title != "Wohnungslose":
            sessions.take_part(session, anna, Role.PARTICIPANT)
    client = browser(anna)
    assert sorted(titles(searched(client, "wohnung"))) == ["Wohnungen für alle", "Wohnungsamt"]
    assert titles(searched(client, "übergänge WOHN")) == ["Wohnungsamt"]
    assert titles(searched(browser(), "wohnung")) == []
    assert "Nothing found" in html(searched(client, "Steuer"))
    assert "Nothing found" in html(searched(client, '"'))


def test_found_are_those_that_have_ended_too_the_latest_first_and_page_by_page(browser, anna, make_session):
    for day in range(PER_PAGE + 1):
        session = make_session(f"Treffen {day}", starts_at=timezone.now() - timedelta(days=day))
        sessions.take_part(session, anna, Role.PARTICIPANT)
        RoomRecord.objects.filter(session=session).update(stage=Stage.CLOSED if day else Stage.PLANNED)
    first = searched(browser(anna), "treffen")
    assert titles(first)[:2] == ["Treffen 0", "Treffen 1"]
    assert "?search=treffen&page=2" in html(first)
    assert titles(searched(browser(anna), "treffen", page=2)) == [f"Treffen {PER_PAGE}"]


def test_who_searches_too_often_waits(browser, anna, settings):
    settings.SEARCHES_PER_ADDRESS = 1
    assert [searched(browser(anna), "x").status_code for _ in range(2)] == [200, 429]


@pytest.mark.parametrize("words", ["", "   ", "x" * 101])
def test_without_words_the_lists_are_shown(browser, words):
    assert "current" not in searched(browser(), words).context


def test_a_long_list_of_sessions_shows_its_beginning_and_leads_to_all_of_it(anna, browser, make_session):
    for number in range(FIRST + 1):
        sessions.take_part(make_session(f"Sitzung {number}"), anna, Role.PARTICIPANT)
    page = browser(anna).get(address("sessions"))
    assert len(page.context["current"]) == FIRST
    assert f'href="{address("sessions")}?show=current"' in page.content.decode()
    assert len(browser(anna).get(address("sessions"), {"show": "current"}).context["page_obj"]) == FIRST + 1
    assert "current" not in browser().get(address("sessions"), {"show": "current"}).context
