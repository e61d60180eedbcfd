"""Restricted means restricted everywhere: nobody reads a word of a closed course, whichever address they try."""

import re
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction
from wagtail.rich_text import RichText

from cms.models import HomePage, StandardPage
from community.models import User
from elearning import cohorts
from elearning.models import (
    Answer,
    Cohort,
    CohortInvitation,
    CourseListPage,
    CoursePage,
    Enrolment,
    ItemText,
    LessonPage,
    Reflection,
)
from tests.elearning import content
from tests.training.making import make_training, register
from training import messages
from training.models import Registration, Training

CANARY = "Zitronenfalter"  # stands in each text of what is restricted
LANGUAGES = ("", "/en", "/ar", "/de-simple")


@pytest.fixture
def home(db) -> HomePage:
    home: HomePage = HomePage.objects.get()
    return home


@pytest.fixture
def course(home) -> CoursePage:
    listing = content.live(home, CourseListPage(title="Courses"))
    course = content.a_course(listing, f"{CANARY} course")
    CoursePage.objects.filter(pk=course.pk).update(introduction=f"{CANARY} introduction", show_in_menus=True)
    course.refresh_from_db()
    return course


@pytest.fixture
def lesson(course) -> LessonPage:
    module = content.a_module(course, f"{CANARY} module")
    return content.a_lesson(module, f"{CANARY} lesson", content.text(), content.reflection())


@pytest.fixture
def everywhere(home, course, lesson) -> None:
    """The course and a page stand wherever a page can stand."""
    page = content.live(home, StandardPage(title=f"{CANARY} page", show_in_menus=True))
    content.live(page, StandardPage(title=f"{CANARY} page below"))
    button = {"label": "Go", "page": course.pk, "address": ""}
    chosen = {"heading": "All", "introduction": "", "pages": [course.pk, page.pk]}
    home.button_label, home.button_page = "Go", course
    call = {"heading": "Join", "text": "Us", "button": button}
    home.body = [{"type": "teasers", "value": chosen, "id": "t"}, {"type": "call", "value": call, "id": "c"}]
    home.save()
    SearchPromotion.objects.create(query=Query.get("pick"), page=course, description=f"{CANARY} pick")


@pytest.fixture
def cohort(everywhere, course) -> Cohort:
    """Of a trainer who may read the course when it is made."""
    trainer = User.objects.create_user("trainer@example.org", display_name="Tina")
    trainer.groups.set(Group.objects.filter(name="trainer"))
    return cohorts.make(trainer, name="Spring", course_key=course.translation_key)


@pytest.fixture
def training(everywhere, course) -> Training:
    """That goes with the course; somebody was named for it at an address."""
    trainer = User.objects.create_user("jutta@example.org", display_name="Jutta")
    training: Training = make_training(course=course, course_before=True, trainer=trainer, bring="Paper")
    register(training, "named@example.org")
    return training


@pytest.fixture
def insiders(db) -> Group:
    return Group.objects.create(name="Insiders")


@pytest.fixture
def restricted(everywhere, course, insiders) -> None:
    for page in (course, StandardPage.objects.get(title=f"{CANARY} page")):
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
        restriction.groups.add(insiders)


@pytest.fixture
def translated(restricted, course, lesson) -> None:
    """The restriction was written at the German pages only."""
    english = Locale.objects.get_or_create(language_code="en")[0]
    for page in (HomePage.objects.get(), course.get_parent(), course, lesson.get_parent(), lesson):
        page.specific.copy_for_translation(english).save_revision().publish()


def person(name: str, *groups: Group) -> Client:
    user = User.objects.create_user(f"{name}@example.org", display_name=name)
    user.groups.set(groups)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def outsider(db) -> Client:
    return person("outsider")


@pytest.fixture
def insider(insiders) -> Client:
    return person("insider", insiders)


