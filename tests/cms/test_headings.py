"""The order of headings, with and without gaps."""

import pytest

from cms.headings import LEVEL, levels, out_of_order


@pytest.mark.parametrize(
    ("kind", "html", "found"),
    [
        ("heading", "Wer hilft?", [LEVEL]),
        ("text", "<h3>Eins</h3><p>h4</p><h4 id='a'>Zwei</h4>", [3, 4]),
        ("text", "<p>Ohne</p>", []),
        ("quotation", "<h3>Eins</h3>", []),
    ],
)
def test_a_block_has_the_headings_that_stand_in_it(kind, html, found):
    assert levels(kind, html) == found


@pytest.mark.parametrize(
    ("blocks", "places"),
    [
        ([], []),
        ([[2], [3, 4], [2]], []),
        ([[2], [3], [3]], []),
        ([[3]], [0]),
        ([[2], [4]], [1]),
        ([[2, 4, 4], [], [4, 2, 4]], [0, 2]),
    ],
)
def test_a_heading_stands_below_one_that_is_one_larger(blocks, places):
    assert out_of_order(blocks) == places
