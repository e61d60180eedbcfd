from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from elearning.blocks import LessonBlocks
from elearning.exercises import EXERCISES
from elearning.reading import drafts
from tests.elearning import content
from tests.elearning.kinds import bridge, dilemma, gaps, incident, matching, number, ordering

BLOCKS = LessonBlocks()


def cleaned(*blocks):
    return BLOCKS.clean(BLOCKS.to_python(list(blocks)))


def block(kind, **changes):
    return {"type": kind.KIND.name, "value": kind.VALUE | changes}


def gap(accepted="", *options):
    """With options as (id, text); the one that is called right is right."""
    return block(gaps, gaps=[gaps.gap("g1", "I", accepted, options)])


def conversation(*lines):
    """Of one scene and two ends, with these sentences and where they lead."""
    said = [incident.line(str(number), *line) for number, line in enumerate(lines)]
    return block(
        incident, scenes=[incident.scene("1", "Well?", *said), incident.scene("2", "Yes."), incident.scene("3", "No.")]
    )


def option(text="Yes", correct=False):
    return {"type": "item", "id": text, "value": {"text": text, "correct": correct, "feedback": ""}}


def options(*right):
    return [option(f"Option {number}", correct) for number, correct in enumerate(right)]


def test_every_kind_of_activity_can_be_saved():
    first = [content.single_choice(), content.multiple_choice(), content.likert(), content.reflection()]
    further = [block(kind) for kind in (ordering, matching, gaps, number, incident, dilemma, bridge)]
    # A scale is chosen among those in the database, see `test_scales.py`.
    assert len(cleaned(*first, *further)) == len(EXERCISES) - 1


def test_lessons_have_the_content_blocks_and_then_the_activities():
    kinds = [each.kind.name for each in EXERCISES]
    assert list(BLOCKS.child_blocks)[-len(kinds) :] == kinds
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
        block(ordering, steps=[ordering.step("a", "One"), ordering.step("b", "Two")]),
        block(ordering, steps=[ordering.step(id, id) for id in "abcdefghi"]),
        block(ordering, steps=[ordering.step("a", "One"), ordering.step("b", "Two"), ordering.step("c", " one")]),
        block(matching, pairs=[matching.pair("a", "One", "1")]),
        block(matching, pairs=[matching.pair("a", "One", "1"), matching.pair("b", "one ", "2")]),
        block(matching, pairs=[matching.pair("a", "One", "1"), matching.pair("b", "Two", "1")]),
        block(matching, others=[{"type": "item", "id": "o", "value": "hello"}]),
        block(gaps, gaps=[]),
        gap(" \n"),
        gap("word", ("right", "one"), ("wrong", "two")),
        gap("", ("right", "one")),
        gap("", ("wrong", "one"), ("other", "two")),
        gap("", ("right", "one"), ("wrong", "One")),
        block(incident, scenes=incident.SCENES[:1]),
        block(incident, scenes=[*incident.SCENES, incident.scene("nobody", "Hello?")]),
        block(incident, scenes=[*incident.SCENES, incident.scene("1", "Once more.")]),
        block(incident, scenes=[incident.scene("1", "Well?", incident.line("a", "Hm.", "1")), *incident.SCENES[2:4]]),
        block(incident, scenes=[incident.scene("a code", "Well?"), *incident.SCENES[1:]]),
        conversation(("One.", "2"), ("one.", "3")),
        block(dilemma, ways=dilemma.WAYS[:1]),
        block(dilemma, ways=[dilemma.WAYS[0], dilemma.way("b", "keep it open.", "second", dilemma.price("p", "Ben"))]),
        block(dilemma, ways=[dilemma.WAYS[0], dilemma.way("b", "Close it.", "second")]),
        block(dilemma, first_need=""),
        block(bridge, statements=[bridge.statement("a", "One")]),
        block(bridge, statements=[bridge.statement("a", "One"), bridge.statement("b", " one")]),
        block(bridge, statements=[bridge.statement("a", "One"), bridge.statement("b", "Two", 21)]),
        block(bridge, ballot="of nobody"),
        block(number, right=""),
        block(number, right="83.12345"),
        block(number, tolerance="-1"),
        block(number, right="5", tolerance="6"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(block):
    with pytest.raises(ValidationError):
        cleaned(block)


def test_the_editor_reads_which_scene_nobody_comes_to():
    with pytest.raises(ValidationError) as refusal:
        cleaned(conversation(("Yes?", "2")))
    talk = refusal.value.block_errors[0]
    with translation.override("en"):
        assert talk.block_errors["scenes"].messages == [
            "Nobody comes to scene 3. Please let a sentence lead there, or take it out."
        ]


def test_the_editor_reads_what_is_wrong_with_the_options():
    with pytest.raises(ValidationError) as refusal:
        cleaned(content.single_choice(options=options(False, False)))
    question = refusal.value.block_errors[0]
    with translation.override("en"):
        assert question.block_errors["options"].messages == ["Please mark exactly one answer as right."]


@pytest.mark.parametrize(
    "half",
    [
        content.single_choice(options=options(False, False)),
        block(ordering, steps=[]),
        block(matching, pairs=[matching.pair("a", "", ""), matching.pair("b", "", "")]),
        gap(""),
        block(number, right="", tolerance=""),
        block(incident, scenes=[incident.scene("", "", incident.line("a", "", ""))]),
        block(dilemma, ways=[]),
        block(bridge, statements=[]),
    ],
)
def test_a_draft_may_be_half_written_and_looked_at(half):
    found = BLOCKS.clean_deferred(BLOCKS.to_python([half]))
    assert drafts(found, "de", with_feedback=True)


@pytest.mark.parametrize("name", [each.kind.name for each in EXERCISES])
def test_every_kind_of_activity_has_a_preview_and_says_what_it_is(name):
    found = BLOCKS.child_blocks[name]
    shown = found.get_preview_value()
    assert str(shown["question"]) in unescape(found.render(shown))
    assert str(found.meta.description)


def test_a_search_does_not_find_out_which_answer_is_right():
    body = BLOCKS.to_python([content.single_choice()])
    assert BLOCKS.get_searchable_content(body) == ["Who helps?"]


def test_the_preview_of_a_block_shows_the_question():
    html = BLOCKS.child_blocks["single_choice"].render(BLOCKS.child_blocks["single_choice"].get_preview_value())
    assert "Eine Besucherin antwortet nicht" in html
