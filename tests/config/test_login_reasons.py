"""A login that somebody did not ask for says what it is good for; the matrix looks at all of them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.models import PageViewRestriction

from community.logins import SessionStore
from community.models import User
from config.bootstrap import home_page
from config.login_reasons import REASONS, reason
from deliberation import sessions
from deliberation.models import Session
from elearning.models import LessonPage
from tests.elearning import content
from tests.matrix.asking import Answer
from tests.matrix.roles import Asker
from tests.matrix.routes import of_pages, places
from tests.matrix.rows import row_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def lesson(db) -> LessonPage:
    course = content.a_course(home_page())
    return content.a_lesson(content.a_module(course), "Anfangen", content.single_choice())


def why(address: str) -> str:
    request = RequestFactory().get("/accounts/login/")
    request.user, request.session = AnonymousUser(), SessionStore()
    return str(reason(address, request))


@pytest.mark.parametrize(
    ("address", "route"),
    [
        ("/me/", "my_page"),
        ("/me/profile/", "community:profile | community:second_factor | account_* | mfa_*"),
        ("/me/data/", "my_data | my_download | erase_place"),
        ("/sessions/", "deliberation:sessions"),
        ("/sessions/join/abc/", "deliberation:join"),
        ("/sessions/new/", "deliberation:plan"),
        ("/sessions/cards/", "deliberation:cards | deliberation:put_away_card"),
        ("/learn/cases/new/", "elearning:*case*"),
        ("/learn/shown/", "elearning:shown | elearning:shown_in_cohort"),
        ("/learn/cohorts/1/shown/", "elearning:shown | elearning:shown_in_cohort"),
        ("/sessions/abc/room/", "deliberation:*"),
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


# --- what is open to everybody ----------------------------------------------------------------------------------------

WORTH_IT = {
    *("deliberation:sessions", "deliberation:join", "my_data | my_download | erase_place"),
    "elearning:cohort_code | elearning:join_cohort | elearning:cohort_invitation",
    "training:trainings | training:public_calendar | training:mine | training:give_back | training:quiet",
}


def test_no_page_that_everybody_may_read_is_called_closed(lesson):
    """All addresses of the matrix that have no parameters, and those of pages."""
    opened = [place.path for route in of_pages() for place in places(route, {}) if is_open(str(place))]
    course = lesson.get_parent().get_parent()
    opened = [*(path for path in opened if "<" not in path), "/", home_page().url, course.get_parent().url]
    fitting = {str(REASONS[each]) for each in WORTH_IT}
    assert {path: why(path) for path in opened if why(path) and why(path) not in fitting} == {}
    assert {"/organisations/", "/sessions/", "/data-sheet/"} <= {*opened}


def is_open(place: str) -> bool:
    row = row_for(place)
    leads_there = place.startswith(("account_", "mfa_", "wagtailadmin_"))
    return row is not None and not leads_there and Answer.IN in row.expected(Asker.ANONYMOUS, "GET")


def test_a_course_says_what_an_account_is_good_for_and_a_closed_page_that_it_is_closed(lesson):
    course = lesson.get_parent().get_parent()
    assert why(course.url) == str(REASONS["elearning:enrol | open elearning.coursepage"])
    PageViewRestriction.objects.create(page=course, restriction_type=PageViewRestriction.LOGIN)
    assert why(course.url) == str(REASONS["wagtail_serve*"])


def test_a_session_is_for_those_who_have_a_place_and_the_example_needs_no_login(db):
    trainer = User.objects.create_user("tina@example.org", display_name="Tina")
    made = [Session(title=title, question="Why?", starts_at=timezone.now()) for title in ("Hidden", "Shown")]
    made[1].is_example = True
    hidden, shown = (sessions.plan(session, trainer).get_absolute_url() for session in made)
    assert why(hidden) == str(REASONS["deliberation:*"])
    assert why(f"{hidden}room/") == str(REASONS["deliberation:*"])
    assert why(f"{shown}transcript/") == ""
