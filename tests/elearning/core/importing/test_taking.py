"""Which exercise becomes of what, and why none."""

from dataclasses import replace
from decimal import Decimal

import pytest

from elearning.core.importing.sources import NumberAnswer, Source, SourceAnswer, SourceGap, SourcePair, SourceShape
from elearning.core.importing.taking import Untakable, Wording, blocks, take

WORDING = Wording("Richtig", "Nicht richtig", "Was fehlt?", "Was gehört zusammen?")
HUNDRED = Decimal(100)
RIGHT, WRONG, PARTLY = (
    SourceAnswer("Ja", HUNDRED, "gut"),
    SourceAnswer("Nein"),
    SourceAnswer("Halb", Decimal(50), "fast"),
)
SINGLE = Source(shape=SourceShape.SINGLE, theirs="multichoice", text="Frage?", answers=(RIGHT, WRONG))
NUMBER = Source(
    shape=SourceShape.NUMBER,
    theirs="numerical",
    text="Wie viele?",
    numbers=(NumberAnswer(Decimal("2.50"), Decimal(1)),),
)
PAIRS = Source(
    shape=SourceShape.PAIRS, theirs="matching", pairs=(SourcePair("a", "1"), SourcePair("b", "2"), SourcePair("", "3"))
)
GAP = SourceGap("Ich", (RIGHT, WRONG), is_chosen=True)
CLOZE = Source(shape=SourceShape.CLOZE, theirs="cloze", gaps=(GAP,), ending=".")
STEPS = Source(shape=SourceShape.STEPS, theirs="ordering", text="Wie?", steps=("a", "b", "c"))


def taken(source: Source, lesson: str = "lesson"):
    return take(source, WORDING, lesson)


def values(items):
    return [item["value"] for item in items]


def refusal(source: Source) -> str:
    with pytest.raises(Untakable) as refused:
        taken(source)
    return refused.value.code


def test_a_choice_keeps_its_answers_with_their_feedback():
    found = taken(replace(SINGLE, answers=(RIGHT, WRONG, PARTLY), explanation="Weil <so>.\nEben."))
    assert (found.kind, found.notes) == ("single_choice", ("partly",))
    assert values(found.value["options"])[0] == {"text": "Ja", "correct": True, "feedback": "gut"}
    assert found.value["explanation"] == "<p>Weil &lt;so&gt;.</p><p>Eben.</p>"


def test_where_several_count_all_of_them_are_right():
    found = taken(replace(SINGLE, shape=SourceShape.MULTIPLE, answers=(PARTLY, WRONG)))
    assert (found.kind, found.notes) == ("multiple_choice", ())
    assert [option["correct"] for option in values(found.value["options"])] == [True, False]


def test_true_or_false_is_a_choice_in_the_words_of_the_lesson():
    source = Source(shape=SourceShape.TRUE_FALSE, theirs="truefalse", text="Stimmt das?", is_true=False)
    options = values(taken(source).value["options"])
    assert [(option["text"], option["correct"]) for option in options] == [("Richtig", False), ("Nicht richtig", True)]


def test_typed_words_become_one_gap():
    found = taken(Source(shape=SourceShape.TYPED, theirs="shortanswer", text="Wer?", answers=(RIGHT, PARTLY, WRONG)))
    (gap,) = values(found.value["gaps"])
    assert (gap["accepted"], gap["exact"], gap["options"], gap["feedback"]) == ("Ja", False, [], "gut")
    assert set(found.notes) == {"partly", "feedback"}


def test_gaps_ask_what_is_missing():
    found = taken(CLOZE)
    (gap,) = values(found.value["gaps"])
    assert (found.value["question"], found.value["ending"]) == ("Was fehlt?", ".")
    assert values(gap["options"]) == [{"text": "Ja", "correct": True}, {"text": "Nein", "correct": False}]


def test_a_number_is_text_without_needless_places():
    found = taken(replace(NUMBER, unit="min", explanation="Eben."))
    assert (found.value["right"], found.value["tolerance"], found.value["unit"]) == ("2.5", "1", "min")
    assert found.value["explanation"] == "<p>Eben.</p>"
    several = (*NUMBER.numbers, NumberAnswer(Decimal(2), Decimal(4), Decimal(50)))
    assert taken(replace(NUMBER, numbers=several)).notes == ("partly",)


