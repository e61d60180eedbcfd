"""People see what is stored about them, take it along, and have it erased: with an account, or as a guest."""

import io
import json
from datetime import timedelta
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site
from wagtail.users.models import UserProfile

from community.models import OutgoingMail, User
from config.register import PERSONAL
from deliberation import sessions
from deliberation.core import agreement, exchange, people
from deliberation.core.acting import Role
from deliberation.core.agenda import OpenRoom
from deliberation.log.deciding import handle
from deliberation.models import AgendaTemplate, Entry, Session
from elearning import enrolments
from elearning.models import ItemText, Reflection
from tests import samples
from tests.elearning import content

pytestmark = pytest.mark.django_db

PASSWORD = "zwei-klaenge-und-ein-akkord"


@pytest.fixture(autouse=True)
def _ledger(settings, tmp_path):
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"


@pytest.fixture
def make_user(db):
    def make(name, **fields):
        user = User.objects.create_user(f"{name.lower()}@example.org", PASSWORD, display_name=name, **fields)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        return user

    return make


@pytest.fixture
def amal(make_user):
    return make_user("Amal")


@pytest.fixture
def session(make_user):
    """The room is open; Tina moderates."""
    phase = {"code": "opening", "title": "Ankommen", "minutes": 10, "mode": "free", "instruction": ""}
    template = AgendaTemplate.objects.create(title="Standard", phases=[("phase", phase)])
    tomorrow = timezone.now() + timedelta(days=1)
    planned = Session(title="Begleitung", question="Wer begleitet?", template=template, starts_at=tomorrow)
    session = sessions.plan(planned, make_user("Tina"))
    take(session, session.participations.get(), OpenRoom())
    return session


def take(session, person, *commands):
    return [handle(sessions.plenary(session).pk, person.pk, command).seq for command in commands]


def speak(session, person, words):
    """Join, agree and say this; the number of the contribution."""
    entered = people.Join(person.name, Role.PARTICIPANT, "")
    return take(session, person, entered, agreement.ConfirmRules(0), exchange.Contribute(words))[-1]


@pytest.fixture
def said(amal, session):
    """Amal said something, which the moderation returned with a note; Ben talked, too."""
    amals = sessions.take_part(session, amal, Role.PARTICIPANT)
    number = speak(session, amals, "What Amal said")
    moderator = session.participations.get(role=Role.MODERATOR)
    take(session, moderator, exchange.Return(number, exchange.Reason.UNCLEAR, "A note to Amal"))
    speak(session, session.participations.create(name="Ben", role=Role.PARTICIPANT), "What Ben said")
    return amals


@pytest.fixture
def wrote(amal):
    """Amal takes a course and wrote something for herself."""
    course = content.a_course(Site.objects.get(is_default_site=True).root_page)
    content.a_lesson(content.a_module(course), "Lesson", content.reflection())
    text = ItemText.objects.select_related("version__item").get()
    enrolment = enrolments.enrol(amal, course)
    return Reflection.objects.create(enrolment=enrolment, item=text.version.item, text=text, body="What Amal wrote")


def browser_of(user, *, just_identified=True):
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    if just_identified:
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.fixture
def guest(session):
    """A browser without an account, in which somebody came in as Gesa and said something."""
    client = Client(headers={"accept-language": "en"})
    invitation = sessions.invitation_for(session, Role.PARTICIPANT)
    client.post(reverse("deliberation:join", args=[invitation.token]), {"name": "Gesa", "kind": ""})
    speak(session, session.participations.get(name="Gesa"), "What Gesa said")
    return client


def page(client, name="my_data", *args):
    return client.get(reverse(name, args=args)).content.decode()


def packed(client):
    response = client.post(reverse("my_download"))
    assert response.headers["Content-Type"] == "application/zip"
    with ZipFile(io.BytesIO(response.content)) as file:
        return {name: file.read(name) for name in file.namelist()}


# --- looking ----------------------------------------------------------------------------------------------------------


def test_the_page_shows_what_is_stored_by_area_and_nothing_of_others(amal, said, wrote):
    shown = page(browser_of(amal))
    for words in (
        "amal@example.org",
        "What Amal said",
        "A note to Amal",
        "What Amal wrote",
        "Live sessions",
        "Courses",
    ):
        assert words in shown
    for words in ("What Ben said", "tina@example.org", amal.password, said.key):
        assert words not in shown


def test_it_says_of_secrets_that_they_are_there(amal):
    assert "Password, in a form from which nobody can read it: It opens your account" in page(browser_of(amal))


def test_it_says_how_and_when_one_logged_in(amal):
    assert f"Password: {timezone.localtime():%b. %d, %Y}" in page(browser_of(amal))


def test_it_is_kept_in_no_cache(amal):
    assert "no-store" in browser_of(amal).get(reverse("my_data")).headers["Cache-Control"]


def test_my_page_leads_there(amal):
    assert reverse("my_data") in page(browser_of(amal), "my_page")


def test_a_guest_sees_what_is_stored_of_the_session_and_of_nobody_else(guest, said):
    shown = page(guest)
    assert "Gesa" in shown
    assert "What Gesa said" in shown
    assert "Amal" not in shown


def test_whoever_is_nobody_is_told_how_guests_ask():
    shown = page(Client(headers={"accept-language": "en"}))
    assert "this page knows nothing of you" in shown
    assert "under which name you were there" in shown


# --- taking along -----------------------------------------------------------------------------------------------------


