"""One course in several languages: one enrolment, one progress, and the words in the language of the page."""

import uuid
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, Page

from elearning.models import Answer, CourseListPage, ItemText
from tests.elearning import content


@pytest.fixture
def enrolled(browser, course, quiz):
    browser.post(reverse("elearning:enrol", args=[course.translation_key]))
    return browser


@pytest.fixture
def english_course(course, translated):
    return course.get_translation(translated.locale)


def read(client, address: str, status: int = 200, **asked: Any) -> BeautifulSoup:
    response = client.get(address, **asked)
    assert response.status_code == status
    return BeautifulSoup(response.content.decode(), "html.parser")


def send(client, page: BeautifulSoup, block: str, **fields: str):
    """The form of an activity, sent as the page has it."""
    form = page.select_one(f"#item-{block} form")
    assert form is not None
    hidden = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    return client.post(form["action"], hidden | fields)


def test_an_answer_given_in_german_is_there_in_english(enrolled, quiz, translated):
    send(enrolled, read(enrolled, quiz.url), "single", choice=content.RIGHT)
    shown = read(enrolled, translated.url).find(id="item-single")
    assert "Because a-right." in shown.text


def test_an_answer_given_in_english_counts_and_leads_back_to_the_english_page(enrolled, quiz, translated):
    response = send(enrolled, read(enrolled, translated.url), "single", choice=content.RIGHT)
    assert response["Location"] == f"{translated.url}#feedback-single"
    assert Answer.objects.get().text.locale == "en"
    assert "Because a-right." in read(enrolled, quiz.url).find(id="item-single").text


def test_also_for_somebody_whose_interface_stays_german(enrolled, quiz, translated):
    enrolled.cookies["django_language"] = "de"
    response = send(enrolled, read(enrolled, translated.url), "single", choice=content.RIGHT)
    assert response["Location"] == f"{translated.url}#feedback-single"


def test_beginning_in_english_leads_to_the_english_lesson(browser, course, english_course, translated):
    form = read(browser, english_course.url).select_one(".next-step form")
    assert browser.post(form["action"])["Location"] == translated.url


def test_the_path_names_lessons_that_are_not_there_in_the_language(reading, enrolled, english_course, translated):
    Page.objects.get(translation_key=reading.translation_key, locale=translated.locale).unpublish()
    links = {link["href"]: link["lang"] for link in read(enrolled, english_course.url).select(".steps-list__link")}
    assert links == {translated.url: "en", reading.url: "de"}


def test_finishing_a_lesson_in_english_goes_on_in_english(reading, enrolled, course, translated):
    page = read(enrolled, reading.get_translation(translated.locale).url)
    form = page.select_one(".onward form")
    assert enrolled.post(form["action"])["Location"] == course.get_translation(translated.locale).url


def test_a_lesson_whose_translation_is_behind_is_read_in_the_language_of_the_course(
    reading, enrolled, quiz, translated
):
    content.edited(quiz, body=[content.single_choice("another", question="Wer fragt?")])
    page = read(enrolled, translated.url)
    assert page.select_one("article.lesson")["lang"] == "de"
    assert page.select_one("article.lesson .callout--note")["lang"] == "en"
    assert page.find(id="item-another") is not None


def test_my_page_and_its_courses_are_in_the_language_that_is_read(enrolled, english_course, translated):
    english_course.title = "The English course"
    english_course.save_revision().publish()
    enrolled.get(translated.url)
    page = read(enrolled, "/me/")
    assert page.select_one(f"a[href='{english_course.url}']").text == "The English course"


def test_on_my_page_each_title_says_in_which_language_it_is(enrolled, course, quiz, home):
    content.a_course(course.get_parent(), "Noch ein Kurs")
    page = read(enrolled, "/me/", headers={"accept-language": "en"})
    assert page.html["lang"] == "en"
    titles = page.select(".card__title bdi, .next-card__title bdi")
    assert [(title.text, spoken(title)) for title in titles] == [
        (course.title, "de"),
        (course.title, "de"),
        ("Noch ein Kurs", "de"),
    ]


def spoken(words) -> str:
    """The language in which a screen reader says them."""
    found: str = (words if words.has_attr("lang") else words.find_parent(lang=True))["lang"]
    return found


def test_the_course_list_offers_courses_of_other_languages_apart(home, browser):
    courses = content.live(home, CourseListPage(title="Kurse"))
    course = content.a_course(courses, "Ein Kurs")
    english = translated_list(home, courses)
    page = read(browser, english.url)
    card = page.select_one("section[aria-labelledby=elsewhere] li")
    assert (card["lang"], card.find("a")["href"]) == ("de", course.url)
    assert read(browser, courses.url).select_one("section[aria-labelledby=elsewhere]") is None


def translated_list(home: Page, courses: Page) -> Page:
    english = Locale.objects.get_or_create(language_code="en")[0]
    for page in (home, courses):
        copy = page.copy_for_translation(english)
        copy.save_revision().publish()
    return courses.get_translation(english)


def test_a_lesson_in_another_language_takes_no_more_queries(enrolled, quiz, translated):
    numbers = []
    for page in (quiz, translated):
        for _ in range(2):
            with CaptureQueriesContext(connection) as captured:
                assert enrolled.get(page.url).status_code == 200
            number = len(captured)
        numbers.append(number)
    assert numbers[0] == numbers[1]


def test_the_texts_of_both_languages_belong_to_one_version(quiz, translated):
    texts = ItemText.objects.filter(version__item__block_id="single")
    assert {text.locale for text in texts} == {"de", "en"}
    assert len({text.version_id for text in texts}) == 1


def test_a_form_without_a_language_it_knows_is_read_in_the_one_of_the_reader(enrolled, course, quiz, translated):
    text = ItemText.objects.get(version__item__block_id="single", locale="de")
    address = reverse("elearning:answer", args=[course.translation_key, quiz.translation_key, "single"])
    fields = {"choice": content.RIGHT, "text": text.pk, "key": str(uuid.uuid4())}
    assert enrolled.post(f"{address}?in=xx", fields)["Location"] == f"{quiz.url}#feedback-single"
