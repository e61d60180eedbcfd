"""A double click arrives twice at the same moment; a form may arrive in pieces."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import RequestFactory

from elearning import answers, enrolments
from elearning.core.items import Form
from elearning.models import Answer, ItemText
from tests.elearning import content


def test_a_form_is_read_as_far_as_it_goes():
    posted = QueryDict("text=7&key=nonsense&choice=a&choice=b&reflection=Words")
    sent = answers.submission("block", posted)
    assert (sent.block_id, sent.text, sent.key, sent.own_words) == ("block", 7, None, "Words")
    assert sent.form.all("choice") == ("a", "b")


def test_an_empty_form_is_read_as_well():
    assert answers.submission("block", QueryDict("")) == answers.Submission("block", None, None, Form())


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_the_same_moment_with_one_key_are_one_and_with_two_keys_are_two(home, learner):
    course = content.a_course(home)
    lesson = content.a_lesson(content.a_module(course), "Quiz", content.single_choice())
    enrolments.enrol(learner, course)
    text = ItemText.objects.get()

    request = RequestFactory().post("/")
    request.user = learner

    def send(key):
        sent = answers.Submission("single", text.pk, key, Form({"choice": (content.RIGHT,)}))
        try:
            assert answers.hand_in(request, course.translation_key, lesson.translation_key, sent)
        finally:
            connection.close()

    one, other = uuid.uuid4(), uuid.uuid4()
    with ThreadPoolExecutor(4) as clicks:
        list(clicks.map(send, [one, other, one, other]))
    assert sorted(Answer.objects.values_list("attempt", flat=True)) == [1, 2]
    assert set(Answer.objects.values_list("key", flat=True)) == {one, other}
