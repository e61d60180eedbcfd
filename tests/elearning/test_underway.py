"""A conversation is an answer in several steps: nothing is stored before its end, and one may go back from anywhere."""

import uuid
from html import unescape

import pytest
from django.urls import reverse

from elearning.models import Answer, Completion, ItemText
from tests.elearning import content
from tests.elearning.kinds.incident import VALUE


@pytest.fixture
def lesson(module):
    return content.a_lesson(module, "A talk", content.text(), {"type": "incident", "id": "talk", "value": VALUE})


@pytest.fixture
def enrolled(browser, course, lesson):
    browser.post(reverse("elearning:enrol", args=[course.translation_key]))
    return browser


def send(browser, course, lesson, *path, say="", **fields):
    address = reverse("elearning:answer", args=[course.translation_key, lesson.translation_key, "talk"])
    known = {"text": ItemText.objects.get().pk, "key": str(uuid.uuid4()), "path": list(path), "say": say}
    return browser.post(address, known | fields)


def html(response):
    return unescape(response.content.decode())


def test_a_step_leads_to_the_next_scene_and_stores_nothing(enrolled, course, lesson):
    key = str(uuid.uuid4())
    response = send(enrolled, course, lesson, say="asking", key=key)
    assert response.url == f"{lesson.url}?again=talk#step-talk"
    page = html(enrolled.get(response.url))
    assert "They tell you why." in page
    assert "Because of asking." in page
    assert '<input type="hidden" name="path" value="asking">' in page
    assert f'data-stored="{key}"' in page  # so that the browser forgets what it has kept of it
    assert "error-summary" not in page
    assert not Answer.objects.exists()


def test_before_it_is_said_nothing_is_told_of_it(enrolled, course, lesson):
    page = html(enrolled.get(lesson.url))
    assert "Somebody sighs." in page
    assert not [each for each in ("They tell", "They thank", "Because of", "Asking costs little") if each in page]


def test_whoever_comes_back_goes_on_where_they_were(enrolled, course, lesson):
    send(enrolled, course, lesson, say="asking")
    assert "They tell you why." in html(enrolled.get(lesson.url))


def test_at_its_end_the_path_is_stored_and_the_course_completed(enrolled, course, lesson):
    send(enrolled, course, lesson, say="asking")
    response = send(enrolled, course, lesson, "asking", say="advising")
    assert response.url == f"{lesson.url}#feedback-talk"
    assert Answer.objects.get().response == ["asking", "advising"]
    assert Completion.objects.exists()
    page = html(enrolled.get(lesson.url))
    assert "They nod." in page
    assert "Asking costs little." in page


@pytest.mark.parametrize(("after", "says"), [("0", "Somebody sighs."), ("1", "They tell you why.")])
def test_from_every_scene_one_may_say_something_else(enrolled, course, lesson, after, says):
    send(enrolled, course, lesson, "asking", say="advising")
    page = html(enrolled.get(f"{lesson.url}?again=talk&after={after}"))
    assert says in page
    assert page.count('name="path"') == int(after)
    send(enrolled, course, lesson, *["asking"][: int(after)], say=["going", "listening"][int(after)])
    assert Answer.objects.count() == 2
    assert "Because of asking." in page or after == "0"


@pytest.mark.parametrize("after", ["-1", "²", "99999", "x", ""])
def test_an_address_made_by_hand_shows_a_conversation_all_the_same(enrolled, course, lesson, after):
    assert enrolled.get(f"{lesson.url}?again=talk&after={after}").status_code == 200


def test_while_it_is_tried_anew_the_last_one_stays_to_be_read(enrolled, course, lesson):
    send(enrolled, course, lesson, "asking", say="advising")
    send(enrolled, course, lesson, say="asking")
    assert "Asking costs little." in html(enrolled.get(lesson.url))
    assert "They tell you why." in html(enrolled.get(f"{lesson.url}?again=talk"))


def test_a_path_that_leads_out_of_the_conversation_is_shown_as_far_as_it_goes(enrolled, course, lesson):
    response = send(enrolled, course, lesson, "asking", say="going")
    assert response.status_code == 422
    assert "They tell you why." in html(response)


def test_a_step_that_is_sent_twice_is_one(enrolled, course, lesson):
    again = {"key": str(uuid.uuid4())}
    for _ in range(2):
        send(enrolled, course, lesson, "asking", say="listening", **again)
    assert Answer.objects.count() == 1


def test_without_an_account_one_goes_step_by_step_as_well(guest, course, lesson):
    address = reverse("elearning:try_out", args=[lesson.translation_key, "talk"])
    known = {"text": ItemText.objects.get().pk, "key": str(uuid.uuid4())}
    step = guest.post(address, known | {"say": "asking"})
    assert "They tell you why." in html(guest.get(step.url))
    end = guest.post(address, known | {"path": ["asking"], "say": "listening"})
    assert end.url.endswith("#feedback-talk")
    assert "They thank you." in html(guest.get(lesson.url))
    assert "They tell you why." in html(guest.get(f"{lesson.url}?again=talk&after=1"))


def test_a_stranger_has_no_conversation(enrolled, stranger, course, lesson):
    assert send(stranger, course, lesson, say="asking").status_code == 404


def test_a_step_after_the_login_has_expired_comes_back_with_it(enrolled, guest, learner, course, lesson):
    response = send(guest, course, lesson, "asking", say="listening", person=str(learner.pk), base="")
    assert response.status_code == 401
    guest.force_login(learner)
    page = html(guest.get(lesson.url))
    assert 'value="listening" checked' in page
