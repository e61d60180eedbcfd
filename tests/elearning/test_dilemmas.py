"""A dilemma is an answer in three steps: what is still to be found is not told before, and one may go back."""

import uuid
from html import unescape

import pytest
from django.urls import reverse

from elearning.models import Answer, Completion, ItemText
from elearning.privacy import response
from tests.elearning import content
from tests.elearning.kinds.dilemma import ANSWER, END, FOUND, MARKED, VALUE


@pytest.fixture
def lesson(module):
    return content.a_lesson(module, "At noon", content.text(), {"type": "dilemma", "id": "noon", "value": VALUE})


@pytest.fixture
def enrolled(browser, course, lesson):
    browser.post(reverse("elearning:enrol", args=[course.translation_key]))
    return browser


def send(browser, course, lesson, **fields):
    address = reverse("elearning:answer", args=[course.translation_key, lesson.translation_key, "noon"])
    return browser.post(address, {"text": ItemText.objects.get().pk, "key": str(uuid.uuid4())} | fields)


def html(response):
    return unescape(response.content.decode())


def test_before_the_first_choice_the_page_tells_neither_prices_nor_needs(enrolled, lesson):
    page = html(enrolled.get(lesson.url))
    assert "Keep it open." in page
    assert not [told for told in ("They pay", "needs her break", "Both are in the right") if told in page]


def test_each_step_leads_to_the_next_and_stores_nothing(enrolled, course, lesson):
    first = send(enrolled, course, lesson, choose="open")
    assert first.url == f"{lesson.url}?again=noon#step-noon"
    page = html(enrolled.get(first.url))
    assert "They pay journey." in page
    assert "Ada needs her break." not in page
    second = send(enrolled, course, lesson, taken=["open"], **MARKED)
    assert f'name="taken" value="{FOUND}"' in html(enrolled.get(second.url))
    assert "Ada needs her break." in html(enrolled.get(lesson.url))
    assert not Answer.objects.exists()


def test_in_the_end_both_choices_and_what_was_found_are_stored_and_shown(enrolled, course, lesson):
    assert send(enrolled, course, lesson, **END).url == f"{lesson.url}#feedback-noon"
    assert Answer.objects.get().response == ANSWER
    assert Completion.objects.exists()
    page = html(enrolled.get(lesson.url))
    assert "They pay rule." in page  # what was not found
    assert "Both are in the right." in page


def test_whoever_finds_no_price_for_one_way_is_asked_to_look_there(enrolled, course, lesson):
    refused = send(enrolled, course, lesson, taken=["open"], **{"price-break": "open"})
    assert refused.status_code == 422
    assert 'name="price-break" value="open" checked' in html(refused)


@pytest.mark.parametrize(("after", "told"), [("0", "Keep it open."), ("1", "They pay rule."), ("2", "Ada needs her")])
def test_from_each_step_it_may_be_thought_through_anew(enrolled, course, lesson, after, told):
    send(enrolled, course, lesson, **END)
    page = html(enrolled.get(f"{lesson.url}?again=noon&after={after}"))
    assert told in page
    assert page.count('name="taken"') == int(after)


def test_the_download_has_words_in_the_place_of_ids(enrolled, course, lesson):
    send(enrolled, course, lesson, **END)
    told = response(Answer.objects.get())
    found = {"They pay break.": ["Keep it open."], "They pay journey.": ["Close it."]}
    assert told == ["Keep it open.", found, "Close it."]
