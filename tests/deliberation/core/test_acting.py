import pytest

from deliberation.core.acting import Refused, cleaned


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("  We listen \n", "We listen"),
        ("one\r\ntwo\rthree\nfour\tfive", "one\ntwo\nthree\nfour\tfive"),
        ("nul\x00 bell\x07 escape\x1b end", "nul bell escape end"),
        ("می‌خواهم", "می‌خواهم"),  # a joiner that Persian is spelled with
        ("turn\u202eed over", "turned over"),  # nobody turns round the reading direction of what follows
        ("half \ud800 of a sign", "half  of a sign"),
        ("👩‍🔧 and é", "👩‍🔧 and é"),
    ],
)
def test_text_is_stored_without_what_cannot_be_read(text, stored):
    assert cleaned(text, 100, "place") == stored


def test_text_may_be_as_long_as_the_limit_and_no_longer():
    assert cleaned("x" * 10, 10, "place") == "x" * 10
    with pytest.raises(Refused) as refused:
        cleaned("x" * 11, 10, "place")
    assert refused.value.code == "place.too_long"


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00\x07"])
def test_empty_text_is_refused(text):
    with pytest.raises(Refused) as refused:
        cleaned(text, 10, "place")
    assert refused.value.code == "place.empty"
