"""A login that somebody did not ask for says what it is good for; the matrix looks at all of them."""

import pytest
from django.test import Client, RequestFactory

from config.bootstrap import home_page
from config.login_reasons import REASONS, reason
from elearning.models import LessonPage
from tests.elearning import content

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def lesson(db) -> LessonPage:
    course = content.a_course(home_page())
    return content.a_lesson(content.a_module(course), "Anfangen", content.single_choice())


def why(address: str) -> str:
    return str(reason(address, RequestFactory().get("/accounts/login/")))


@pytest.mark.parametrize(
    ("address", "route"),
    [
        ("/me/", "my_page"),
        ("/me/profile/", "community:* | account_* | mfa_*"),
        ("/sessions/new/", "deliberation:plan"),
        ("/sessions/abc/room/", "deliberation:*"),
        ("/sessions/abc/register/?from=list", "deliberation:register"),
        ("/admin/pages/3/", "admin/*"),
        ("/media/documents/a.pdf", "wagtaildocs_* | media"),
        ("/nirgends/", "wagtail_serve*"),
    ],
)
def test_each_address_has_its_sentence(address, route):
    assert why(address) == str(REASONS[route])


def test_a_lesson_says_that_answers_are_saved(guest, lesson):
    second = content.a_lesson(lesson.get_parent(), "Weiter", content.single_choice())
    response = guest.get(second.url, follow=True)
    assert "To save your answers" in response.content.decode()


@pytest.mark.parametrize("address", ["https://evil.example/me/%", "/data-sheet/", "", "?"])
def test_what_asks_for_no_login_has_none(address):
    assert why(address) == ""


def test_the_sentence_stays_when_the_password_was_wrong(guest):
    sent = {"login": "amal@example.org", "password": "wrong", "next": "/me/"}
    assert "To see what comes next for you" in guest.post("/accounts/login/", sent).content.decode()


def test_whoever_comes_to_the_login_by_themselves_is_told_nothing(guest):
    page = guest.get("/accounts/login/").content.decode()
    assert not any(str(words) in page for words in REASONS.values())


def test_the_header_keeps_where_one_wanted_to_go_on_both_ways(guest):
    page = guest.get("/accounts/signup/?next=/kurse/").content.decode()
    assert page.count("/accounts/login/?next=") >= 2
    assert "/accounts/signup/?next=/organisations/" in guest.get("/organisations/").content.decode()
