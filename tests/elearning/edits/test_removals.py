"""Before something is taken away, editors read who is in it and what they find then."""

import pytest
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page

from elearning import edits
from elearning.edits import Afterwards
from elearning.models import CoursePage
from tests.elearning import content
from tests.elearning.edits.conftest import send, words
from tests.elearning.kinds import gaps


@pytest.fixture
def written(enrolled, course, lesson, onward):
    send(enrolled, course, lesson, words("reflection"), {"reflection": "Mine"})
    return enrolled


def test_a_lesson_says_who_opened_it_and_wrote_in_it(written, course, lesson):
    [found] = edits.of_removal(lesson).courses
    assert (found.key, found.is_whole, found.begun, found.under_way, found.completed) == (
        course.translation_key,
        False,
        1,
        1,
        0,
    )
    assert found.reflecting == 1
    [lost] = found.lessons
    assert (lost.title, lost.opened, lost.afterwards) == ("The quiz", 1, Afterwards.CLOSED)


def test_nobody_wrote_in_a_lesson_to_read(written, onward):
    [found] = edits.of_removal(onward).courses
    assert (found.begun, found.reflecting, found.lessons[0].opened) == (1, 0, 0)


def test_a_course_goes_with_all_its_lessons(enrolled, course, lesson):
    for block_id, fields in (("single", {"choice": content.RIGHT}), ("gaps", gaps.RIGHT[0])):
        send(enrolled, course, lesson, words(block_id), fields)
    removal = edits.of_removal(Page.objects.get(pk=course.pk))
    [found] = removal.courses
    assert (found.is_whole, found.completed, found.under_way, len(found.lessons)) == (True, 1, 0, 1)
    assert removal.concerns_people


def test_a_course_that_nobody_takes_concerns_nobody(course):
    removal = edits.of_removal(course)
    assert ([each.title for each in removal.courses], removal.concerns_people) == (["A course"], False)


def test_a_lesson_stays_where_it_is_published_in_another_language(home, course, module, lesson):
    english = Locale.objects.get_or_create(language_code="en")[0]
    for page in (home, course, module, lesson):
        page.copy_for_translation(english).save_revision().publish()
    [found] = edits.of_removal(lesson).courses
    assert [(lost.languages, lost.afterwards) for lost in found.lessons] == [(("en",), Afterwards.ELSEWHERE)]


def test_a_page_of_something_else_takes_nothing_away(home):
    home.add_child(instance=Page(title="Elsewhere", slug="elsewhere"))
    assert edits.of_removal(Page.objects.get(slug="elsewhere")) == edits.Removal()


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_the_same_number_of_queries_for_one_course_and_for_three(home, number, connection):
    for index in range(number):
        content.a_lesson(content.a_module(content.a_course(home, f"Course {index}")), "Lesson", content.single_choice())
    with CaptureQueriesContext(connection) as captured:
        removal = edits.of_removal(home)
    assert len(removal.courses) == CoursePage.objects.count() == number
    assert len(captured) == 6