@pytest.fixture
def earlier(everywhere, course, lesson) -> Client:
    """Began the course, wrote in it, and then it was restricted."""
    client = person("earlier")
    client.post(reverse("elearning:enrol", args=[course.translation_key]))
    client.get(lesson.url)
    return client


def addresses() -> Iterator[str]:
    """Every page, and whatever else has an address without arguments; the CMS has rules of its own."""
    yield from (page.url for page in Page.objects.filter(depth__gt=1))
    yield from (f"/{path}" for path in plain(get_resolver().url_patterns) if not path.startswith("admin/"))
    for language in LANGUAGES:
        yield from (f"{language}/search/?q={words}" for words in (CANARY[:6], "lesson", "pick"))
    course = CoursePage.objects.first().translation_key
    yield reverse("elearning:enrol", args=[course])
    yield from (reverse("elearning:join_cohort", args=[each.code]) for each in Cohort.objects.all())
    tokens = CohortInvitation.objects.values_list("token", flat=True)
    yield from (reverse("elearning:cohort_invitation", args=[each]) for each in tokens)
    for key in Training.objects.values_list("key", flat=True):
        yield from (reverse(f"training:{name}", args=[key]) for name in ("training", "register", "employer"))
    for key in Registration.objects.values_list("key", flat=True):
        yield from (reverse(f"training:{name}", args=[key]) for name in ("mine", "give_back", "quiet"))


def plain(patterns: list[URLPattern | URLResolver], above: str = "") -> Iterator[str]:
    for each in patterns:
        path = above + str(each.pattern).lstrip("^").rstrip("$")
        if isinstance(each, URLResolver):
            yield from plain(each.url_patterns, path)
        elif not set(path) & set("<(["):
            yield path


def leaks(client: Client) -> list[str]:
    return [address for address in addresses() if CANARY in text(client, address)]


def text(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    return response.content.decode() if not response.streaming else ""


PLACES = ["/", "/courses/", "/me/", "/search/?q=pick"]  # `/me/` has the menu, for guests the login has


def where_it_stands(client: Client) -> list[str]:
    return [address for address in PLACES if CANARY in text(client, address)]


# --- who may --------------------------------------------------------------------------------------------------


def test_whoever_may_read_a_course_meets_it_everywhere(restricted, insider):
    assert where_it_stands(insider) == PLACES


def test_what_is_not_restricted_is_for_everybody(everywhere):
    assert where_it_stands(Client()) == PLACES


def test_whoever_may_read_a_course_takes_it(restricted, insider, course, lesson):
    response = insider.post(reverse("elearning:enrol", args=[course.translation_key]))
    assert response.headers["location"] == lesson.url
    assert insider.get(lesson.url).status_code == 200


def test_a_shared_password_opens_the_course_everywhere(everywhere, course):
    restriction = PageViewRestriction.objects.create(
        page=course, restriction_type=PageViewRestriction.PASSWORD, password="lemon"
    )
    guest = Client()
    address = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, course.pk])
    assert f"{CANARY} course" not in text(guest, "/courses/")
    guest.post(address, {"password": "lemon", "return_url": "/courses/"})
    assert f"{CANARY} course" in text(guest, "/courses/")


# --- who may not ----------------------------------------------------------------------------------------------


def test_nobody_outside_the_group_finds_a_word_of_it_at_any_address(cohort, training, translated, outsider):
    """A guest, and a person who is invited to learn it with others."""
    cohorts.invite(cohort, "outsider@example.org\nsomebody@example.org", cohort.trainers.get())
    assert leaks(Client()) == leaks(outsider) == []


def test_a_restriction_holds_in_the_other_language(translated, course, insider, outsider):
    english = CoursePage.objects.get(translation_key=course.translation_key, locale__language_code="en")
    assert insider.get(english.url).status_code == 200
    assert outsider.get(english.url).status_code == 302


