"""Sources of a lesson: wherever they were put, they stand at its end, in full."""

import datetime
import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from elearning import durations
from elearning.blocks import LessonBlocks
from elearning.models import LessonSnapshot
from tests.elearning import content

BLOCKS = LessonBlocks()
LAW = {
    "author": "Bundestag",
    "title": "AGG",
    "year": "2006",
    "address": "https://www.gesetze-im-internet.de/agg/",
    "accessed": "2026-11-02",
    "cited_for": "who must not be treated worse",
}
BOOK = {"author": "Allport", "title": "Prejudice", "year": "1954", "address": "", "accessed": None, "cited_for": ""}


def sources(*values, id="sources"):
    items = [{"type": "item", "id": f"{id}-{number}", "value": value} for number, value in enumerate(values)]
    return {"type": "sources", "id": id, "value": items}


def cleaned(block):
    return BLOCKS.clean(BLOCKS.to_python([block]))


@pytest.mark.parametrize(
    "wrong",
    [
        BOOK | {"title": ""},
        BOOK | {"address": "somewhere"},
        BOOK | {"address": "javascript:alert(1)"},
        BOOK | {"accessed": "2026-11-02"},
    ],
)
def test_a_source_that_nobody_could_find_is_refused(wrong):
    with pytest.raises(ValidationError):
        cleaned(sources(wrong))


def test_the_day_is_stored_as_text_and_read_as_a_day():
    stored = cleaned(sources(LAW)).get_prep_value()
    assert json.loads(json.dumps(stored))[0]["value"][0]["value"]["accessed"] == "2026-11-02"
    assert BLOCKS.to_python(stored)[0].value[0]["accessed"] == datetime.date(2026, 11, 2)


def test_nobody_reads_them_word_by_word_so_they_take_no_minutes():
    assert durations.minutes([sources(*[LAW] * 100)]) == 1


@pytest.fixture
def page(browser, course, module):
    lesson = content.a_lesson(
        module, "Rests on", sources(LAW), content.text(), content.single_choice(), sources(BOOK, id="more")
    )
    browser.post(reverse("elearning:enrol", args=[course.translation_key]))
    return browser.get(lesson.url).content.decode()


@pytest.mark.django_db
def test_they_stand_together_behind_everything_else_with_their_addresses(page):
    before, end = page.split('<section class="sources"')
    end = end[: end.index("</section>")]
    assert "AGG" not in before
    assert end.index("AGG") < end.index("Prejudice")
    assert (
        '<a class="external" href="https://www.gesetze-im-internet.de/agg/" rel="external noopener noreferrer">' in end
    )
    assert ">https://www.gesetze-im-internet.de/agg/<" in end
    assert "who must not be treated worse" in end
    assert end.count("<h2") == 1


@pytest.mark.django_db
def test_a_release_keeps_them(page):
    body = LessonSnapshot.objects.get().body
    assert body[0]["value"][0]["value"] == LAW
