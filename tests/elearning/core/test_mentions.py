"""Which words of the glossary a text mentions, and where they can be tapped."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.core.mentions import Finder, Term, mentioned

STEREOTYPE = Term("stereotyp", "Stereotyp", "Ein Bild.", ("Stereotype",))
TRAUMA = Term("trauma", "Trauma", "Eine Verletzung.")
TALK = Term("dialog", "Kontrollierter Dialog", "Eine Übung.")
DIALOGUE = Term("nur-dialog", "Dialog", "Ein Gespräch.")
LAW = Term("law", "Recht & Gesetz", "Beides.")
TERMS = [STEREOTYPE, TRAUMA, TALK, DIALOGUE, LAW]


def mark(term, words):
    return f"[{term.slug}:{words}]"


def marked(text, terms=TERMS):
    return Finder(terms).marked(text, mark)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "<p>Ein Stereotyp hilft. Ein Stereotyp stört.</p>",
            "<p>Ein [stereotyp:Stereotyp] hilft. Ein Stereotyp stört.</p>",
        ),
        ("<p>Stereotype sind ein Stereotyp.</p>", "<p>[stereotyp:Stereotype] sind ein Stereotyp.</p>"),
        ("<p>Das TRAUMA</p>", "<p>Das [trauma:TRAUMA]</p>"),
        ("<p>Traumatisch, Traumata, ein Trauma-Team</p>", "<p>Traumatisch, Traumata, ein Trauma-Team</p>"),
        ("<p>„Trauma“, sagt sie.</p>", "<p>„[trauma:Trauma]“, sagt sie.</p>"),
        ("<p>Ein Kontrollierter\n Dialog</p>", "<p>Ein [dialog:Kontrollierter\n Dialog]</p>"),
        ("<p>Recht &amp; Gesetz</p>", "<p>[law:Recht &amp; Gesetz]</p>"),
        ("<h3>Trauma</h3><p><b>Trauma</b></p>", "<h3>Trauma</h3><p><b>[trauma:Trauma]</b></p>"),
        (
            '<p><a linktype="page" id="3">Trauma <b>und</b> Stereotyp</a>, Trauma</p>',
            '<p><a linktype="page" id="3">Trauma <b>und</b> Stereotyp</a>, [trauma:Trauma]</p>',
        ),
        ('<p title="Trauma">Nichts</p>', '<p title="Trauma">Nichts</p>'),
        ("", ""),
    ],
)
def test_the_first_mention_as_a_whole_word_is_marked(text, expected):
    assert marked(text) == expected


def test_a_longer_term_is_found_before_one_in_it():
    assert (
        marked("<p>Kontrollierter Dialog, Dialog</p>") == "<p>[dialog:Kontrollierter Dialog], [nur-dialog:Dialog]</p>"
    )


def test_what_a_section_has_marked_is_not_marked_again():
    finder = Finder(TERMS)
    _, seen = finder.marked("<p>Trauma</p>", mark)
    assert finder.marked("<p>Trauma, Stereotyp</p>", mark, seen)[0] == "<p>Trauma, [stereotyp:Stereotyp]</p>"


def test_where_there_are_no_terms_nothing_is_found():
    assert marked("<p>Trauma</p>", []) == "<p>Trauma</p>"
    assert mentioned(["<p>Trauma</p>"], []) == []


def test_letters_that_only_a_search_without_case_holds_for_the_same_are_passed_over():
    assert marked("<p>krıtik</p>", [Term("k", "Kritik", "")]) == "<p>krıtik</p>"


def test_terms_come_in_their_order_and_go_to_json_and_back():
    assert mentioned(["<p>Trauma</p>", "<p>Ein Stereotyp</p>"], TERMS) == [STEREOTYPE, TRAUMA]
    assert Term.from_json(STEREOTYPE.as_json()) == STEREOTYPE


WORDS = st.sampled_from(["Trauma", "Stereotyp", "und", " ", "<b>", "</b>", "<a>", "</a>", "&amp;", "Dialog.", "-"])


@given(st.lists(WORDS).map("".join))
def test_marking_changes_no_word_and_marks_what_is_mentioned(text):
    found, seen = Finder(TERMS).marked(text, lambda term, words: f"\x00{words}\x01")
    assert found.replace("\x00", "").replace("\x01", "") == text
    assert seen == {term.slug for term in mentioned([text], TERMS)}
    assert found.count("\x00") == len(seen)
    assert html.unescape(found).count("\x01") == len(seen)
