"""What editors read of the people behind an edit before they publish, move or delete; and what learners read of it."""

import uuid

import pytest
from django.urls import reverse
from django.utils import translation

from cms.models import StandardPage
from community.groups import Group
from community.models import User
from config.bootstrap import home_page
from elearning import enrolments, wagtail_hooks
from elearning.care import previews
from elearning.core.choices import Choice
from elearning.models import Answer, Correction, ItemText, LessonPage, ModulePage, NotedChoice
from tests.community.conftest import as_person, bootstrapped, make_person
from tests.elearning import content

pytestmark = pytest.mark.django_db

__all__ = ["as_person", "bootstrapped", "make_person"]

REASON = "Option b was marked as right by mistake."


@pytest.fixture
def course(bootstrapped):
    return content.a_course(home_page(), "Fair teams")


@pytest.fixture
def lesson(course):
    return content.a_lesson(content.a_module(course), "One", content.single_choice(), content.reflection())


@pytest.fixture
def edith(make_person) -> User:
    person: User = make_person("Edith", Group.EDITORS)
    return person


@pytest.fixture
def desk(edith, as_person):
    return as_person(edith)


@pytest.fixture
def operator(as_person):
    return as_person(User.objects.create_superuser("betrieb@example.org", display_name="Betrieb"))


def answered(course, name, choice=content.WRONG):
    person = User.objects.create_user(f"{name}@example.org", display_name=name)
    text = ItemText.objects.filter(version__item__block_id="single").latest("pk")
    enrolment = enrolments.enrol(person, course)
    Answer.objects.create(
        enrolment=enrolment, version=text.version, text=text, response=[choice], attempt=1, key=uuid.uuid4()
    )
    return person


@pytest.fixture
def people(course, lesson):
    return [answered(course, f"Person {number}") for number in range(6)]


def rescored(lesson, user):
    """The other option is right in the draft."""
    options = [content.option(content.RIGHT, False), content.option(content.WRONG, True)]
    draft = lesson.get_latest_revision_as_object()
    draft.body = [content.single_choice(options=options), content.reflection()]
    draft.save_revision(user=user)


def page_of(course, lesson):
    return reverse("course_edit", args=[course.pk, lesson.pk])


def sent(page, **fields):
    return {"shown": page.context["lesson"].latest_revision_id, **fields}


# --- before it is published -------------------------------------------------------------------------------------------


def test_editors_read_what_changes_for_how_many(course, lesson, people, desk, edith):
    rescored(lesson, edith)
    page = desk.get(page_of(course, lesson)).content.decode()
    assert "Jetzt ist etwas anderes richtig." in page
    assert "6 Menschen haben sie beantwortet." in page
    assert "Dann richtig, vorher nicht: 6." in page


def test_of_few_people_nobody_can_guess_an_answer(course, lesson, desk, edith):
    answered(course, "Anna")
    rescored(lesson, edith)
    page = desk.get(page_of(course, lesson)).content.decode()
    assert "Dann richtig" not in page
    assert "zu wenige" in page


@pytest.mark.parametrize(("number", "said"), [(1, "weniger als 5 Menschen"), (4, "weniger als 5 Menschen"), (5, "5")])
def test_a_small_figure_is_not_said(number, said, german):
    assert previews.figure(number) == said


@pytest.fixture
def german():
    with translation.override("de"):
        yield


def test_without_javascript_a_choice_is_noted_with_its_reason(course, lesson, people, desk, edith):
    rescored(lesson, edith)
    page = desk.get(page_of(course, lesson))
    fields = sent(page, act="note", **{"choice-single": Choice.MISTAKE, "reason-single": REASON})
    assert desk.post(page_of(course, lesson), fields).status_code == 302
    note = NotedChoice.objects.get()
    assert (note.choice, note.reason, note.person) == (Choice.MISTAKE, REASON, edith)
    assert not previews.of(LessonPage.objects.get(pk=lesson.pk), edith).is_open


def test_answers_are_not_judged_again_without_a_reason(course, lesson, people, desk, edith):
    rescored(lesson, edith)
    page = desk.get(page_of(course, lesson))
    refused = desk.post(page_of(course, lesson), sent(page, act="note", **{"choice-single": Choice.MISTAKE}))
    assert refused.status_code == 422
    assert not NotedChoice.objects.exists()


def test_what_was_chosen_for_an_older_draft_is_not_noted(course, lesson, people, desk, edith):
    rescored(lesson, edith)
    page = desk.get(page_of(course, lesson))
    LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object().save_revision()
    fields = sent(page, act="note", **{"choice-single": Choice.NEW_QUESTION})
    desk.post(page_of(course, lesson), fields)
    assert not NotedChoice.objects.exists()


