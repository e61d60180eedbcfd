"""A lesson translated as editors do it: the ids of its questions and answers stay as they are."""

from typing import Any

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.models import GlossaryTerm
from elearning.models import Item, ItemText, ItemVersion, LessonPage, Scale
from tests.elearning import content
from tests.elearning.test_dialogues import dialogue
from tests.elearning.test_sources import LAW, sources

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(db: None) -> Locale:
    found: Locale = Locale.objects.get_or_create(language_code="en")[0]
    return found


@pytest.fixture
def begun(home, course, module, quiz, english, django_capture_on_commit_callbacks) -> Translation:
    """The translation of the lesson, after those of the pages above it."""
    with django_capture_on_commit_callbacks(execute=True):
        for page in (home, course, module):
            begin(page.specific, english)
        return begin(quiz, english)


def begin(page: Any, locale: Locale) -> Translation:
    source, _ = TranslationSource.get_or_create_from_instance(page)
    source.update_from_db()
    translation, _ = Translation.objects.get_or_create(source=source, target_locale=locale)
    translation.save_target(publish=True)
    return translation


def translate(translation: Translation, words: dict[str, str]) -> None:
    for segment in translation.source.stringsegment_set.all():
        if segment.string.data in words:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=translation.target_locale,
                context=segment.context,
                defaults={"data": words[segment.string.data]},
            )
    translation.save_target(publish=True)


def ids(page: LessonPage) -> list[Any]:
    """Of blocks and options, and which of them are right."""
    raw = page.body.get_prep_value()
    options = [block["value"].get("options", block["value"].get("statements", [])) for block in raw[1:]]
    return [
        (block["id"], [(one["id"], "correct" in one["value"] and one["value"]["correct"]) for one in inside])
        for block, inside in zip(raw[1:], options, strict=True)
    ]


def test_ids_and_right_answers_are_those_of_the_source(begun, quiz, english, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        translate(begun, {"Who helps?": "Who is of help?", "Option a-right": "The right one"})
    page = LessonPage.objects.get(translation_key=quiz.translation_key, locale=english)
    assert page.body[1].value["question"] == "Who is of help?"
    assert page.body[1].value["options"][0]["text"] == "The right one"
    assert ids(page) == ids(quiz)


def test_a_translation_adds_words_and_no_questions(begun, quiz, django_capture_on_commit_callbacks):
    before = Item.objects.count(), ItemVersion.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        translate(begun, {"Who helps?": "Who is of help?"})
    assert (Item.objects.count(), ItemVersion.objects.count()) == before
    texts = ItemText.objects.filter(version__item__block_id="single", locale="en")
    assert "Who is of help?" in {text.content["question"] for text in texts}


def test_what_is_changed_in_the_source_comes_over_with_its_ids(
    begun, quiz, english, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        translate(begun, {"Who helps?": "Who is of help?"})
        changed = content.edited(quiz, body=[content.text(), content.single_choice(), content.single_choice("new")])
        begun.source.update_from_db()
        begun.save_target(publish=True)
    page = LessonPage.objects.get(translation_key=quiz.translation_key, locale=english)
    assert ids(page) == ids(changed)
    assert page.body[1].value["question"] == "Who is of help?"


def test_a_glossary_term_in_a_lesson_is_not_copied_into_the_other_glossary(home, course, module, english):
    term = GlossaryTerm.objects.create(locale=home.locale, term="Rat", slug="rat", definition="Eine Empfehlung.")
    block = {"type": "glossary_term", "id": "term", "value": {"term": term.pk, "note": "Hier"}}
    lesson = content.a_lesson(module, "Mit Wort", block)
    for page in (home, course, module, lesson):
        translation = begin(page.specific, english)
    translate(translation, {"Hier": "Here"})
    draft = LessonPage.objects.get(
        translation_key=lesson.translation_key, locale=english
    ).get_latest_revision_as_object()
    assert (draft.body[0].value["term"], draft.body[0].value["note"]) == (term, "Here")
    assert GlossaryTerm.objects.count() == 1


def test_dialogues_and_sources_are_translated_word_by_word(
    home, course, module, english, django_capture_on_commit_callbacks
):
    law = sources(LAW | {"title": "Gleichbehandlungsgesetz", "cited_for": "Fristen"})
    lesson = content.a_lesson(module, "Mit Gespräch", dialogue(situation="Am Schalter."), law)
    with django_capture_on_commit_callbacks(execute=True):
        for page in (home, course, module, lesson):
            translation = begin(page.specific, english)
        translate(translation, {"The green one.": "That green one.", "Mr Haddad": "Sir", "Fristen": "deadlines"})
    talk, rests_on = LessonPage.objects.get(translation_key=lesson.translation_key, locale=english).body
    assert [(each["speaker"], each["text"]) for each in talk.value["speeches"]] == [
        ("1", "Which form?"),
        ("2", "That green one."),
        ("1", "Thank you."),
    ]
    assert [each["name"] for each in talk.value["speakers"]] == ["Ms Keller", "Sir"]
    source = rests_on.value[0]
    assert (source["title"], source["cited_for"]) == ("Gleichbehandlungsgesetz", "deadlines")
    assert (source["address"], source["accessed"].isoformat()) == (LAW["address"], LAW["accessed"])


def test_a_scale_is_translated_where_it_is_written_and_its_statements_keep_their_ids(
    home, course, module, english, django_capture_on_commit_callbacks
):
    statements = [{"type": "statement", "id": "s1", "value": "Ich frage."}]
    scale = Scale.objects.create(locale=home.locale, title="Fragen", low="schwer", high="leicht", statements=statements)
    value = {"question": "Wie leicht?", "scale": scale.pk, "moment": "before"}
    lesson = content.a_lesson(module, "Mit Skala", {"type": "scale", "id": "scale", "value": value})
    with django_capture_on_commit_callbacks(execute=True):
        for page in (home, course, module, lesson):
            translation = begin(page.specific, english)
        translate(translation, {"Wie leicht?": "How easy?"})
    assert Scale.objects.count() == 1

    translate(begin(scale, english), {"Ich frage.": "I ask.", "schwer": "hard"})
    words = Scale.words_of(scale.pk, "en")
    assert words == {"key": str(scale.translation_key), "low": "hard", "high": "leicht"} | {
        "statements": [{"id": "s1", "text": "I ask."}]
    }
    text = ItemText.objects.filter(locale="en").latest("pk")
    assert text.content["question"] == "How easy?"
