"""GIFT: every type of question of the format, and what people make of it."""

from decimal import Decimal

import pytest

from elearning.core.importing import gift
from elearning.core.importing.sources import SourcePair, SourceShape


def only(text: str):
    (found,) = gift.read(text)
    return found


def test_one_right_answer_among_wrong_ones_with_feedback():
    found = only("::Nummer:: Wer zieht eine Nummer? {=Alle #Ja. ~Niemand #Nein. ~%50%Manche ####Am Tresen.}")
    assert (found.shape, found.name, found.text) == (SourceShape.SINGLE, "Nummer", "Wer zieht eine Nummer?")
    assert [(each.text, each.weight, each.feedback) for each in found.answers] == [
        ("Alle", 100, "Ja."),
        ("Niemand", 0, "Nein."),
        ("Manche", 50, ""),
    ]
    assert found.explanation == "Am Tresen."


def test_several_right_answers_share_the_mark():
    found = only("Was hilft? {~%50%Fragen ~%50%Zuhören ~%-100%Schreien}")
    assert found.shape is SourceShape.MULTIPLE
    assert [each.counts for each in found.answers] == [True, True, False]


@pytest.mark.parametrize(("said", "is_true"), [("T", True), ("TRUE", True), ("f", False), ("FALSE", False)])
def test_true_or_false(said, is_true):
    found = only(f"Jeder darf fragen. {{{said}#falsch#richtig}}")
    assert (found.shape, found.is_true) == (SourceShape.TRUE_FALSE, is_true)
    assert found.feedback == {is_true: "richtig", not is_true: "falsch"}


def test_words_that_are_typed():
    found = only("Wie heißt das Gesetz? {=AGG =Allgemeines Gleichbehandlungsgesetz =%50%Gleichbehandlungsgesetz}")
    assert found.shape is SourceShape.TYPED
    assert [each.is_right for each in found.answers] == [True, True, False]


def test_a_missing_word_stands_between_two_texts():
    found = only("Ich sage, was ich {=sehe ~denke ~fühle}, und frage.")
    (gap,) = found.gaps
    assert (found.shape, gap.before, gap.is_chosen, found.ending) == (
        SourceShape.CLOZE,
        "Ich sage, was ich",
        True,
        ", und frage.",
    )


@pytest.mark.parametrize(
    ("said", "right", "tolerance"),
    [("#3:2", "3", "2"), ("#1..5", "3", "2"), ("#3", "3", "0"), ("#=3,5:0,5", "3.5", "0.5"), ("#-2:1#nah", "-2", "1")],
)
def test_numbers_with_their_tolerance(said, right, tolerance):
    (number,) = only(f"Wie viele? {{{said}}}").numbers
    assert (number.right, number.tolerance) == (Decimal(right), Decimal(tolerance))


def test_several_numbers_of_different_weight():
    numbers = only("Wie viele? {#=1822:0#genau =%50%1822:2#fast}").numbers
    assert [(each.weight, each.tolerance, each.feedback) for each in numbers] == [(100, 0, "genau"), (50, 2, "fast")]


def test_pairs():
    found = only("Was ist was? {=Er steht -> gesehen =Er drängelt -> gedeutet = -> bewertet}")
    assert found.shape is SourceShape.PAIRS
    assert found.pairs == (
        SourcePair("Er steht", "gesehen"),
        SourcePair("Er drängelt", "gedeutet"),
        SourcePair("", "bewertet"),
    )


def test_an_essay_and_a_description():
    assert only("Was denken Sie? {}").shape is SourceShape.ESSAY
    assert only("Lesen Sie zuerst das.").shape is SourceShape.DESCRIPTION


def test_escaped_characters_are_text():
    found = only(r"Wie viel ist 3 \= 3\: \{genau\}\n? {=1\=1 ~\~2 #\#1}")
    assert found.text == "Wie viel ist 3 = 3: {genau}\n?"
    assert [(each.text, each.feedback) for each in found.answers] == [("1=1", ""), ("~2", "#1")]


def test_formats_comments_categories_and_empty_lines():
    text = """\ufeff// von Anna
$CATEGORY: Kurs/Tag 1

::A::[html]<p>Wer<b> fragt</b>?</p><p>Und wann?</p> {
=Ich

~Du
}


[markdown]Zweite *Frage* {T}
"""
    first, second = gift.read(text)
    assert first.text == "Wer fragt?\nUnd wann?"
    assert [each.text for each in first.answers] == ["Ich", "Du"]
    assert second.text == "Zweite *Frage*"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Frage {=a ~b", "braces"),
        ("Frage {abc}", "answers"),
        ("Frage {#viele}", "number"),
        ("F {=%1.2.3%a ~b}", "number"),
        ("F {#NaN}", "number"),
        ("F {#1e999999999}", "number"),
        ("F {#-1e-999999999:1}", "number"),
        (f"F {{#{'1' * 1000}}}", "number"),
    ],
)
def test_what_cannot_be_read_says_why(text, code):
    assert only(text).broken == code


@pytest.mark.parametrize("line", ["", "=", "{", "~%1", "::"])
def test_whatever_a_file_is_full_of_is_read_line_by_line(line):
    """Each line is looked at as often as there are lines, if somebody reads on from the beginning every time."""
    (found,) = gift.read("Frage {\n" + f"{line}\n" * 200_000)
    assert found.broken == "braces"


def test_nothing_is_no_question():
    assert gift.read("\n\n// nur ein Kommentar\n") == ()
