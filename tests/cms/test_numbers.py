"""Whatever a browser sends instead of a number is none, and breaks nothing."""

import pytest

from cms.numbers import as_number, as_numbers


@pytest.mark.parametrize(
    ("sent", "number"), [("0", 0), ("12", 12), ("٣", 3), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("9" * 5000, None)]
)
def test_a_number_is_one_that_every_database_takes(sent, number):
    assert as_number(sent) == number


@pytest.mark.parametrize("sent", ["", "x", "-1", "1.5", " 1", "²"])
def test_what_is_no_number_is_none(sent):
    assert as_number(sent) is None


def test_of_several_those_that_are_numbers_are_read():
    assert as_numbers(["3", "x", "9" * 30, "0"]) == [3, 0]
