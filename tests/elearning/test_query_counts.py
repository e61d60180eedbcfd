"""The pages that are opened most stay cheap, however much there is in them. Beginning a transaction is no query."""

import uuid

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import GlossaryTerm
from elearning import exercises
from elearning.models import ItemText, Scale
from tests.elearning import content
from tests.elearning.kinds import bridge, dilemma, gaps, incident, matching, number, ordering
from tests.elearning.test_dialogues import dialogue
from tests.elearning.test_sources import LAW, sources

LESSON, ANSWER, COURSE, MY_PAGE = 12, 10, 14, 18
STEPWISE = (incident, dilemma)
CHOICES = (content.single_choice, content.multiple_choice)
FURTHER = (ordering, matching, gaps, number, bridge, *STEPWISE)


FIELDS = {
    "scale": {"step-s1": "1"},
    "single_choice": {"choice": content.RIGHT},
    "multiple_choice": {"choice": content.RIGHT},
    "likert": {"step-s1": "1", "step-s2": "2"},
    "reflection": {"reflection": "Words"},
    **{each.KIND.name: each.WRONG[0] for each in (ordering, matching, gaps, number)},
    "bridge": bridge.WRITTEN,
    "incident": {"path": ["asking"], "say": "listening"},
    "dilemma": dilemma.END,
}
STEPS = {"incident": {"say": "asking"}, "dilemma": {"choose": "open"}}
OTHER_WORDS = {"reflection": {"reflection": "Other words"}}  # the same ones again are not stored


def maker(kind):
    """Of blocks of this kind, by their ids."""
    name = kind.KIND.name

    def make(id):
        return {"type": name, "id": id, "value": kind.VALUE}

    make.__name__ = name
    return make


def queries(connection, request):
    with CaptureQueriesContext(connection) as captured:
        response = request()
    assert response.status_code in (200, 302)
    found = [query["sql"][:150] for query in captured]
    found = [sql for sql in found if not sql.startswith(("SAVEPOINT", "RELEASE SAVEPOINT"))]
    return len(found), found


@pytest.fixture
def lesson(module, home, request):
    """With as many activities of each kind as the test asks for."""
    statements = [{"type": "statement", "id": "s1", "value": "I ask."}]
    written = Scale.objects.create(locale=home.locale, title="Asking", low="hard", high="easy", statements=statements)

    def scale(id):
        value = {"question": "How easy?", "scale": written.pk, "moment": "after"}
        return {"type": "scale", "id": id, "value": value}

    blocks = [
        make(f"{make.__name__}-{number}")
        for number in range(request.param)
        for make in (*CHOICES, content.likert, scale, content.reflection, *map(maker, FURTHER))
    ]
    GlossaryTerm.objects.create(locale=home.locale, term="Something", slug="something", definition="Not nothing.")
    lesson = content.a_lesson(module, "Counted", content.text(), dialogue(), sources(LAW), *blocks)
    content.a_lesson(module, "Not done yet", content.text())
    return lesson


@pytest.fixture
def enrolled(browser, course, lesson):
    browser.post(reverse("elearning:enrol", args=[course.translation_key]))
    browser.get(lesson.url)
    for text in ItemText.objects.select_related("version__item"):
        send(browser, course, lesson, text)
    return browser


def send(browser, course, lesson, text, fields=None):
    address = reverse(
        "elearning:answer", args=[course.translation_key, lesson.translation_key, text.version.item.block_id]
    )
    fields = fields or FIELDS[text.version.item.kind]
    return browser.post(address, fields | {"text": text.pk, "key": str(uuid.uuid4())})


def test_no_kind_is_left_out():
    assert FIELDS.keys() == exercises.by_kind().keys()


@pytest.mark.parametrize("lesson", [1, 3], indirect=True)
def test_a_lesson_page_takes_few_queries(enrolled: Client, course, lesson, connection):
    number, found = queries(connection, lambda: enrolled.get(lesson.url))
    assert number <= LESSON, "\n".join(found)
    html = enrolled.get(lesson.url).content.decode()
    assert all(part in html for part in ("data-mention", "data-dialogue", 'class="sources"'))


@pytest.mark.parametrize("lesson", [1, 3], indirect=True)
def test_answering_takes_few_queries(enrolled: Client, course, lesson, connection):
    """One after the other, as whoever takes the lesson does it; the last two are steps on the way to an answer."""
    asked = [*((kind, OTHER_WORDS.get(kind)) for kind in FIELDS), *STEPS.items()]
    for kind, fields in asked:
        text = ItemText.objects.filter(version__item__kind=kind).select_related("version__item").first()
        number, found = queries(connection, lambda: send(enrolled, course, lesson, text, fields))  # noqa: B023
        assert number <= ANSWER, "\n".join([kind, *found])


@pytest.mark.parametrize("lesson", [1, 3], indirect=True)
def test_a_course_page_takes_few_queries(enrolled: Client, course, lesson, connection):
    number, found = queries(connection, lambda: enrolled.get(course.url))
    assert number <= COURSE, "\n".join(found)


@pytest.mark.parametrize("others", [0, 2])
def test_my_page_takes_the_same_for_one_course_and_for_three(browser, home, course, quiz, others, connection):
    for index in range(others):
        other = content.a_course(home, f"Other {index}")
        content.a_lesson(content.a_module(other), "Elsewhere", content.single_choice())
        browser.post(reverse("elearning:enrol", args=[other.translation_key]))
    browser.post(reverse("elearning:enrol", args=[course.translation_key]))
    browser.get("/me/")
    number, found = queries(connection, lambda: browser.get("/me/"))
    assert number <= MY_PAGE, "\n".join(found)
