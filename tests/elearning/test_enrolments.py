"""What follows an enrolment through releases and languages."""

import uuid

import pytest
from wagtail.models import Locale, Page

from elearning import released
from elearning.enrolments import enrol, enrolment_in, keep_up, learning, outlook
from elearning.models import Answer, CoursePage, CourseRelease, ItemText
from tests.elearning import content


def test_an_enrolment_is_found_by_its_owner_only(learner, django_user_model, course, quiz):
    stranger = django_user_model.objects.create_user("other@example.org", "secret", display_name="Other")
    enrolment = enrol(learner, course)
    assert enrolment_in(learner, course.translation_key) == enrolment
    assert enrolment_in(stranger, course.translation_key) is None


def test_nobody_enrols_in_a_course_that_was_never_published(learner, home):
    draft = CoursePage(title="Draft", introduction="-", goals="-", audience="-", live=False)
    home.add_child(instance=draft)
    with pytest.raises(CourseRelease.DoesNotExist):
        enrol(learner, draft)


def test_an_answer_counts_in_every_language_of_the_course(learner, course, quiz, translated):
    enrolment = enrol(learner, course)
    words = ItemText.objects.get(version__item__block_id="single", locale="de")
    Answer.objects.create(
        enrolment=enrolment, version=words.version, text=words, response=[content.RIGHT], attempt=1, key=uuid.uuid4()
    )
    english, change = keep_up(learning(enrolment_in(learner, course.translation_key, "en")))
    assert change is None
    assert english.answers.keys() == {words.version_id}
    lesson = english.manifest.by_key[str(quiz.translation_key)]
    assert words.version_id in lesson.questions
    assert released.snapshot(lesson.snapshot).locale == "en"


def test_reading_in_another_language_moves_nobody_to_another_release(learner, course, quiz, reading, translated):
    """Else a translation of one lesson would be a course of one lesson."""
    release = enrol(learner, course).release
    Page.objects.get(translation_key=reading.translation_key, locale=translated.locale).unpublish()
    english, _ = keep_up(learning(enrolment_in(learner, course.translation_key, "en")))
    assert english.enrolment.release == release
    assert english.progress.total == 2
    assert english.foreign == {str(reading.translation_key): "de"}
    assert english.url(english.manifest.by_key[str(reading.translation_key)]) == reading.url
    assert english.url(english.manifest.by_key[str(quiz.translation_key)]) == translated.url


def test_whoever_begins_in_a_translation_takes_the_whole_course(learner, course, quiz, reading, translated):
    translation = CoursePage.objects.get(translation_key=course.translation_key, locale=translated.locale)
    Page.objects.get(translation_key=reading.translation_key, locale=translated.locale).unpublish()
    assert enrol(learner, translation).release.locale == "de"
    shown = outlook(translation)
    steps = [step.lesson.key for step in shown["progress"].steps]
    assert steps == [str(quiz.translation_key), str(reading.translation_key)]
    assert shown["foreign"] == {str(reading.translation_key): "de"}


def test_a_course_in_one_other_language_only_is_taken_in_that_one(learner, home):
    english = home.copy_for_translation(Locale.objects.get_or_create(language_code="en")[0])
    course = content.a_course(english)
    content.a_lesson(content.a_module(course), "Only in English", content.text())
    assert enrol(learner, course).release.locale == "en"


def test_a_lesson_stays_open_while_it_is_published_in_any_language(learner, course, quiz, translated):
    enrol(learner, course)
    translated.unpublish()
    assert learning(enrolment_in(learner, course.translation_key, "en")).pages.keys() >= {str(quiz.translation_key)}
    translated.save_revision().publish()
    quiz.unpublish()
    assert learning(enrolment_in(learner, course.translation_key, "de")).pages.keys() >= {str(quiz.translation_key)}


def test_a_translation_that_asks_something_else_is_not_read(learner, course, quiz, translated):
    """Its answers would not count; until it is brought up to date, its lesson is read in the language of the course."""
    enrol(learner, course)
    content.edited(translated, body=[content.single_choice("another")])
    current, change = keep_up(learning(enrolment_in(learner, course.translation_key, "en")))
    lesson = current.manifest.by_key[str(quiz.translation_key)]
    assert change is None
    assert released.snapshot(lesson.snapshot).locale == "de"