def test_who_may_publish_is_asked_first_and_publishes_there(course, lesson, people, operator, edith):
    """Through the hook that Wagtail calls with the saved draft, before it publishes."""
    rescored(lesson, edith)
    page = LessonPage.objects.get(pk=lesson.pk)
    request = operator.get(page_of(course, lesson)).wsgi_request
    asked = wagtail_hooks.ask_before_it_is_published(request, page)
    assert asked.url == page_of(course, lesson)
    shown = operator.get(asked.url)
    fields = sent(shown, act="publish", **{"choice-single": Choice.MISTAKE, "reason-single": REASON})
    operator.post(asked.url, fields)
    assert Correction.objects.get().reason == REASON
    assert wagtail_hooks.ask_before_it_is_published(request, LessonPage.objects.get(pk=lesson.pk)) is None


def test_an_edit_that_concerns_nobody_asks_nothing(course, lesson, operator, edith):
    rescored(lesson, edith)
    request = operator.get("/admin/").wsgi_request
    assert wagtail_hooks.ask_before_it_is_published(request, LessonPage.objects.get(pk=lesson.pk)) is None


def test_the_editor_of_the_lesson_leads_there(course, lesson, people, desk, edith):
    rescored(lesson, edith)
    page = desk.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()
    assert page_of(course, lesson) in page


def test_a_review_shows_what_was_chosen(course, lesson, people, desk, edith, make_person, as_person):
    rescored(lesson, edith)
    LessonPage.objects.get(pk=lesson.pk).get_workflow().start(LessonPage.objects.get(pk=lesson.pk), edith)
    colleague = as_person(make_person("Erwin", Group.EDITORS))
    page = colleague.get(reverse("course_review", args=[course.pk])).content.decode()
    assert page_of(course, lesson) in page


# --- what learners read -----------------------------------------------------------------------------------------------


@pytest.fixture
def mended(course, lesson, people, operator, edith):
    rescored(lesson, edith)
    page = operator.get(page_of(course, lesson))
    fields = sent(page, act="publish", **{"choice-single": Choice.MISTAKE, "reason-single": REASON})
    operator.post(page_of(course, lesson), fields)
    return people[0]


def test_learners_are_told_once_what_changed_and_why(course, lesson, mended, as_person):
    browser = as_person(mended)
    for address in (course.url, lesson.url):
        page = browser.get(address).content.decode()
        assert "Was sich geändert hat" in page
        assert "Sie ist richtig." in page
        assert REASON in page
    told = browser.get(course.url).context["told"]
    seen = reverse("elearning:changes_seen", args=[course.translation_key])
    assert browser.post(seen, {"up_to": told[-1].correction}).url == course.url
    assert "Was sich geändert hat" not in browser.get(course.url).content.decode()
    kept = browser.get(reverse("elearning:own_answers", args=[course.translation_key])).content.decode()
    assert REASON in kept


# --- before it is taken away ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["delete", "unpublish"])
@pytest.mark.parametrize("model", [LessonPage, ModulePage, None])
def test_before_it_goes_one_reads_how_many_are_in_it(course, lesson, people, operator, name, model):
    page = model.objects.get() if model else course
    shown = operator.get(reverse(f"wagtailadmin_pages:{name}", args=[page.pk])).content.decode()
    assert "6 Menschen sind in diesem Kurs unterwegs." in shown
    assert "referenziert" not in shown


def test_before_it_moves_to_another_course_as_well(course, lesson, people, operator):
    other = content.a_module(content.a_course(home_page(), "Another"))
    moves = reverse("wagtailadmin_pages:move_confirm", args=[lesson.pk, other.pk])
    assert "6 Menschen sind" in operator.get(moves).content.decode()
    within = content.a_module(course, "Second")
    moves = reverse("wagtailadmin_pages:move_confirm", args=[lesson.pk, within.pk])
    assert "6 Menschen sind" not in operator.get(moves).content.decode()


@pytest.mark.parametrize("act", ["delete", "unpublish"])
def test_many_at_once_say_it_too(course, lesson, people, operator, act):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", act])
    assert "6 Menschen sind" in operator.get(address, {"id": course.pk}).content.decode()


def test_whoever_publishes_many_at_once_reads_what_is_open(course, lesson, people, operator, edith):
    rescored(lesson, edith)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    assert page_of(course, lesson) in operator.get(address, {"id": lesson.pk}).content.decode()


def test_other_pages_say_where_they_are_used(bootstrapped, operator):
    page = content.live(home_page(), StandardPage(title="Imprint"))
    assert "Es wird an" in operator.get(reverse("wagtailadmin_pages:delete", args=[page.pk])).content.decode()
