"""A course as one thing in the CMS: its outline and order, its drafts in a row, one review for all of it."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from community.groups import Group
from config.bootstrap import home_page
from elearning import edits
from elearning.care import outlines
from elearning.core.choices import Choice
from elearning.exercises import EXERCISES
from elearning.models import Answer, CoursePage, LessonPage, ModulePage, NotedChoice, Scale
from tests.community.conftest import as_person, bootstrapped, make_person
from tests.elearning import content

pytestmark = pytest.mark.django_db

__all__ = ["as_person", "bootstrapped", "make_person"]


@pytest.fixture
def course(bootstrapped):
    return content.a_course(home_page(), "Fair teams")


@pytest.fixture
def lessons(course):
    """Two in the first module, one in the second."""
    first, second = content.a_module(course, "First"), content.a_module(course, "Second")
    return [
        content.a_lesson(first, "One", content.single_choice()),
        content.a_lesson(first, "Two", content.text()),
        content.a_lesson(second, "Three", content.reflection()),
    ]


@pytest.fixture
def edith(make_person):
    return make_person("Edith", Group.EDITORS)


@pytest.fixture
def erwin(make_person):
    return make_person("Erwin", Group.EDITORS)


@pytest.fixture
def desk(edith, as_person):
    return as_person(edith)


@pytest.fixture
def colleague(erwin, as_person):
    return as_person(erwin)


def address(name, course, *more):
    return reverse(f"course_{name}", args=[course.pk, *more])


def redraft(page, user, **changes):
    draft = page.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision(user=user)


def order_of(course):
    return [lesson.title for lesson in outlines.of_course(course).lessons]


# --- outline and order ------------------------------------------------------------------------------------------------


def test_it_shows_drafts_with_their_minutes_and_what_state_they_are_in(course, lessons, desk, edith):
    before, long = lessons[1].minutes, content.text(html=f"<p>{'word ' * 1500}</p>")
    redraft(lessons[1], edith, title="Two, longer", body=[long])
    found = outlines.of_course(course)
    two = found.lessons[1]
    assert (two.title, two.state) == ("Two, longer", outlines.PageState.CHANGED)
    assert two.minutes > before
    assert found.minutes == sum(part.minutes for part in found.lessons)
    assert "Two, longer" in desk.get(address("care", course)).content.decode()


@pytest.fixture
def of_every_kind(course):
    """Blocks as they are stored, as they are previewed. A scale is stored by its number."""
    scale = Scale(title="Asking", low="not at all", high="very much", locale=course.locale)
    scale.statements = [{"type": "statement", "value": "I ask before I judge."}]
    scale.save()
    found = []
    for exercise in EXERCISES:
        block = exercise.as_block()
        value = block.get_prep_value(block.get_preview_value())
        found.append({"type": exercise.kind.name, "id": exercise.kind.name, "value": value})
        if exercise.kind.name == "scale":
            value["scale"] = scale.pk
    return found


def test_every_kind_of_exercise_goes_through_every_door_of_a_draft(course, lessons, of_every_kind, desk, edith):
    redraft(lessons[1], edith, body=of_every_kind)
    draft = lessons[1].get_latest_revision_as_object()
    kinds = {exercise.kind.name for exercise in EXERCISES}
    assert {each.block_id for each in edits.of_draft(draft, edith).questions} == kinds
    edits.note_choices(draft, edith, dict.fromkeys(kinds, Choice.NEW_QUESTION), "Asked anew")
    assert set(NotedChoice.objects.values_list("block_id", flat=True)) == kinds
    assert outlines.of_course(course).lessons[1].minutes == draft.minutes
    walk = address("walk", course, 2)
    walked = desk.get(walk).content.decode()
    assert all(f'id="question-{kind}"' in walked for kind in kinds)
    assert {desk.post(f"{walk}?item={kind}", {}).status_code for kind in kinds} <= {200, 302, 422}
    assert desk.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).status_code == 200


def test_a_large_course_takes_as_many_queries_as_a_small_one(course, lessons, django_assert_max_num_queries):
    module = ModulePage.objects.first()
    for number in range(8):
        content.a_lesson(module, f"More {number}", content.text()).save_revision()
    with django_assert_max_num_queries(7):
        assert len(outlines.of_course(course).lessons) == 11


@pytest.mark.parametrize(
    ("title", "direction", "expected"),
    [
        ("Two", "up", ["Two", "One", "Three"]),
        ("One", "down", ["Two", "One", "Three"]),
        ("Two", "down", ["One", "Two", "Three"]),  # into the second module, as its first
        ("Three", "up", ["One", "Two", "Three"]),  # into the first module, as its last
    ],
)
def test_lessons_are_ordered_by_buttons(course, lessons, desk, title, direction, expected):
    page = LessonPage.objects.get(title=title)
    desk.post(address("order", course), {"page": page.pk, "direction": direction})
    assert order_of(course) == expected


def test_a_lesson_goes_over_the_border_of_its_module(course, lessons, desk):
    desk.post(address("order", course), {"page": lessons[1].pk, "direction": "down"})
    assert LessonPage.objects.get(title="Two").get_parent().title == "Second"


def test_modules_are_ordered_with_their_lessons(course, lessons, desk):
    desk.post(address("order", course), {"page": ModulePage.objects.get(title="Second").pk, "direction": "up"})
    assert order_of(course) == ["Three", "One", "Two"]


def test_what_cannot_move_stays(course, lessons, desk):
    desk.post(address("order", course), {"page": lessons[0].pk, "direction": "up"})
    desk.post(address("order", course), {"page": home_page().pk, "direction": "up"})
    assert order_of(course) == ["One", "Two", "Three"]


# --- walking through the drafts ---------------------------------------------------------------------------------------


def test_a_walk_reads_the_drafts_and_stores_no_answer(course, lessons, desk, edith):
    redraft(lessons[0], edith, body=[content.single_choice(question="Who would help?")])
    page = desk.get(address("walk", course, 1))
    assert "Who would help?" in page.content.decode()
    assert address("walk", course, 2) in page.content.decode()
    answered = desk.post(f"{address('walk', course, 1)}?item=single", {"choice": content.RIGHT}, follow=True)
    assert "Because a-right." in answered.content.decode()
    assert not Answer.objects.exists()


def test_a_walk_says_what_is_missing(course, lessons, desk):
    refused = desk.post(f"{address('walk', course, 1)}?item=single", {})
    assert refused.status_code == 422
    assert refused.context["lesson"].refused


def test_what_was_tried_is_gone_with_the_next_draft(course, lessons, desk, edith):
    desk.post(f"{address('walk', course, 1)}?item=single", {"choice": content.RIGHT})
    redraft(lessons[0], edith, title="One, changed")
    assert "Because a-right." not in desk.get(address("walk", course, 1)).content.decode()


def test_there_is_no_lesson_behind_the_last(course, lessons, desk):
    assert desk.get(address("walk", course, 3)).status_code == 200
    assert desk.get(address("walk", course, 4)).status_code == 404


# --- one review -------------------------------------------------------------------------------------------------------


@pytest.fixture
def submitted(course, lessons, desk, edith, erwin):
    redraft(course, edith, title="Fairer teams")
    redraft(lessons[0], edith, title="One, better")
    new = lessons[2].get_parent().specific.add_child(instance=LessonPage(title="Four", live=False))
    new.save_revision(user=edith)
    desk.post(address("submit", course))
    return course


def shown_in(page):
    return {f"shown-{each.page.pk}": each.revision for each in page.context["waiting"]}


def test_all_that_was_changed_is_handed_in_with_one_mail(submitted, erwin, mailoutbox):
    assert Page.objects.get(pk=submitted.pk).workflow_in_progress
    assert sum(page.workflow_in_progress for page in LessonPage.objects.all()) == 2
    assert [each.to for each in mailoutbox] == [[erwin.email]]


def test_it_is_approved_together_by_somebody_else(submitted, colleague):
    page = colleague.get(address("review", submitted))
    colleague.post(address("review", submitted), {"act": "approve", **shown_in(page)})
    assert CoursePage.objects.get(pk=submitted.pk).title == "Fairer teams"
    assert LessonPage.objects.live().filter(title__in=["One, better", "Four"]).count() == 2


def test_nobody_approves_what_they_wrote(submitted, desk):
    page = desk.get(address("review", submitted))
    assert page.context["may"] == []
    desk.post(address("review", submitted), {"act": "approve", **shown_in(page)})
    assert CoursePage.objects.get(pk=submitted.pk).title == "Fair teams"


def test_what_was_changed_while_it_was_read_is_not_published(submitted, colleague, lessons, edith):
    page = colleague.get(address("review", submitted))
    redraft(LessonPage.objects.get(pk=lessons[0].pk), edith, title="One, changed once more")
    colleague.post(address("review", submitted), {"act": "approve", **shown_in(page)})
    assert CoursePage.objects.get(pk=submitted.pk).title == "Fair teams"
    assert LessonPage.objects.get(pk=lessons[0].pk).title == "One"


def test_it_is_returned_with_a_comment_that_its_author_reads(submitted, colleague, edith, mailoutbox):
    mailoutbox.clear()
    colleague.post(address("review", submitted), {"act": "return", "comment": "Please cite a source."})
    assert not any(page.workflow_in_progress for page in Page.objects.all())
    [told] = mailoutbox
    assert told.to == [edith.email]
    assert "Please cite a source." in told.body


def test_without_a_comment_nothing_is_returned(submitted, colleague):
    colleague.post(address("review", submitted), {"act": "return", "comment": " "})
    assert Page.objects.get(pk=submitted.pk).workflow_in_progress


def test_a_page_that_is_handed_in_by_itself_has_a_mail_of_its_own(course, lessons, edith, erwin, mailoutbox):
    redraft(lessons[0], edith, title="One, better")
    page = LessonPage.objects.get(pk=lessons[0].pk)
    page.get_workflow().start(page, edith)
    assert [each.to for each in mailoutbox] == [[erwin.email]]


# --- closing and withdrawing ------------------------------------------------------------------------------------------


def test_a_course_is_closed_withdrawn_and_restored_by_its_editors(course, lessons, desk):
    place = address("availability", course)
    desk.post(place, {"act": "close"})
    assert "für neue Menschen geschlossen" in desk.get(address("care", course)).content.decode()
    desk.post(place, {"act": "withdraw", "de": "Wir überarbeiten ihn."})
    assert not CoursePage.objects.get(pk=course.pk).live
    assert desk.get(address("care", course)).context["ready"] == []
    desk.post(address("submit", course))
    assert not any(page.workflow_in_progress for page in Page.objects.all())
    desk.post(place, {"act": "restore"})
    assert CoursePage.objects.get(pk=course.pk).live


def test_without_a_sentence_nothing_is_withdrawn(course, lessons, desk):
    page = desk.post(address("availability", course), {"act": "withdraw", "de": ""})
    assert page.context["form"].errors
    assert CoursePage.objects.get(pk=course.pk).live


def test_whoever_does_not_write_courses_is_turned_away(course, lessons, make_person, as_person):
    coordinator = as_person(make_person("Kim", Group.COORDINATORS))
    for name in ("care", "review", "availability"):
        assert coordinator.get(address(name, course)).status_code == 302
    coordinator.post(address("availability", course), {"act": "withdraw", "de": "Weg"})
    assert CoursePage.objects.get(pk=course.pk).live
