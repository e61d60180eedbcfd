"""A site with one course of two lessons, and three people: one who takes it, one who does not, nobody."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection as default_connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from wagtail.models import Locale, Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from community.models import User
from elearning import ballots
from elearning.models import CoursePage, LessonPage, ModulePage
from tests.elearning import content


@pytest.fixture
def home(db: None) -> Page:
    """Whatever home page the migrations made; a transactional test before us may have swept it away."""
    Locale.objects.get_or_create(language_code="de")
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        root = Page.add_root(instance=Page(title="Root", slug="root"))
        home = root.add_child(instance=Page(title="Home", slug="home"))
        site = Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    found: Page = site.root_page
    return found


@pytest.fixture
def course(home: Page) -> CoursePage:
    return content.a_course(home)


@pytest.fixture
def module(course: CoursePage) -> ModulePage:
    return content.a_module(course)


@pytest.fixture
def quiz(module: ModulePage) -> LessonPage:
    """A lesson with every kind of activity."""
    return content.a_lesson(
        module,
        "The quiz",
        content.text(),
        content.single_choice(),
        content.multiple_choice(),
        content.likert(),
        content.reflection(),
    )


@pytest.fixture
def reading(module: ModulePage, quiz: LessonPage) -> LessonPage:
    """A second lesson, without questions."""
    return content.a_lesson(module, "To read", content.text())


@pytest.fixture
def translated(home: Page, course: CoursePage, module: ModulePage, quiz: LessonPage, reading: LessonPage) -> LessonPage:
    """The lesson with questions in English, published with its course."""
    english = Locale.objects.get_or_create(language_code="en")[0]
    copies = [page.copy_for_translation(english) for page in (home, course, module, quiz, reading)]
    for page in copies:
        page.save_revision().publish()
    found: LessonPage = copies[3]
    return found


@pytest.fixture
def learner(db: None) -> User:
    return User.objects.create_user("learner@example.org", "secret", display_name="Lea")


@pytest.fixture
def browser(learner: User) -> Client:
    client = Client()
    client.force_login(learner)
    return client


@pytest.fixture
def stranger(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_user("stranger@example.org", "secret", display_name="Sam"))
    return client


@pytest.fixture
def guest() -> Client:
    return Client()


@pytest.fixture
def connection(db: None) -> BaseDatabaseWrapper:
    return default_connection


@pytest.fixture(autouse=True)
def _nobody_searches(settings: Any) -> Iterator[None]:
    """The search index and the index of references take a third of the time of publishing; no test here asks them."""
    settings.WAGTAILSEARCH_BACKENDS = {
        name: {**backend, "AUTO_UPDATE": False} for name, backend in settings.WAGTAILSEARCH_BACKENDS.items()
    }
    with disable_reference_index_auto_update():
        yield


@pytest.fixture(autouse=True)
def _no_sessions(monkeypatch: pytest.MonkeyPatch) -> None:
    """A course knows nothing of them: what joins the two has tests of its own."""
    monkeypatch.setattr(ballots, "SOURCES", [])
