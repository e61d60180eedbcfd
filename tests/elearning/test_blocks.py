import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from elearning.blocks import LessonBlocks
from tests.elearning import content

BLOCKS = LessonBlocks()


def cleaned(*blocks):
    return BLOCKS.clean(BLOCKS.to_python(list(blocks)))


def option(text="Yes", correct=False):
    return {"type": "item", "id": text, "value": {"text": text, "correct": correct, "feedback": ""}}


def options(*right):
    return [option(f"Option {number}", correct) for number, correct in enumerate(right)]


def test_every_kind_of_activity_can_be_saved():
    assert len(cleaned(content.single_choice(), content.multiple_choice(), content.likert(), content.reflection())) == 4


def test_lessons_have_the_content_blocks_and_the_four_activities():
    assert list(BLOCKS.child_blocks)[-4:] == ["single_choice", "multiple_choice", "likert", "reflection"]
    assert "text" in BLOCKS.child_blocks


@pytest.mark.parametrize(
    "block",
    [
        content.single_choice(options=options(True)),
        content.single_choice(options=options(False, False)),
        content.single_choice(options=options(True, True)),
        content.single_choice(options=[option("Yes", True), option(" yes ")]),
        content.single_choice(options=[option("", True), option("No")]),
        content.single_choice(options=options(*[True] + [False] * 12)),
        content.single_choice(question="  "),
        content.single_choice(question="x" * 401),
        content.multiple_choice(options=options(False, False)),
        {"type": "likert", "value": {"question": "?", "statements": [], "low": "a", "high": "b"}},
        {
            "type": "likert",
            "value": {
                "question": "?",
                "statements": [{"type": "item", "id": "a", "value": ""}],
                "low": "a",
                "high": "b",
            },
        },
        {"type": "reflection", "value": {"question": "", "hint": "", "thoughts": ""}},
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(block):
    with pytest.raises(ValidationError):
        cleaned(block)


def test_the_editor_reads_what_is_wrong_with_the_options():
    with pytest.raises(ValidationError) as refusal:
        cleaned(content.single_choice(options=options(False, False)))
    question = refusal.value.block_errors[0]
    with translation.override("en"):
        assert question.block_errors["options"].messages == ["Please mark exactly one answer as right."]


def test_a_draft_may_be_half_written():
    half = BLOCKS.to_python([content.single_choice(options=options(False, False))])
    assert BLOCKS.clean_deferred(half)


def test_a_search_does_not_find_out_which_answer_is_right():
    body = BLOCKS.to_python([content.single_choice()])
    assert BLOCKS.get_searchable_content(body) == ["Who helps?"]


def test_the_preview_of_a_block_shows_the_question():
    html = BLOCKS.child_blocks["single_choice"].render(BLOCKS.child_blocks["single_choice"].get_preview_value())
    assert "Eine Besucherin antwortet nicht" in html
