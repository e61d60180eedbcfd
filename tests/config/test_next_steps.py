"""What comes next over all apps: who has nothing waiting is offered what they could begin."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.utils import timezone, translation
from wagtail.models import Page

from community.models import User
from config.bootstrap import home_page
from config.next_steps import next_steps
from deliberation import sessions
from deliberation.core.acting import Role
from deliberation.core.agenda import Stage
from deliberation.models import RoomRecord, Session
from elearning.models import Availability, CoursePage, LessonPage
from tests.elearning import content
from tests.elearning.conftest import home  # noqa: F401  # the same site
from tests.training.making import register
from training import planning
from training.core.places import State
from training.models import Sitting, Training

pytestmark = pytest.mark.django_db


@pytest.fixture
def amal() -> User:
    return User.objects.create_user("amal@example.org", display_name="Amal")


@pytest.fixture
def browser(amal) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(amal)
    return client


@pytest.fixture
def course(home: Page) -> CoursePage:  # noqa: F811
    return content.a_course(home, "Zuhören")


@pytest.fixture
def lesson(course) -> LessonPage:
    return content.a_lesson(content.a_module(course), "Anfangen", content.single_choice())


def a_session(title: str, **fields) -> Session:
    trainer = User.objects.create_user(f"{title}@example.org".lower(), display_name="Tina")
    session = Session(title=title, question="Why?", starts_at=timezone.now() + timedelta(days=3), **fields)
    return sessions.plan(session, trainer)


def a_training(title: str, days: int = 3, **fields) -> Training:
    trainer = User.objects.create_user(f"{title}@example.org".lower(), display_name="Tina")
    begins = timezone.now() + timedelta(days=days)
    sittings = [Sitting(starts_at=begins, ends_at=begins + timedelta(hours=2))]
    training = planning.plan(Training(title=title, summary="Why?", **fields), sittings, {}, trainer)
    planning.set_stage(training, "announce", trainer)
    return training


def steps(person, **more):
    request = RequestFactory().get("/")
    request.user = person
    with translation.override("en"):
        return next_steps(request, **more)


def enrolled(browser, course):
    browser.post(f"/learn/{course.translation_key}/enrol/")


def finished(browser, lesson, course):
    page = browser.get(lesson.url)
    (question,) = page.context["lesson"].activities
    browser.post(
        f"/learn/{course.translation_key}/{lesson.translation_key}/items/{question.block_id}/",
        {"text": question.text, "key": question.key, "choice": content.RIGHT},
    )


def test_a_newcomer_is_offered_a_course_and_then_a_training(amal, lesson, course):
    a_training("Offen")
    assert [(each.title, each.is_offered) for each in steps(amal)] == [("Zuhören", True), ("Offen", True)]


def test_a_lesson_comes_before_a_session_of_next_week_and_after_one_that_runs(amal, browser, lesson, course):
    enrolled(browser, course)
    mine = a_session("Bald")
    sessions.take_part(mine, amal, Role.PARTICIPANT)
    assert [each.title for each in steps(amal)] == ["Zuhören", "Bald"]
    RoomRecord.objects.filter(session=mine).update(stage=Stage.OPEN)
    assert [each.title for each in steps(amal)] == ["Bald", "Zuhören"]


def test_after_a_course_the_next_is_a_training_to_practise_in(amal, browser, lesson, course):
    a_training("Offen")
    enrolled(browser, course)
    finished(browser, lesson, course)
    assert [each.title for each in steps(amal, after=str(course.translation_key))] == ["Offen"]


def test_the_course_that_comes_before_a_training_is_due_until_it_is_completed(amal, browser, lesson, course):
    for title, days in (("Später", 9), ("Bald", 5)):
        register(a_training(title, days, course=course, course_before=True), amal)
    begin, bald, _ = steps(amal)
    assert (begin.title, begin.action, begin.deadline.title) == ("Zuhören", "Begin this course", "Bald")
    assert begin.deadline.at == bald.at
    enrolled(browser, course)
    resume = steps(amal)[0]
    assert (resume.action, resume.deadline.title) == ("Begin with lesson 1: Anfangen", "Bald")
    shown = browser.get("/me/").content.decode()
    assert shown.count("Please complete it before") == 1
    finished(browser, lesson, course)
    assert [each.title for each in steps(amal)] == ["Bald", "Später"]


def test_a_course_is_due_only_where_the_training_says_so_and_whoever_asks_has_a_place(amal, lesson, course):
    register(a_training("Bloß genannt", course=course), amal)
    register(a_training("Wartend", course=course, course_before=True), amal, State.WAITING)
    register(a_training("Begonnen", 0, course=course, course_before=True), amal)
    assert [each.title for each in steps(amal)] == ["Begonnen", "Bloß genannt"]


def test_a_course_that_takes_nobody_new_is_not_due_for_whoever_is_not_in_it(amal, lesson, course):
    register(a_training("Bald", course=course, course_before=True), amal)
    Availability.objects.create(course_key=course.translation_key, takes_nobody_new=True)
    assert [each.title for each in steps(amal)] == ["Bald"]


def test_a_guest_has_no_steps(course, lesson):
    assert steps(AnonymousUser()) == []


# --- where it is shown ------------------------------------------------------------------------------------------------


def card(page) -> str:
    """The title on the card."""
    html: str = page.content.decode()
    found = re.search(r'next-card__title"><bdi[^>]*>(.*?)</bdi>', html)
    return found[1] if found else ""


@pytest.fixture
def practice() -> Training:
    return a_training("Üben")


def test_the_last_lesson_and_the_course_lead_on_once_it_is_completed(browser, lesson, course, practice):
    enrolled(browser, course)
    assert card(browser.get(lesson.url)) == ""
    finished(browser, lesson, course)
    assert card(browser.get(lesson.url)) == card(browser.get(course.url)) == "Üben"


def test_a_session_that_is_over_leads_on(amal, browser, lesson, course):
    over = a_session("Vorbei")
    sessions.take_part(over, amal, Role.PARTICIPANT)
    assert card(browser.get(over.get_absolute_url())) == ""
    RoomRecord.objects.filter(session=over).update(stage=Stage.CLOSED)
    assert card(browser.get(over.get_absolute_url())) == "Zuhören"


def test_a_training_that_is_over_leads_on_and_offers_nothing_to_do(amal, browser, lesson, course):
    over = a_training("Vorbei")
    mine = register(over, amal)
    addresses = (f"/trainings/mine/{mine.key}/", over.get_absolute_url())
    assert [card(browser.get(each)) for each in addresses] == ["", ""]
    over.sittings.update(ends_at=timezone.now() - timedelta(hours=1))
    for address in addresses:
        page = browser.get(address)
        assert card(page) == "Zuhören"
        assert "This training is over." in page.content.decode()
        assert "You have a place." not in page.content.decode()
    assert "give-back" not in browser.get(addresses[0]).content.decode()
    assert browser.get(f"{addresses[0]}give-back/").url == addresses[0]


def test_what_is_over_says_nothing_to_a_guest_of_being_up_to_date(amal):
    over = a_training("Vorbei")
    mine = register(over, amal)
    over.sittings.update(ends_at=timezone.now() - timedelta(hours=1))
    page = Client(headers={"accept-language": "en"}).get(f"/trainings/mine/{mine.key}/").content.decode()
    assert "This training is over." in page
    assert "next-card" not in page


def test_the_home_page_greets_whoever_is_logged_in_with_it(browser):
    home_page().save_revision().publish()
    course = content.a_course(home_page(), "Zuhören")
    content.a_lesson(content.a_module(course), "Anfangen", content.single_choice())
    assert card(browser.get("/")) == "Zuhören"
    assert card(Client().get("/")) == ""
