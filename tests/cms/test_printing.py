"""What all printed files share: fonts for every alphabet, and words in their own direction."""

import pytest

from cms import printing


@pytest.mark.parametrize(("text", "to_the_left"), [("Guten Tag مرحبا", False), ("12: مرحبا", True), ("123", False)])
def test_the_first_letter_says_in_which_direction_a_text_runs(text, to_the_left):
    assert printing.is_right_to_left(text) is to_the_left


def test_letters_of_all_our_fonts_are_there():
    families = printing.families()
    assert families[0] == "fira-sans-latin"
    assert {"vazirmatn-arabic", "fira-sans-cyrillic", "fira-sans-greek"} <= set(families)
