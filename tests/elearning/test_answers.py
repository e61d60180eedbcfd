"""A double click arrives twice at the same moment; a form may arrive in pieces."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import reverse

from elearning import answers, enrolments
from elearning.core.items import Form
from elearning.models import Answer, Completion, ItemText, LessonProgress
from tests.elearning import content
from tests.elearning.kinds import gaps, matching, number, ordering


def test_a_form_is_read_as_far_as_it_goes():
    posted = QueryDict("text=7&key=nonsense&choice=a&choice=b&reflection=Words")
    sent = answers.submission("block", posted)
    assert (sent.block_id, sent.text, sent.key, sent.own_words) == ("block", 7, None, "Words")
    assert sent.form.all("choice") == ("a", "b")


def test_an_empty_form_is_read_as_well():
    assert answers.submission("block", QueryDict("")) == answers.Submission("block", None, None, Form())


def stored():
    """What of a learner's record could change."""
    return [
        list(Answer.objects.order_by("pk").values_list("key", "attempt", "response")),
        list(Completion.objects.values_list("pk", "completed_at")),
        list(LessonProgress.objects.values_list("lesson_key", "finished_at")),
    ]


def test_a_queue_that_was_sent_while_offline_changes_nothing_when_it_is_sent_again(browser, course, module):
    """Any part of it, in any order: `core/test_handing_in.py` tries many."""
    kinds = {each.KIND.name: each for each in (ordering, matching, gaps, number)}
    blocks = [{"type": name, "id": name, "value": kind.VALUE} for name, kind in kinds.items()]
    lesson = content.a_lesson(module, "All of them", *blocks)
    browser.post(reverse("elearning:enrol", args=[course.translation_key]))
    known = {text.version.item.block_id: text.pk for text in ItemText.objects.select_related("version__item")}
    queue = [
        (name, {"text": known[name], "key": str(uuid.uuid4())} | fields)
        for name, kind in kinds.items()
        for fields, _ in (kind.WRONG, kind.RIGHT)
    ]

    def send(forms):
        for name, fields in forms:
            keys = [course.translation_key, lesson.translation_key, name]
            assert browser.post(reverse("elearning:answer", args=keys), fields).status_code == 302

    send(queue)
    before = stored()
    assert (len(before[0]), len(before[1])) == (8, 1)
    send([*queue[::-3], *queue])
    assert stored() == before


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
