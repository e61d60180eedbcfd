"""Whoever completed a course takes it again as somebody new, and what they did before stays readable."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from config import own_data
from elearning import enrolments
from elearning.enrolments import enrol, enrolment_in, learning, standings, take_again
from elearning.models import Answer, Completion, Enrolment, ItemText, Reflection
from tests.elearning import content

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(learner, course, quiz):
    """Everything answered, something written, completed."""
    enrolment = enrol(learner, course)
    for text in ItemText.objects.select_related("version__item"):
        item = text.version.item
        if item.kind == "reflection":
            Reflection.objects.create(enrolment=enrolment, item=item, text=text, body="What Lea wrote then")
        else:
            response = {"s1": 4, "s2": 5} if item.kind == "likert" else [content.WRONG]
            Answer.objects.create(
                enrolment=enrolment, version=text.version, text=text, response=response, attempt=1, key=uuid.uuid4()
            )
    Completion.objects.create(enrolment=enrolment, release=enrolment.release)
    return enrolment


def address(name, course, *args):
    return reverse(f"elearning:{name}", args=[course.translation_key, *args])


def test_it_begins_anew_and_the_first_time_stays(browser, learner, course, quiz, first):
    assert "begin anew" in browser.get(address("take_again", course), headers={"accept-language": "en"}).text.lower()
    browser.post(address("take_again", course))
    again = enrolment_in(learner, course.translation_key)
    assert again.number == 2
    current = learning(again)
    assert not current.attempts
    assert current.completion is None
    assert current.progress.next.lesson.key == str(quiz.translation_key)
    assert first.answers.count() == 3
    assert Completion.objects.get().enrolment == first


def test_whoever_is_in_the_middle_of_it_is_led_back(browser, learner, course, quiz):
    enrol(learner, course)
    assert browser.get(address("take_again", course)).url == course.url
    browser.post(address("take_again", course))
    assert Enrolment.objects.get().number == 1


def test_two_clicks_lead_to_one(learner, course, first):
    assert take_again(learner, course) == take_again(learner, course)
    assert Enrolment.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(user=learner, course_key=course.translation_key, release=first.release, number=2)


def test_beginning_a_course_that_one_takes_again_changes_nothing(learner, course, first):
    again = take_again(learner, course)
    assert enrol(learner, course) == again


def test_answers_go_to_the_time_that_is_in_use(browser, learner, course, quiz, first):
    again = take_again(learner, course)
    text = ItemText.objects.get(version__item__block_id="single")
    sent = {"choice": content.RIGHT, "text": text.pk, "key": str(uuid.uuid4())}
    browser.post(address("answer", course, quiz.translation_key, "single"), sent)
    assert again.answers.get().response == [content.RIGHT]
    assert first.answers.count() == 3


def test_my_page_and_the_next_step_know_the_time_that_is_in_use(rf, browser, learner, course, quiz, first):
    again = take_again(learner, course)
    request = rf.get("/me/")
    request.user = learner
    assert [each["enrolment"] for each in standings(learner, request, "de")] == [again]
    assert browser.get("/me/").content.decode().count(str(course.url)) >= 1


def test_what_was_answered_before_is_read_and_changes_no_more(browser, course, quiz, reading, first):
    browser.post(address("take_again", course))
    shown = browser.get(course.url).content.decode()
    assert address("earlier", course, 1) in shown
    assert address("earlier_lesson", course, 1, quiz.translation_key) in browser.get(address("earlier", course, 1)).text
    lesson = browser.get(address("earlier_lesson", course, 1, quiz.translation_key)).content.decode()
    assert "What Lea wrote then" in lesson
    assert 'method="post"' not in lesson.split("<article")[1].split("</article>")[0]
    assert "feedback--wrong" in lesson


def test_it_stays_readable_when_the_lesson_and_the_course_are_gone(browser, course, quiz, first):
    browser.post(address("take_again", course))
    quiz.unpublish()
    course.unpublish()
    assert "What Lea wrote then" in browser.get(address("earlier_lesson", course, 1, quiz.translation_key)).text


def test_nobody_reads_anybody_elses(stranger, browser, learner, course, quiz, first):
    take_again(learner, course)
    assert stranger.get(address("earlier", course, 1)).status_code == 404
    assert stranger.get(address("earlier_lesson", course, 1, quiz.translation_key)).status_code == 404
    assert browser.get(address("earlier", course, 2)).status_code == 404
    assert browser.get(address("earlier", course, 3)).status_code == 404


def test_the_download_has_both_times(learner, course, first):
    take_again(learner, course)
    stored = {each.entry.model: each for area in own_data.about(own_data.subject_of(learner)) for each in area.stored}
    assert [row["number"] for row in stored["elearning.Enrolment"].as_json()] == [1, 2]
    assert len(stored["elearning.Answer"].rows) == 3


def test_the_newest_release_is_taken(learner, course, module, quiz, first):
    content.a_lesson(module, "New", content.text())
    again = take_again(learner, course)
    assert again.release == enrolments.source_release(course.translation_key)
    assert again.release != first.release