def test_a_cohort_names_its_course_to_those_alone_who_may_read_it(cohort, restricted, insider, outsider, mailoutbox):
    cohorts.invite(cohort, "outsider@example.org\nsomebody@example.org", cohort.trainers.get())
    join = reverse("elearning:join_cohort", args=[cohort.code])
    outsider.post(join)
    trainer = Client()
    trainer.force_login(cohort.trainers.get())
    pages = [reverse("elearning:cohorts"), reverse("elearning:cohort", args=[cohort.pk])]
    assert [address for address in pages if CANARY in text(trainer, address)] == []
    assert CANARY in text(insider, join)
    assert CANARY not in text(Client(), join) + text(outsider, join)
    assert len(mailoutbox) == 2
    assert not any(CANARY in mail.subject + mail.body for mail in mailoutbox)


def mails_about(training: Training) -> str:
    trainer = training.trainers.get()
    return "".join(str(messages.example(training, trainer, kind).body) for kind in messages.MessageKind)


def test_a_training_names_its_course_to_everybody(training):
    assert CANARY in text(Client(), training.get_absolute_url())
    assert CANARY in mails_about(training)


def test_a_training_names_no_course_that_is_closed_to_anybody(training, restricted):
    """Nor do its mails, which are the same for everybody."""
    trainer = Client()
    trainer.force_login(training.trainers.get())
    for name in ("training", "edit", "people", "messages", "copy"):
        assert CANARY not in text(trainer, reverse(f"training:{name}", args=[training.key])), name
    assert CANARY not in mails_about(training)


@pytest.mark.parametrize("language", ["de", "en"])
def test_nobody_begins_a_course_that_they_may_not_read(translated, course, outsider, language):
    address = reverse("elearning:enrol", args=[course.translation_key])
    assert outsider.post(f"{address}?in={language}").status_code == 404
    assert not Enrolment.objects.exists()