def test_pairs_and_what_belongs_to_nothing():
    found = taken(PAIRS)
    assert values(found.value["pairs"])[0] == {"left": "a", "right": "1", "feedback": ""}
    assert values(found.value["others"]) == ["3"]
    assert found.value["question"] == "Was gehört zusammen?"


def test_steps_a_reflection_and_a_text():
    assert [step["text"] for step in values(taken(STEPS).value["steps"])] == ["a", "b", "c"]
    essay = taken(Source(shape=SourceShape.ESSAY, theirs="essay", text="Was denken Sie?"))
    assert (essay.kind, essay.value) == ("reflection", {"question": "Was denken Sie?", "hint": "", "thoughts": ""})
    assert taken(Source(shape=SourceShape.DESCRIPTION, theirs="description", text="Lesen")).value == "<p>Lesen</p>"


def test_the_same_question_has_the_same_ids_and_another_lesson_others():
    again, elsewhere = taken(SINGLE), taken(SINGLE, "another")
    assert again == taken(SINGLE)
    assert again.id != elsewhere.id
    assert [option["id"] for option in again.value["options"]] != [each["id"] for each in elsewhere.value["options"]]
    assert blocks([again]) == [{"type": "single_choice", "id": again.id, "value": again.value}]


def test_whoever_gives_numbers_to_questions_may_reword_them():
    numbered = replace(SINGLE, id="F-7")
    assert taken(numbered).id == taken(replace(numbered, text="Anders?")).id
    assert taken(SINGLE).id != taken(replace(SINGLE, text="Anders?")).id


MANY = tuple(SourceAnswer(str(each), HUNDRED if each == 0 else Decimal(0)) for each in range(13))


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (replace(SINGLE, broken="number"), "broken.number"),
        (replace(SINGLE, shape=SourceShape.OTHER), "unknown"),
        (replace(SINGLE, text=""), "empty"),
        (replace(SINGLE, text="", notes=("pictures",)), "pictures"),
        (replace(SINGLE, text="x" * 401), "too_long"),
        (replace(SINGLE, answers=(RIGHT,)), "too_few"),
        (replace(SINGLE, answers=MANY), "too_many"),
        (replace(SINGLE, answers=(RIGHT, SourceAnswer(" ja "))), "same"),
        (replace(SINGLE, answers=(RIGHT, SourceAnswer(""))), "empty"),
        (replace(SINGLE, answers=(RIGHT, SourceAnswer("Doch", HUNDRED))), "several_right"),
        (replace(SINGLE, answers=(WRONG, PARTLY)), "none_right"),
        (replace(SINGLE, shape=SourceShape.MULTIPLE, answers=(WRONG,)), "none_right"),
        (replace(SINGLE, shape=SourceShape.TYPED, answers=(WRONG,)), "none_right"),
        (replace(SINGLE, shape=SourceShape.TYPED, answers=(SourceAnswer("Fr*", HUNDRED),)), "pattern"),
        (replace(CLOZE, gaps=()), "no_gaps"),
        (replace(CLOZE, gaps=(replace(GAP, answers=(RIGHT, SourceAnswer("Doch", HUNDRED))),)), "several_right"),
        (replace(CLOZE, gaps=(replace(GAP, answers=(WRONG, PARTLY)),)), "none_right"),
        (replace(NUMBER, numbers=()), "none_right"),
        (replace(NUMBER, numbers=NUMBER.numbers * 2), "several_right"),
        (replace(NUMBER, numbers=(NumberAnswer(Decimal(1), Decimal(2)),)), "tolerance"),
        (replace(NUMBER, numbers=(NumberAnswer(Decimal("0.00001"), Decimal(0)),)), "digits"),
        (replace(PAIRS, pairs=(SourcePair("a", "1"), SourcePair("b", "1"))), "same_target"),
        (replace(PAIRS, pairs=(*PAIRS.pairs, *(SourcePair("", f"x{each}") for each in range(4)))), "too_many"),
        (replace(STEPS, steps=("a", "b")), "too_few"),
        (Source(shape=SourceShape.DESCRIPTION, theirs="description"), "empty"),
    ],
)
def test_what_makes_no_exercise_is_refused_with_the_reason(source, code):
    assert refusal(source) == code
