"""Words of the glossary in the text of a lesson, from the CMS to the learner's page."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Locale

from cms.models import GlossaryTerm
from elearning import kept
from elearning.models import CourseRelease, LessonPage, LessonSnapshot
from elearning.publishing import release
from tests.elearning import content

pytestmark = pytest.mark.django_db

COUNCIL = 'href="/search/glossary/?letter=R#rat" data-mention="rat"'


def a_term(locale: Any, term: str = "Rat", **fields: Any) -> GlossaryTerm:
    slug = fields.pop("slug", term.lower())
    found: GlossaryTerm = GlossaryTerm.objects.create(
        locale=locale, term=term, slug=slug, definition=f"Was {term} heißt.", **fields
    )
    return found


def mentions(html: str) -> int:
    return html.count("data-mention=")


@pytest.fixture
def term(home) -> GlossaryTerm:
    return a_term(home.locale, other_forms="Rates\n\n Räte ")


@pytest.fixture
def lesson(module, term) -> LessonPage:
    return content.a_lesson(
        module,
        "Mit Wörtern",
        content.text("a", "<p>Die Räte. Ein Rat.</p>"),
        {"type": "callout", "id": "b", "value": {"kind": "tip", "title": "Rat", "body": "<p>Ein Rat.</p>"}},
        {"type": "heading", "id": "c", "value": "Der Rat"},
        {
            "type": "accordion",
            "id": "d",
            "value": [{"type": "item", "id": "e", "value": {"title": "Rat", "body": "<p>Des Rates.</p>"}}],
        },
        content.single_choice(question="Welcher Rat?"),
    )


@pytest.fixture
def page(browser, course, lesson):
    browser.post(reverse("elearning:enrol", args=[course.translation_key]))

    def page() -> str:
        return str(browser.get(lesson.url).content.decode())

    return page


def test_the_first_mention_in_each_section_leads_to_the_meaning(page):
    html = page()
    assert f'<a class="mention" {COUNCIL}>Räte</a>. Ein Rat.' in html
    assert f'Des <a class="mention" {COUNCIL}>Rates</a>.' in html
    assert mentions(html) == 2
    assert html.count("Was Rat heißt.") == 1
    assert "<dfn>Rat</dfn>" in html


@pytest.mark.parametrize("change", ["changed", "deleted", "taken back"])
def test_the_words_are_those_of_the_release(page, term, change):
    if change == "changed":
        GlossaryTerm.objects.update(definition="Ganz anders.", term="Beirat")
    elif change == "taken back":
        term.unpublish()
    else:
        term.delete()
    assert "Was Rat heißt." in page()


def test_a_correction_that_is_published_reaches_learners(page, term):
    page()
    term.definition = "Besser gesagt."
    term.save_revision().publish()
    assert "Besser gesagt." in page()


def test_a_word_that_is_called_otherwise_is_not_marked_any_longer(page, term):
    page()
    term.term, term.other_forms = "Beirat", ""
    term.save_revision().publish()
    assert mentions(page()) == 0


def test_a_new_word_takes_a_release_of_the_courses_that_say_it_and_of_no_others(home, course, lesson):
    other = content.a_course(home, "Another")
    content.a_lesson(content.a_module(other), "Without", content.text("x", "<p>Nichts.</p>"))
    before = CourseRelease.objects.filter(course_key=other.translation_key).count()
    a_term(home.locale, "Die").save_revision().publish()
    assert set(LessonSnapshot.objects.latest("pk").terms) == {"rat", "die"}
    assert CourseRelease.objects.filter(course_key=other.translation_key).count() == before


@pytest.mark.parametrize("fields", [{"live": False}, {"is_explained_in_texts": False}])
def test_drafts_and_everyday_words_are_not_explained(course, lesson, fields):
    GlossaryTerm.objects.update(**fields)
    release(course)
    assert LessonSnapshot.objects.latest("pk").terms == {}


def test_easy_german_takes_from_german_what_it_lacks_and_english_does_not(home, course, module, lesson, term):
    for code in ("de-simple", "en"):
        locale = Locale.objects.get_or_create(language_code=code)[0]
        for page in (home, course, module, lesson):
            page.copy_for_translation(locale).save_revision().publish()
    kept_in = {each.locale: set(each.terms) for each in LessonSnapshot.objects.order_by("pk")}
    assert kept_in == {"de": {"rat"}, "de-simple": {"rat"}, "en": set()}
    simple = Locale.objects.get(language_code="de-simple")
    own = a_term(simple, translation_key=term.translation_key, slug="der-rat")
    own.save_revision().publish()
    snapshot = LessonSnapshot.objects.filter(locale="de-simple").latest("pk")
    assert set(snapshot.terms) == {"der-rat"}
    assert "/de-simple/search/glossary/?letter=R#der-rat" in str(kept.read_body(snapshot).render_as_block())


def test_editors_see_them_in_the_preview(lesson, rf):
    request = rf.get("/")
    html = lesson.make_preview_request(request, "").render().content.decode()
    assert mentions(html) == 2
    assert "Was Rat heißt." in html


def test_a_lesson_without_such_words_is_the_snapshot_that_it_was(course, module, home):
    content.a_lesson(module, "Ohne", content.text())
    before = LessonSnapshot.objects.get()
    a_term(home.locale)
    release(course)
    assert LessonSnapshot.objects.get() == before
