"""Moodle XML: every type of question that Moodle brings along."""

from decimal import Decimal
from xml.etree.ElementTree import fromstring

import pytest

from elearning.core.importing import moodle
from elearning.core.importing.sources import NumberAnswer, SourcePair, SourceShape


def read(*questions: str):
    return moodle.read(fromstring(f"<quiz>{''.join(questions)}</quiz>"))


def question(type: str, inside: str = "", text: str = "Frage?"):
    said = f'<name><text>Name</text></name><questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>'
    (found,) = read(f'<question type="{type}">{said}{inside}</question>')
    return found


def said_of(text: str) -> str:
    return f"<questiontext><text>{text}</text></questiontext>"


def question_of(text: str) -> str:
    return f'<question type="essay">{said_of(text)}</question>'


def answer(text: str, fraction: str = "0", feedback: str = "", more: str = "") -> str:
    said = f"<feedback><text>{feedback}</text></feedback>"
    return f'<answer fraction="{fraction}"><text><![CDATA[{text}]]></text>{said}{more}</answer>'


def test_choices_single_and_multiple():
    answers = answer("<p>Ja</p>", "100", "gut") + answer("Nein")
    single = question("multichoice", f"<single>true</single>{answers}")
    assert (single.shape, [each.text for each in single.answers]) == (SourceShape.SINGLE, ["Ja", "Nein"])
    assert single.answers[0].feedback == "gut"
    assert question("multichoice", f"<single>0</single>{answers}").shape is SourceShape.MULTIPLE


def test_true_or_false():
    found = question("truefalse", answer("true", "0", "nein") + answer("false", "100", "ja"))
    assert (found.shape, found.is_true, found.feedback) == (SourceShape.TRUE_FALSE, False, {True: "nein", False: "ja"})


def test_words_that_are_typed_with_every_letter():
    found = question("shortanswer", f"<usecase>1</usecase>{answer('AGG', '100')}")
    assert (found.shape, found.is_exact) == (SourceShape.TYPED, True)


def test_numbers_with_the_unit_in_which_they_stand():
    units = "<units><unit><multiplier>60</multiplier><unit_name>h</unit_name></unit>"
    units += "<unit><multiplier>1</multiplier><unit_name>min</unit_name></unit></units>"
    answers = answer("23,5", "100", "ja", "<tolerance>0.5</tolerance>") + answer("*", "0")
    found = question("numerical", answers + units)
    assert found.numbers == (NumberAnswer(Decimal("23.5"), Decimal("0.5"), Decimal(100), "ja"),)
    assert found.unit == "min"
    assert question("numerical", answers).unit == ""


def test_pairs():
    one = "<subquestion><text>Er steht</text><answer><text>gesehen</text></answer></subquestion>"
    other = "<subquestion><text></text><answer><text>bewertet</text></answer></subquestion>"
    assert question("matching", one + other).pairs == (SourcePair("Er steht", "gesehen"), SourcePair("", "bewertet"))


def test_steps_an_essay_and_a_description():
    found = question("ordering", answer("erst", "1") + answer("dann", "2"))
    assert (found.shape, found.steps) == (SourceShape.STEPS, ("erst", "dann"))
    assert question("essay").shape is SourceShape.ESSAY
    assert question("description").shape is SourceShape.DESCRIPTION


def test_embedded_answers_are_gaps():
    text = r"Ich {1:MULTICHOICE_S:=frage~%50%rede#fast~schreie\}} und {:SAC:=höre\~zu~%0%gehe} dann."
    found = question("cloze", text=text)
    first, second = found.gaps
    assert (first.before, first.is_chosen, second.before, second.is_chosen) == ("Ich ", True, " und ", False)
    assert [(each.text, each.weight, each.feedback) for each in first.answers] == [
        ("frage", 100, ""),
        ("rede", 50, "fast"),
        ("schreie}", 0, ""),
    ]
    assert (second.is_exact, second.answers[0].text, found.ending) == (True, "höre~zu", " dann.")
    assert question("cloze", text="{1:MCVS:=a~b}").gaps[0].is_chosen
    assert question("cloze", text="{1:NUMERICAL:=3:1}").broken == "embedded"
    assert question("cloze", text="{1:SA:=a {b}").gaps[0].answers[0].text == "a {b"


def test_answers_without_an_end_are_text():
    """However many there are: each is read until the next one begins."""
    text = "{1:SA:=a " * 100_000
    assert question("cloze", text=text).ending == text.strip()


def test_gaps_beyond_those_of_an_exercise_are_not_filled_with_all_choices():
    choices = "<selectoption><text>a</text></selectoption>" * 20_000
    found = question("gapselect", choices, text="[[1]] " * 50_000)
    assert len(found.gaps) == 9
    assert all(len(gap.answers) == 20_000 for gap in found.gaps)


def test_a_question_in_a_question_is_none():
    inside = question_of("Innen") * 3
    found = read(f'<question type="essay">{said_of("Aussen")}{inside}</question>', question_of("Danach"))
    assert [each.text for each in found] == ["Aussen", "Danach"]
    assert moodle.read(fromstring(question_of("Allein")))[0].text == "Allein"


@pytest.mark.parametrize(("type", "name"), [("gapselect", "selectoption"), ("ddwtos", "dragbox")])
def test_words_that_are_put_into_gaps(type, name):
    choices = "".join(
        f"<{name}><text>{text}</text><group>{group}</group></{name}>"
        for text, group in (("sehe", 1), ("denke", 1), ("Montag", 2), ("Dienstag", 2))
    )
    found = question(type, choices, text="Was ich [[1]], am [[4]].")
    assert [[(each.text, each.is_right) for each in gap.answers] for gap in found.gaps] == [
        [("sehe", True), ("denke", False)],
        [("Montag", False), ("Dienstag", True)],
    ]
    assert found.ending == "."
    assert question(type, choices, text="[[9]]").broken == "choice"


@pytest.mark.parametrize("type", ["calculated", "ddimageortext", "ddmarker", "randomsamatch", "anything"])
def test_what_we_do_not_know_keeps_its_name(type):
    found = question(type)
    assert (found.shape, found.theirs) == (SourceShape.OTHER, type)


def test_categories_are_no_questions_and_what_is_lost_is_noted():
    assert read('<question type="category"><category><text>$course$</text></category></question>') == ()
    lost = "<hint><text>Denken Sie nach.</text></hint><idnumber> F-7 </idnumber>"
    found = question("essay", lost, text='<img src="@@PLUGINFILE@@/a.png" alt=""><script>alert(1)</script>Was?')
    assert (found.notes, found.id, found.text) == (("pictures", "hints"), "F-7", "Was?")


@pytest.mark.parametrize("number", ["viel", "NaN", "inf", "1e999999999", "-1e-999999999", "1" * 1000])
def test_a_number_that_is_none_is_said(number):
    assert question("numerical", answer(number, "100")).broken == "number"
