"""Rules and prerequisites from the page of an editor to the page of a learner."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from elearning import enrolments
from elearning.core.completion import Rule
from elearning.enrolments import enrol, enrolment_in, keep_up, learning
from elearning.models import Answer, Completion, CoursePage, Enrolment, ItemText
from elearning.released import source_release
from tests.elearning import content

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(course, quiz):
    """A second module of one lesson."""
    module = content.a_module(course, "Second module")
    content.a_lesson(module, "Later", content.text())
    return module


def rule_of(course):
    return Rule.from_json(source_release(course.translation_key).rule)


def send(browser, course, lesson, block, fields):
    text = ItemText.objects.filter(version__item__block_id=block).latest("pk")
    address = reverse("elearning:answer", args=[course.translation_key, lesson.translation_key, block])
    return browser.post(address, fields | {"text": text.pk, "key": str(uuid.uuid4())})


def english(browser, url):
    return browser.get(url, headers={"accept-language": "en"}).content.decode()


def test_a_release_without_anything_special_keeps_its_rule(course, quiz):
    assert source_release(course.translation_key).rule == {"requires": "every_lesson"}


def test_editors_mark_a_lesson_as_voluntary(browser, learner, course, quiz, reading):
    content.edited(reading, is_voluntary=True)
    assert rule_of(course).lessons == {str(quiz.translation_key)}
    enrol(learner, course)
    assert "freiwillig" in browser.get(course.url).content.decode()
    assert "1 Lektion" in browser.get(course.url).content.decode()


def test_right_answers_are_asked_for_and_said_in_words(browser, learner, course, quiz):
    content.edited(course, right_share="1/1")
    enrolment = enrol(learner, course)
    for block, fields in {
        "single": {"choice": content.WRONG},
        "multiple": {"choice": [content.RIGHT, content.ALSO_RIGHT]},
        "likert": {"step-s1": "1", "step-s2": "2"},
    }.items():
        send(browser, course, quiz, block, fields)
    assert not Completion.objects.exists()
    assert "1 weitere richtige Antwort" in browser.get(course.url).content.decode()
    send(browser, course, quiz, "single", {"choice": content.RIGHT})
    assert Completion.objects.get().enrolment == enrolment


def test_a_stricter_rule_does_not_reach_those_who_have_begun(learner, course, quiz, reading):
    content.edited(reading, is_voluntary=True)
    enrol(learner, course)
    content.edited(reading, is_voluntary=False)
    current, change = keep_up(learning(enrolment_in(learner, course.translation_key)))
    assert change.stricter
    assert current.rule.lessons == {str(quiz.translation_key)}


def test_a_rule_that_asks_less_reaches_everybody(learner, course, quiz, reading):
    enrol(learner, course)
    content.edited(reading, is_voluntary=True)
    current, change = keep_up(learning(enrolment_in(learner, course.translation_key)))
    assert change is None
    assert current.rule.lessons == {str(quiz.translation_key)}


# --- prerequisites ----------------------------------------------------------------------------------------------------


def test_a_module_opens_when_the_one_before_it_is_done(browser, learner, course, module, quiz, second):
    content.edited(second, required=module.page_ptr)
    later = second.get_children().get()
    enrol(learner, course)
    shown = browser.get(course.url).content.decode()
    assert f'href="#module-{module.translation_key}"' in shown
    assert browser.get(later.url).url == course.url
    finish = reverse("elearning:finish", args=[course.translation_key, later.translation_key])
    browser.post(finish)
    assert str(later.translation_key) not in learning(Enrolment.objects.get()).facts.finished
    for block, fields in {
        "single": {"choice": content.WRONG},
        "multiple": {"choice": content.WRONG},
        "likert": {"step-s1": "1", "step-s2": "2"},
    }.items():
        send(browser, course, quiz, block, fields)
    assert browser.get(later.url).status_code == 200


def test_nothing_is_handed_in_where_something_else_comes_first(browser, learner, course, module, quiz, second):
    asked = content.a_lesson(second, "Asked", content.single_choice("locked"))
    content.edited(second, required=module.page_ptr)
    enrol(learner, course)
    answer = send(browser, course, asked, "locked", {"choice": content.RIGHT})
    assert answer.status_code == 422
    assert not Answer.objects.exists()


def test_whoever_has_begun_a_module_is_not_locked_out_of_it(browser, learner, course, module, quiz, second):
    later = second.get_children().get()
    enrol(learner, course)
    browser.get(later.url)
    content.edited(second, required=module.page_ptr)
    assert browser.get(later.url).status_code == 200


def test_only_a_module_that_stands_before_it_can_be_needed(course, module, quiz, second):
    content.edited(module, required=second.page_ptr)
    assert rule_of(course).first == {}


@pytest.fixture
def advanced(home, course, quiz):
    """Only after the first course."""
    advanced = content.a_course(home, "Advanced")
    content.a_lesson(content.a_module(advanced), "Hard", content.text())
    return content.edited(advanced, required_course=course)


def test_a_course_is_begun_once_the_other_is_completed(browser, learner, course, advanced):
    shown = english(browser, advanced.url)
    assert f'href="{course.url}"' in shown
    begin = reverse("elearning:enrol", args=[advanced.translation_key])
    assert begin not in shown
    assert browser.post(begin).url == advanced.url
    assert not Enrolment.objects.exists()
    first = enrol(learner, course)
    Completion.objects.create(enrolment=first, release=first.release)
    browser.post(begin)
    assert Enrolment.objects.filter(course_key=advanced.translation_key).exists()


def test_a_course_that_nobody_can_take_stands_in_nobodys_way(learner, course, advanced):
    assert enrolments.needed_first(learner, advanced.translation_key) == str(course.translation_key)
    course.unpublish()
    assert enrolments.needed_first(learner, advanced.translation_key) == ""


def test_whoever_has_begun_goes_on_when_a_course_comes_first_later(browser, learner, course, quiz, home):
    other = content.a_course(home, "Other")
    content.a_lesson(content.a_module(other), "One", content.text())
    enrol(learner, other)
    content.edited(other, required_course=course)
    lesson = other.get_children().get().get_children().get()
    assert browser.get(lesson.url).status_code == 200


def test_two_courses_that_wait_for_each_other_are_refused(course, advanced):
    page = CoursePage.objects.get(pk=course.pk)
    page.required_course = advanced
    with pytest.raises(ValidationError):
        page.full_clean()
