import pytest

from deliberation.core import speech


@pytest.mark.parametrize(
    ("text", "words"), [("", 0), ("One", 1), ("Two  words\n", 2), ("ثلاث كلمات هنا", 3), ("Fünf-Uhr-Tee geht", 2)]
)
def test_words_are_what_stands_between_spaces(text, words):
    assert speech.words(text) == words


@pytest.mark.parametrize(("ms", "seconds"), [(0, 0), (1, 1), (1_000, 1), (1_001, 2)])
def test_seconds_are_rounded_up(ms, seconds):
    assert speech.seconds(ms) == seconds


def test_amounts_add_up_and_nothing_adds_nothing():
    spoken = speech.added(speech.added({}, 1, 5), 1, 7)
    assert spoken == {1: 12}
    assert speech.added(spoken, 1, 0) is spoken
    assert (speech.share(spoken, 1), speech.share(spoken, 2)) == (12, 0)
