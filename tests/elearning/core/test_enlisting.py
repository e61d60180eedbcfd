"""Lists of people as they come out of spreadsheets and mail programs: each line has an answer, none is lost."""

import csv

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from elearning.core.enlisting import MOST, Enlistment, KnownPeople, decoded, entries, lines
from tests.hypotheses import at_most

AMAL, BEN, CEM = 1, 2, 3
KNOWN = KnownPeople(
    by_email={"amal@example.org": AMAL, "ben@example.org": BEN},
    by_name={"amal": (AMAL,), "amal haddad": (AMAL,), "ben": (BEN, CEM)},
    members={BEN},
    asked={CEM: True, "was@asked.org": False, "no@thanks.org": True},
)


def is_address(text):
    return text.count("@") == 1 and "." in text.split("@")[1]


def outcomes(text, known=KNOWN):
    return [entry.outcome for entry in entries(lines(text), known, is_address)]


def test_a_line_is_a_name_an_address_or_both():
    found = lines("Amal Haddad\namal@example.org\nHaddad; Amal; AMAL@example.org")
    assert [(line.name, line.email) for line in found] == [
        ("Amal Haddad", ""),
        ("", "amal@example.org"),
        ("Haddad Amal", "amal@example.org"),
    ]


@pytest.mark.parametrize("line", ["Amal,amal@example.org", "Amal\tamal@example.org", '"Haddad; Amal";amal@example.org'])
def test_whatever_separates_the_cells(line):
    assert lines(line)[0].email == "amal@example.org"


def test_empty_lines_are_counted_and_left_out():
    assert [line.number for line in lines("\nAmal\n;;;\n \nBen\n")] == [2, 5]


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("neu@example.org", Enlistment.INVITED),
        ("Amal", Enlistment.INVITED),
        ("Amal HADDAD", Enlistment.INVITED),
        ("ben@example.org", Enlistment.MEMBER),
        ("was@asked.org", Enlistment.WAITING),
        ("no@thanks.org", Enlistment.DECLINED),
        ("Ben", Enlistment.SEVERAL),
        ("Dora", Enlistment.UNKNOWN),
        ("dora@nowhere", Enlistment.NO_ADDRESS),
        ("Name;E-Mail-Adresse", Enlistment.HEADING),
    ],
)
def test_what_becomes_of_a_line(line, outcome):
    assert outcomes(line) == [outcome]


def test_somebody_who_stands_there_twice_is_asked_once():
    assert outcomes("amal@example.org\nAmal Haddad\nAmal;amal@example.org\nneu@example.org\nneu@example.org") == [
        Enlistment.INVITED,
        Enlistment.TWICE,
        Enlistment.TWICE,
        Enlistment.INVITED,
        Enlistment.TWICE,
    ]


def test_settled_is_a_line_about_which_nobody_has_to_do_anything():
    text = "Name\nneu@example.org\nneu@example.org\nben@example.org\nwas@asked.org\nno@thanks.org\nBen\nDora\nd@nowhere"
    found = entries(lines(text), KNOWN, is_address)
    assert [entry.outcome for entry in found if entry.is_settled] == [
        Enlistment.HEADING,
        Enlistment.INVITED,
        Enlistment.TWICE,
        Enlistment.MEMBER,
        Enlistment.WAITING,
    ]
    assert [entry.line.text for entry in found if not entry.is_settled] == ["no@thanks.org", "Ben", "Dora", "d@nowhere"]


def test_who_is_one_too_many_is_left_for_another_list():
    found = entries(lines("\n".join(f"a{number}@example.org" for number in range(MOST + 1))), KNOWN, is_address)
    assert [entry.line.number for entry in found if not entry.is_settled] == [MOST + 1]


def test_what_is_too_much_is_named_and_not_dropped():
    found = outcomes("\n".join(f"a{number}@example.org" for number in range(MOST + 2)))
    assert found == [Enlistment.INVITED] * MOST + [Enlistment.TOO_MANY] * 2


def test_a_table_from_an_old_spreadsheet_is_read():
    assert decoded("Jürgen;j@example.org".encode("cp1252")) == "Jürgen;j@example.org"
    assert decoded(b"\xef\xbb\xbfJ\xc3\xbcrgen") == "Jürgen"


@at_most(200)
@given(st.text())
@example("\xa0;\xa0")  # what spreadsheets leave in empty cells
def test_every_line_with_words_has_one_answer(text):
    found = lines(text)
    assert len(entries(found, KNOWN, is_address)) == len(found)
    assert all(line.text for line in found)


@at_most(100)
@given(st.lists(st.sampled_from(["amal@example.org", "Amal", "neu@example.org", "Ben", "no@thanks.org"]), max_size=9))
def test_nobody_is_invited_twice_however_the_list_is_put_together(rows):
    found = [
        entry for entry in entries(lines("\n".join(rows)), KNOWN, is_address) if entry.outcome is Enlistment.INVITED
    ]
    assert len({entry.user or entry.line.email for entry in found}) == len(found)


@at_most(100)
@given(st.binary())
def test_no_file_breaks_it(content):
    entries(lines(decoded(content)), KNOWN, is_address)


def test_a_long_cell_is_read():
    assert lines("x" * (csv.field_size_limit() - 1))[0].name.startswith("xxx")
