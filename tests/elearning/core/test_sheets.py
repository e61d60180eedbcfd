"""Tables for spreadsheets."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.core.sheets import FORMULA, as_csv, harmless
from tests.hypotheses import at_most


@pytest.mark.parametrize("cell", ["=1+1", "+49 123", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_is_a_formula(cell):
    assert harmless(cell) == f"'{cell}"


def test_words_stay_as_they_are():
    assert as_csv([("Name", "Stand"), ("Jürgen; Amt", 'sagt "ja"')]) == (
        '\ufeffName;Stand\r\n"Jürgen; Amt";"sagt ""ja"""\r\n'
    )


@at_most(100)
@given(st.lists(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"))), min_size=2, max_size=3), max_size=4))
def test_it_reads_back_and_begins_no_cell_with_a_formula(rows):
    read = list(csv.reader(as_csv(rows).removeprefix("\ufeff").splitlines(), delimiter=";"))
    assert read == [[harmless(cell) for cell in row] for row in rows]
    assert not any(cell.startswith(FORMULA) for row in read for cell in row)