def test_a_restricted_module_is_missing_from_an_open_course(everywhere, course, lesson, insiders, insider, outsider):
    other = content.a_module(course, "Open module")
    content.a_lesson(other, "Open lesson", content.text())
    module = lesson.get_parent()
    restriction = PageViewRestriction.objects.create(page=module, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(insiders)
    enrol = reverse("elearning:enrol", args=[course.translation_key])
    for client, sees in ((Client(), False), (outsider, False), (insider, True)):
        assert (f"{CANARY} lesson" in text(client, course.url)) is sees
        assert "Open lesson" in text(client, course.url)
        client.post(enrol)
        assert (f"{CANARY} lesson" in text(client, course.url)) is sees


# --- links in texts -------------------------------------------------------------------------------------------


@pytest.fixture
def linking(home, course, restricted) -> str:
    """The address of a page for everybody whose text leads to the course and to a file for insiders."""
    closed = Collection.get_first_root_node().add_child(name="Insiders only")
    restriction = CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.set(Group.objects.filter(name="Insiders"))
    file = Document.objects.create(title="File", collection=closed, file=ContentFile(b"x", "zitronenfalter.txt"))
    links = f'<a linktype="page" id="{course.pk}">course</a> <a linktype="document" id="{file.pk}">file</a>'
    open_page = f'<a linktype="page" id="{home.pk}">home</a>'
    body = [("text", RichText(f"<p>{links} {open_page}</p>"))]
    return str(content.live(home, StandardPage(title="Linking", body=body)).url)


def test_a_link_in_a_text_has_its_address_for_whoever_may_go_there(linking, insider, course):
    page = text(insider, linking)
    assert f'<a href="{course.url}">course</a>' in page
    assert 'zitronenfalter.txt">file</a>' in page.lower()
    assert '<a href="/">home</a>' in page


def test_others_read_the_words_of_the_link_alone(linking, outsider):
    for client in (Client(), outsider):
        page = text(client, linking)
        assert "<a>course</a> <a>file</a>" in page
        assert '<a href="/">home</a>' in page
        assert "zitronenfalter" not in page


# --- who began before -----------------------------------------------------------------------------------------


def test_whoever_began_before_is_told_and_keeps_what_they_did(earlier, restricted):
    page = text(earlier, "/me/")
    assert f"{CANARY} course" in page
    assert f"{CANARY} lesson" not in page
    assert "nur noch für bestimmte Personen offen" in page
    assert 'id="next"' not in page  # neither something to go on with nor "all lessons stay open"
    assert Enrolment.objects.exists()


def test_whoever_began_before_finds_it_at_no_other_address(earlier, translated):
    reached = [address for address in leaks(earlier) if earlier.get(address).status_code == 200]
    assert reached == ["/me/", "/me/data/"]  # their own records


@pytest.mark.parametrize("name", ["lesson", "finish"])
def test_a_lesson_of_a_course_restricted_meanwhile_says_so(earlier, restricted, course, lesson, name):
    address = reverse(f"elearning:{name}", args=[course.translation_key, lesson.translation_key])
    for response in (earlier.get(address), earlier.post(address)):
        assert response.status_code == 403
        assert "nicht mehr für Sie offen" in response.content.decode()


def test_an_answer_that_comes_after_the_restriction_is_not_stored_and_not_lost(earlier, restricted, course, lesson):
    address = reverse("elearning:answer", args=[course.translation_key, lesson.translation_key, "reflection"])
    fields = {"text": ItemText.objects.get().pk, "key": str(uuid.uuid4()), "reflection": "My own words"}
    response = earlier.post(address, fields)
    assert response.status_code == 403
    assert "My own words" in response.content.decode()
    assert not Answer.objects.exists()
    assert not Reflection.objects.exists()


def test_a_newer_release_is_not_taken_in_a_course_restricted_meanwhile(earlier, restricted, course):
    assert earlier.post(reverse("elearning:move", args=[course.translation_key])).status_code == 403


# --- what is added later --------------------------------------------------------------------------------------

ASK_FOR_THEMSELVES = {
    "config/checklist.py": "asks whether there is any course, and shows none",
    "cms/restrictions.py": "is the question itself",
    "cms/identity.py": "keeps the menu for everybody, and leaves out what is closed when it is shown",
    "cms/routing.py": "looks for the languages of a page that is being read",
    "cms/reviewed.py": "is about terms and templates, which are for everybody",
    "cms/search.py": "finds terms of the glossary, and pages through cms/restrictions.py",
    "cms/glossary.py": "shows the glossary, letter by letter",
    "cms/views.py": "shows the glossary",
    "community/directory.py": "lists organisations, which are for everybody",
    "community/forms.py": "offers organisations",
    "community/views.py": "shows an organisation",
    "config/bootstrap.py": "begins the history of terms and templates",
    "deliberation/forms.py": "offers templates and guides",
    "deliberation/methods.py": "offers methods, which are for everybody",
    "deliberation/models/templates.py": "says of each method how long it takes, for whoever writes an agenda",
    "elearning/availability.py": "takes a course offline, and remembers which of its pages were published",
    "elearning/cohort_report.py": "counts the lessons that can be taken, and names those of the release",
    "elearning/edits/removals.py": "says to operators what becomes of people before something is taken away",
    "elearning/kept.py": "finds the lessons that a term stands in, to release them anew",
    "elearning/models/scales.py": "is about scales, which are for everybody",
    "elearning/mentions.py": "finds terms of the glossary in texts, which are for everybody",
    "elearning/publishing.py": "writes what is released, for whoever may read it then",
    "elearning/enrolments.py": "opens lessons of a release from which closed ones were taken",
    "training/desks.py": "lists organisations, which are for everybody",
}


def test_nobody_else_asks_which_pages_are_published():
    root = Path(__file__).resolve().parents[2]
    apps = ("cms", "community", "config", "deliberation", "elearning", "training")
    asking = {
        path.relative_to(root).as_posix()
        for app in apps
        for path in (root / app).rglob("*.py")
        if re.search(r"\.(?:live|public|private)\(\)|page__live|live=True", path.read_text(encoding="utf-8"))
    }
    assert asking == ASK_FOR_THEMSELVES.keys()