def test_the_download_has_a_page_to_read_and_the_same_for_machines(amal, said, wrote):
    profile = UserProfile.get_for_user(amal)
    profile.avatar.save("amal.png", ContentFile(samples.picture()))
    files = packed(browser_of(amal))
    data = json.loads(files["export.json"])["data"]
    assert data["account"]["community.User"]["rows"][0]["email"] == "amal@example.org"
    assert data["courses"]["elearning.Reflection"]["rows"][0]["body"] == "What Amal wrote"
    assert [row["text"] for row in data["sessions"]["deliberation.Entry"]["rows"]] == [
        "Amal", "", "What Amal said", "A note to Amal",
    ]  # fmt: skip
    assert "What Amal wrote" in files["index.html"].decode()
    (picture,) = [name for name in files if name.startswith("files/")]
    assert files.pop(picture).startswith(b"\x89PNG")
    everything = b"".join(files.values()).decode()
    assert [secret for secret in (amal.password, said.key, "What Ben said") if secret in everything] == []


def test_whoever_did_not_identify_themselves_just_now_is_asked_again(amal):
    client = browser_of(amal, just_identified=False)
    for name in ("my_download", "erase_account"):
        asked = client.post(reverse(name), {"sure": "on"})
        assert asked.url.startswith(reverse("account_reauthenticate"))
    assert User.objects.filter(pk=amal.pk).exists()


def test_who_has_no_password_logs_in_again_first(amal):
    amal.set_unusable_password()
    amal.save()
    client = browser_of(amal, just_identified=False)
    assert client.get(reverse("erase_account")).status_code == 200
    User.objects.update(last_login=timezone.now() - timedelta(minutes=16))
    assert client.get(reverse("erase_account")).url == reverse("my_data")


def test_a_guest_takes_along_their_session(guest):
    data = json.loads(packed(guest)["export.json"])["data"]
    assert list(data) == ["sessions"]
    assert data["sessions"]["deliberation.Participation"]["rows"][0]["name"] == "Gesa"


def test_who_is_nobody_gets_no_download():
    assert Client().post(reverse("my_download")).url == reverse("my_data")


# --- having it erased -------------------------------------------------------------------------------------------------


def test_the_page_says_what_goes_what_stays_and_why(amal, said, wrote):
    shown = page(browser_of(amal), "erase_account")
    deleted, stays = shown.split("What stays, and why")
    assert "What you wrote for yourself (1)" in deleted
    assert "What you said and did in sessions" in stays
    assert "The others&#x27; words and the order of everything stay" in stays


def test_whoever_is_sure_is_erased_logged_out_and_gets_a_last_mail(amal, said, wrote, settings):
    client = browser_of(amal)
    response = client.post(reverse("erase_account"), {"sure": "on"}, follow=True)
    assert "Your account is erased" in response.content.decode()
    assert response.context["user"].is_anonymous
    assert not User.objects.filter(email="amal@example.org").exists()
    assert not Reflection.objects.exists()
    assert not Entry.objects.filter(text__contains="What Amal").exists()
    assert settings.ERASURE_LEDGER.exists()
    (last,) = mail.outbox
    assert (last.to, "Hello Amal" in last.body) == (["amal@example.org"], True)


def test_of_the_last_mail_nothing_stays_once_it_is_sent(amal, settings):
    settings.EMAIL_BACKEND = "community.outbox.Outbox"
    browser_of(amal).post(reverse("erase_account"), {"sure": "on"})
    assert [sent.to for sent in mail.outbox] == [["amal@example.org"]]
    assert not OutgoingMail.objects.exists()


def test_whoever_is_not_sure_keeps_everything(amal):
    response = browser_of(amal).post(reverse("erase_account"))
    assert "Please tick the box if you are sure." in response.content.decode()
    assert User.objects.filter(pk=amal.pk).exists()


def test_the_last_operator_has_to_name_another_first(amal, make_user):
    User.objects.filter(pk=amal.pk).update(is_superuser=True)
    client = browser_of(User.objects.get(pk=amal.pk))
    assert "Please name somebody else first" in client.post(reverse("erase_account"), {"sure": "on"}).content.decode()
    make_user("Otto", is_superuser=True)
    client.post(reverse("erase_account"), {"sure": "on"})
    assert not User.objects.filter(pk=amal.pk).exists()


def test_a_moderator_is_told_of_sessions_that_nobody_else_could_open(session):
    tina = User.objects.get(display_name="Tina")
    assert "nobody but you can open the room" in page(browser_of(tina), "erase_account")
    session.participations.create(name="Tom", role=Role.MODERATOR)
    assert "nobody but you can open the room" not in page(browser_of(tina), "erase_account")


def test_a_guest_erases_their_name_and_words(guest, session):
    place = session.participations.get(name="Gesa")
    address = reverse("erase_place", args=[place.pk])
    assert "What stays, and why" in guest.get(address).content.decode()
    guest.post(address, {"sure": "on"})
    assert not Entry.objects.filter(text__contains="Gesa").exists()
    assert "this page knows nothing of you" in page(guest)


def test_nobody_erases_the_place_of_somebody_else(guest, said, amal):
    address = reverse("erase_place", args=[said.pk])
    assert [client.get(address).status_code for client in (guest, Client(), browser_of(amal))] == [404] * 3


def test_every_area_has_something_in_the_register():
    areas = {"account", "login", "courses", "trainings", "sessions", "mail", "editing"}
    assert {str(entry.area) for entry in PERSONAL} == areas
