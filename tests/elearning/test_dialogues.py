"""Dialogues in lessons: what editors may save, what learners read, what a search and the minutes know of them."""

import re
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from elearning import durations
from elearning.blocks import LessonBlocks
from tests.elearning import content

BLOCKS = LessonBlocks()


def speaker(name, kind=""):
    return {"type": "item", "id": name, "value": {"name": name, "kind": kind}}


def speech(place, text):
    return {"type": "item", "id": re.sub(r"\W", "", text)[:8], "value": {"speaker": place, "text": text}}


SPEECHES = [speech("1", "Which form?"), speech("2", "The green one."), speech("1", "Thank you.")]


def dialogue(**changes):
    people = [speaker("Ms Keller", "authority"), speaker("Mr Haddad")]
    value = {"situation": "At the counter.", "speakers": people, "speeches": SPEECHES}
    return {"type": "dialogue", "id": "talk", "value": value | changes}


def cleaned(block):
    return BLOCKS.clean(BLOCKS.to_python([block]))


def test_each_speech_stands_with_its_speaker_and_their_shape():
    with translation.override("en"):
        html = unescape(cleaned(dialogue()).render_as_block())
    said = html.split("<li ")[1:]
    assert ["Ms Keller" in each for each in said] == [True, False, True]
    assert ["Authority" in each for each in said] == [True, False, True]
    assert "The green one." in said[1]
    assert "At the counter." in html


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"speakers": [speaker("Ms Keller"), speaker(" ms keller")]}, "Two people have the same name."),
        ({"speeches": [*SPEECHES, speech("3", "Hello?")]}, "Somebody speaks who is not among the people above."),
        ({"speakers": [speaker("Ms Keller")]}, ""),
        ({"speeches": SPEECHES[:1]}, ""),
        ({"speeches": [*SPEECHES, speech("2", "")]}, ""),
    ],
)
def test_a_dialogue_in_which_something_is_missing_is_refused(changes, sentence):
    with pytest.raises(ValidationError) as refusal, translation.override("en"):
        cleaned(dialogue(**changes))
    with translation.override("en"):
        assert sentence in str([error.as_json_data() for error in refusal.value.block_errors.values()])


def test_a_draft_may_name_nobody_yet_and_is_shown():
    body = BLOCKS.clean_deferred(BLOCKS.to_python([dialogue(speakers=[])]))
    assert "The green one." in body.render_as_block()


def test_a_search_finds_what_was_said_and_by_whom():
    found = BLOCKS.get_searchable_content(BLOCKS.to_python([dialogue()]))
    assert found == ["At the counter.", "Ms Keller", "Mr Haddad", *(each["value"]["text"] for each in SPEECHES)]


def test_its_words_are_read_and_count_as_minutes():
    words = " ".join(["word"] * 238)
    assert durations.minutes([dialogue(speeches=[speech("1", words), speech("2", "Yes.")])]) == 3
    assert durations.minutes([dialogue(speeches=[speech("1", words)], situation="", speakers=[])]) == 2


@pytest.mark.django_db
def test_a_learner_reads_all_of_it_in_a_page_without_a_script(browser, course, module):
    lesson = content.a_lesson(module, "With a talk", dialogue())
    browser.post(f"/learn/{course.translation_key}/enrol/")
    html = browser.get(lesson.url).content.decode()
    assert all(each["value"]["text"] in html for each in SPEECHES)
