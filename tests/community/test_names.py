"""Names as people see them. Pure."""

import pytest

from community.names import as_seen


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("  Anna \t  B. ", "Anna B."),
        ("An\u200bna", "Anna"),
        ("\u202eannA", "annA"),
        ("An\u3164na", "Anna"),
        ("A\u200dnna", "Anna"),
        ("\u0645\u06cc\u200c\u0646", "\u0645\u06cc\u200c\u0646"),  # Persian joins its letters by them
        ("\u200dAnna\u200d", "Anna"),
        ("\uff21nna", "Anna"),
        ("Zoe\u0308", "Zoë"),
        ("a" + "\u0301" * 50, "á" + "\u0301" * 3),
        ("12 34", ""),
        ("\u200b \u2060", ""),
        ("", ""),
    ],
)
def test_a_name_is_what_one_sees_of_it(typed, seen):
    assert as_seen(typed) == seen
